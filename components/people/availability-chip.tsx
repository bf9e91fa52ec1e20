"use client";

import Link from "next/link";
import { Chip } from "@/components/ui/chip";
import { useNow } from "@/components/ui/use-now";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import { reachability } from "@/lib/domain/people/reachability";

type Person = Pick<HumanAgentResource, "status" | "dutyHours" | "timeZone" | "inCall">;

/** Whether somebody may be asked at this moment, until or from when, and which call they are in. */
export function AvailabilityChip({ person }: Readonly<{ person: Person }>) {
  const now = useNow(30_000);
  if (person.inCall)
    return (
      <Link href={`/live/${person.inCall.callId}`} className="rounded-sm hover:underline">
        <Chip tone="warn">In a call</Chip>
      </Link>
    );
  const { isReachable, words } = reachability(person, now);
  return (
    <span suppressHydrationWarning>
      <Chip tone={isReachable ? "good" : "neutral"}>{words}</Chip>
    </span>
  );
}
