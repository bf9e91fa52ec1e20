"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

export type TestCallProps = Readonly<{
  agentId: string;
  /** The draft as it stands when the call begins, or what callers get. */
  version: "draft" | "published";
  /** The call is over, or did not come about after it was begun. */
  onEnded?: (callId: string) => void;
}>;

/** A test conversation with an agent, spoken or typed, in one column of any height. Its script loads after the page, and it shows when it works. */
export const TestCall = dynamic<TestCallProps>(
  () => import("./test-call-panel").then(({ TestCallPanel }) => TestCallPanel),
  { ssr: false, loading: Loading },
);

function Loading() {
  return (
    <div aria-hidden className="space-y-3 py-1">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-8 w-40" />
    </div>
  );
}
