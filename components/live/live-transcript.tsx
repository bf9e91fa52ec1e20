"use client";

import { ArrowDown } from "lucide-react";
import { Transcript } from "@/components/call/transcript";
import { buttonClass } from "@/components/ui/button";
import type { FollowedCall } from "./follow-call";
import { useStickToEnd } from "./use-stick-to-end";

/** The transcript of a call that goes on: stays at its end until the reader scrolls up. */
export function LiveTranscript({ call, speech, denied }: FollowedCall) {
  const { scrollRef, contentRef, unseen, toEnd } = useStickToEnd(call.items.length);
  const isQuiet = call.items.length === 0 && !speech?.caller && !speech?.agent;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scrollRef}
        role="region"
        aria-label="Conversation"
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto px-4 -outline-offset-2 scroll-quiet md:px-5"
      >
        <div ref={contentRef} className="flex min-h-full flex-col justify-end py-4">
          {denied ? (
            <p role="alert" className="py-2 text-13 text-bad">
              {denied}
            </p>
          ) : null}
          {isQuiet ? (
            <p className="py-2 text-13 text-text-3">
              {call.phase === "waiting" ? "The line is being connected." : "Nobody has spoken yet."}
            </p>
          ) : null}
          <Transcript call={call} speech={speech} />
        </div>
      </div>
      {unseen > 0 ? (
        <button
          type="button"
          onClick={toEnd}
          className={buttonClass(
            "primary",
            "sm",
            "animate-rise absolute bottom-4 left-1/2 -translate-x-1/2 rounded-full shadow-float",
          )}
        >
          <ArrowDown aria-hidden className="size-3.5" />
          {unseen} new {unseen === 1 ? "line" : "lines"}
        </button>
      ) : null}
    </div>
  );
}
