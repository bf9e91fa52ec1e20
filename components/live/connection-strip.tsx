"use client";

import { Unplug } from "lucide-react";
import { formatTimeOfDay } from "@/components/format/time";
import { useLive } from "./live-provider";

/** Says plainly that what one sees may be old. Takes no room while all is well. */
export function ConnectionStrip({ timeZone }: Readonly<{ timeZone: string }>) {
  const { status, lostAt, isSignedOut } = useLive();
  return (
    <div role="status">
      {status === "lost" ? (
        <p className="flex items-center gap-2 border-b border-line bg-warn-soft px-4 py-1.5 text-13 font-medium text-warn md:px-5">
          <Unplug aria-hidden className="size-4 shrink-0" />
          <span>
            Connection lost. This is what was known
            {lostAt ? ` at ${formatTimeOfDay(new Date(lostAt).toISOString(), timeZone)}` : ""};{" "}
            {isSignedOut ? (
              <>
                your session has ended.{" "}
                <a href="/sign-in" className="underline underline-offset-2">
                  Sign in again
                </a>
              </>
            ) : (
              "trying again."
            )}
          </span>
        </p>
      ) : null}
    </div>
  );
}
