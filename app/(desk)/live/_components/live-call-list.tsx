"use client";

import { clsx } from "clsx";
import { useParams, useRouter } from "next/navigation";
import Link from "next/link";
import { useEffect } from "react";
import { otherParty, statusWords } from "@/components/call/call-words";
import { formatPhone } from "@/components/format/phone";
import { LiveClock } from "@/components/live/live-clock";
import { useLive } from "@/components/live/live-provider";
import type { CallSummary } from "@/lib/contracts/live/call-summary";

/** The calls in progress, newest first; J and K walk through them. */
export function LiveCallList() {
  const { calls } = useLive();
  const selected = useParams<{ callId?: string }>().callId ?? null;
  useWalk(calls, selected);
  return (
    <section
      aria-label="Calls in progress"
      className={clsx(
        "w-full shrink-0 flex-col border-line bg-surface md:w-72 md:border-r xl:w-80",
        // Without calls the page beside it teaches; on a narrow screen one of the two is shown.
        selected ? "hidden md:flex" : calls.length > 0 ? "flex" : "hidden",
      )}
    >
      <h2 className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-4 text-12 font-medium text-text-3">
        In progress
        <span className="rounded-sm bg-surface-2 px-1.5 py-0.5 text-text-2 figures">{calls.length}</span>
        <span className="ml-auto font-normal">newest first</span>
      </h2>
      {calls.length === 0 ? (
        <p className="px-4 py-6 text-13 text-text-3">No call at the moment. The next one appears here by itself.</p>
      ) : (
        <ul className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
          {calls.map((call) => (
            <LiveCallRow key={call.id} call={call} isSelected={call.id === selected} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LiveCallRow({ call, isSelected }: Readonly<{ call: CallSummary; isSelected: boolean }>) {
  const talking = call.status === "in_progress" || call.status === "escalated";
  return (
    <li className="animate-rise border-b border-line">
      <Link
        href={`/live/${call.id}`}
        aria-current={isSelected ? "true" : undefined}
        className={clsx(
          "relative block px-4 py-3 -outline-offset-2 transition-colors duration-150",
          isSelected ? "bg-accent-soft" : "hover:bg-surface-2",
        )}
      >
        {isSelected ? (
          <span aria-hidden className="absolute inset-y-2.5 left-1.5 w-[3px] rounded-full bg-accent" />
        ) : null}
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate text-14 font-medium figures">{formatPhone(otherParty(call))}</span>
          <LiveClock call={call} className="text-13 text-text-2 figures" />
        </span>
        <span className="mt-0.5 block truncate text-13 text-text-2">
          {call.lastLine ?? (talking ? "Answered; nobody has spoken yet" : statusWords(call.status).label)}
        </span>
        <span className="mt-0.5 flex items-center gap-1.5 text-12 text-text-3">
          <span className="truncate">
            {call.agentName}
            {call.direction === "outbound" ? " · outbound" : ""}
          </span>
          {call.turns > 0 ? <span className="ml-auto shrink-0 figures">{call.turns} turns</span> : null}
        </span>
      </Link>
    </li>
  );
}

function useWalk(calls: readonly CallSummary[], selected: string | null) {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { j: 1, k: -1 }[event.key];
      if (!step || event.metaKey || event.ctrlKey || event.altKey || calls.length === 0) return;
      if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
      const at = calls.findIndex(({ id }) => id === selected);
      const next = calls[Math.min(Math.max(at + step, 0), calls.length - 1)];
      if (next && next.id !== selected) router.push(`/live/${next.id}`);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [calls, selected, router]);
}
