import Link from "next/link";
import { CAUSE, STATE } from "@/components/escalations/escalation-words";
import { formatClock } from "@/components/format/duration";
import { formatPhone } from "@/components/format/phone";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";
import type { EscalationSummary } from "@/lib/contracts/escalations";

type TakenListProps = Readonly<{ escalations: readonly EscalationSummary[]; timeZone: string }>;

/** The calls that somebody took, newest first: why, how long they talked, how it stands. */
export function TakenList({ escalations, timeZone }: TakenListProps) {
  if (escalations.length === 0)
    return (
      <p className="px-4 pb-4 text-13 text-text-2">None yet. What they take stands here, with how it was settled.</p>
    );
  return (
    <ul aria-label="Calls they took, newest first" className="divide-y divide-line">
      {escalations.map(({ id, caller, cause, state, resolution, createdAt, connectedAt, releasedAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-13">
          <Link href={`/escalations/${id}`} className="rounded-sm font-medium figures hover:underline">
            {formatPhone(caller)}
          </Link>
          <span className="text-text-3">{CAUSE[cause]}</span>
          {resolution ? <span className="max-w-[48ch] truncate text-text-2">{resolution}</span> : null}
          <span className="ml-auto flex items-center gap-3">
            {connectedAt && releasedAt ? (
              <span className="text-12 text-text-3 figures">
                {formatClock(Date.parse(releasedAt) - Date.parse(connectedAt))}
                <span className="sr-only"> talked</span>
              </span>
            ) : null}
            <Chip tone={STATE[state].tone}>{STATE[state].label}</Chip>
            <Ago at={createdAt} timeZone={timeZone} className="text-12 text-text-3 figures" />
          </span>
        </li>
      ))}
    </ul>
  );
}
