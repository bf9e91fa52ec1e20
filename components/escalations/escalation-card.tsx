"use client";

import { Clock, PhoneForwarded, UserRound } from "lucide-react";
import Link from "next/link";
import { formatClock } from "@/components/format/duration";
import { formatPhone } from "@/components/format/phone";
import { formatAgo } from "@/components/format/time";
import { Chip } from "@/components/ui/chip";
import { useNow } from "@/components/ui/use-now";
import type { EscalationSummary } from "@/lib/contracts/escalations";
import { CAUSE, PRIORITY, whoHasIt } from "./escalation-words";

type EscalationCardProps = Readonly<{ escalation: EscalationSummary; timeZone: string; showsBusiness: boolean }>;

/** One escalation on the board: why, how urgent, who calls, who has it, for how long. */
export function EscalationCard({ escalation, timeZone, showsBusiness }: EscalationCardProps) {
  const { id, caller, cause, reason, priority, businessName, agentName, state, callbackNumber, resolution } =
    escalation;
  const who = whoHasIt(escalation);
  // Most reasons say it already.
  const isSaid = reason.toLowerCase().includes(CAUSE[cause].toLowerCase());
  const isUnsettling = priority === "urgent" || priority === "high";
  return (
    <li className="relative rounded-lg border border-line bg-surface p-3 transition-colors duration-150 hover:border-line-strong">
      <div className="flex items-center gap-2">
        <Link
          href={`/escalations/${id}`}
          className="min-w-0 truncate rounded-sm text-14 font-semibold figures after:absolute after:inset-0"
        >
          {formatPhone(caller)}
        </Link>
        <Age escalation={escalation} timeZone={timeZone} />
      </div>
      <p className="mt-1 line-clamp-3 text-13 text-pretty text-text-2">{reason}</p>
      {resolution ? <p className="mt-1 line-clamp-2 text-13 text-pretty text-text">{resolution}</p> : null}
      <div className="mt-2 flex flex-wrap gap-1.5 empty:hidden">
        {isUnsettling ? <Chip tone={PRIORITY[priority].tone}>{PRIORITY[priority].label}</Chip> : null}
        {isSaid ? null : <Chip>{CAUSE[cause]}</Chip>}
        {state === "abandoned" ? <Chip>Hung up first</Chip> : null}
      </div>
      <div className="mt-2 space-y-1 text-12 text-text-3">
        {who ? (
          <p className="flex items-center gap-1.5 text-text-2">
            <UserRound aria-hidden className="size-3.5 shrink-0 text-text-3" />
            <span className="truncate">{who}</span>
          </p>
        ) : null}
        {state === "callback" && callbackNumber ? (
          <p className="flex items-center gap-1.5 figures">
            <PhoneForwarded aria-hidden className="size-3.5 shrink-0" />
            {formatPhone(callbackNumber)}
          </p>
        ) : null}
        <p className="truncate">{showsBusiness ? `${agentName} · ${businessName}` : agentName}</p>
      </div>
    </li>
  );
}

/** How long it has been going on; of a settled one, how long it took. */
function Age({ escalation, timeZone }: Readonly<{ escalation: EscalationSummary; timeZone: string }>) {
  const { state, createdAt, resolutionMs } = escalation;
  const isWaiting = state === "waiting";
  const now = useNow(isWaiting ? 1_000 : 30_000);
  const words = isWaiting
    ? formatClock(now - Date.parse(createdAt))
    : resolutionMs === null
      ? formatAgo(createdAt, now, timeZone)
      : formatClock(resolutionMs);
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1 text-12 text-text-3 figures">
      {isWaiting || resolutionMs !== null ? <Clock aria-hidden className="size-3" /> : null}
      <span suppressHydrationWarning className={isWaiting ? "font-semibold text-bad" : ""}>
        {words}
      </span>
    </span>
  );
}
