"use client";

import { clsx } from "clsx";
import { Mic, Pause } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { otherParty, statusWords } from "@/components/call/call-words";
import { formatPhone } from "@/components/format/phone";
import { LiveClock } from "@/components/live/live-clock";
import { useCallInProgress } from "@/components/live/live-provider";
import { SentimentSpark } from "./sentiment-spark";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { NEEDS_HELP, reasonsOf, reasonWords } from "@/lib/domain/attention/reasons-of";

/** From here on it is urgent, and red. */
const URGENT = 70;

type LiveCallRowProps = Readonly<{
  /** As it stood when the calls were last ranked; its news since then the row hears by itself. */
  known: CallSummary;
  nowMs: number;
  isGone: boolean;
  isSelected: boolean;
  /** One of the wall's cards on a wide screen, instead of a row. */
  isCard: boolean;
  /** The how manieth it is, from 1, and of how many: not all are drawn. */
  place: number;
  of: number;
}>;

/** A call as the list shows it. Always as high as any other, so that what it says never moves those below it. */
export const LiveCallRow = memo(function LiveCallRow(props: LiveCallRowProps) {
  const { known, nowMs, isGone, isSelected, isCard, place, of } = props;
  const call = useCallInProgress(known.id) ?? known;
  const reasons = reasonsOf(call, nowMs);
  const words = reasonWords(reasons);
  const weight = reasons[0]?.weight ?? 0;
  const tone = isGone || weight < NEEDS_HELP ? "calm" : weight < URGENT ? "warn" : "bad";
  return (
    <li
      data-id={call.id}
      aria-posinset={place}
      aria-setsize={of}
      className={clsx("border-b border-line [contain:content]", isCard && "md:rounded-lg md:border")}
    >
      <Link
        href={`/live/${call.id}`}
        aria-current={isSelected ? "true" : undefined}
        className={clsx(
          "relative flex flex-col gap-0.5 px-4 py-3 -outline-offset-2 transition-colors duration-150",
          isCard && "md:rounded-lg",
          isSelected ? "bg-accent-soft" : "hover:bg-surface-2",
          isGone && "text-text-3",
        )}
      >
        {tone === "calm" ? null : (
          <span
            aria-hidden
            className={clsx(
              "absolute inset-y-2.5 left-1.5 w-[3px] rounded-full",
              tone === "bad" ? "bg-bad" : "bg-warn",
            )}
          />
        )}
        <span className="flex items-baseline gap-2">
          <span className="shrink-0 text-14 font-medium figures">{formatPhone(otherParty(call))}</span>
          <span className="min-w-0 flex-1 truncate text-12 text-text-3">
            {call.agentName}
            {call.direction === "outbound" ? " · outbound" : ""}
          </span>
          <LiveClock call={call} className="text-13 text-text-2 figures" />
        </span>
        <span className="flex items-end gap-2">
          <span
            suppressHydrationWarning
            className={clsx(
              "line-clamp-2 h-10 min-w-0 flex-1 text-13",
              tone === "bad" ? "font-medium text-bad" : tone === "warn" ? "font-medium text-warn" : "text-text-2",
            )}
          >
            {isGone ? null : <FloorMark call={call} isSaid={words.startsWith("Paused")} />}
            {isGone ? "Ended" : words === "" ? (isCard ? "All quiet" : lineOf(call)) : words}
          </span>
          <SentimentSpark scores={call.attention.sentiment} className="mb-0.5 h-4 w-14 shrink-0" />
        </span>
        {isCard ? <span className="hidden truncate text-13 text-text-2 md:block">{lineOf(call)}</span> : null}
      </Link>
    </li>
  );
});

function lineOf(call: CallSummary): string {
  const talking = call.status === "in_progress" || call.status === "escalated";
  return call.lastLine ?? (talking ? "Answered; nobody has spoken yet" : statusWords(call.status).label);
}

/** Who speaks in the agent's place, or silenced it. `isSaid`: the words beside it say that it is paused. */
function FloorMark({ call: { floor }, isSaid }: Readonly<{ call: CallSummary; isSaid: boolean }>) {
  if (floor.holder === "agent") return null;
  const name = floor.by?.name ?? "Somebody";
  const Icon = floor.holder === "person" ? Mic : Pause;
  return (
    <span className={clsx("font-medium", floor.holder === "person" ? "text-human" : "text-warn")}>
      <Icon aria-hidden className="mr-1 inline size-3 align-[-1px]" />
      {floor.holder === "person" ? `${name} speaks` : isSaid ? name : `Paused by ${name}`} ·{" "}
    </span>
  );
}
