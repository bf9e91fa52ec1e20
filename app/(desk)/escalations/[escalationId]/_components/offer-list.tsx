import { OFFER } from "@/components/escalations/escalation-words";
import { formatSpan } from "@/components/format/duration";
import { formatTimeOfDay } from "@/components/format/time";
import { Chip } from "@/components/ui/chip";
import type { EscalationOffer } from "@/lib/contracts/escalations";

/** Who was asked to take it, in turn, and what became of that. */
export function OfferList({ offers, timeZone }: Readonly<{ offers: readonly EscalationOffer[]; timeZone: string }>) {
  if (offers.length === 0) return <p className="px-4 pb-4 text-13 text-text-2">Nobody was asked.</p>;
  return (
    <ol className="divide-y divide-line px-4 pb-2 text-13">
      {offers.map(({ id, humanAgentName, state, ringsPhone, offeredAt, endedAt }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
          <span className="text-12 text-text-3 figures">{formatTimeOfDay(offeredAt, timeZone)}</span>
          <span className="font-medium">{humanAgentName}</span>
          <span className="text-12 text-text-3">{ringsPhone ? "screen and phone" : "screen"}</span>
          <span className="ml-auto flex items-center gap-2">
            {endedAt ? (
              <span className="text-12 text-text-3 figures">
                {formatSpan(Math.max(0, Date.parse(endedAt) - Date.parse(offeredAt)))}
              </span>
            ) : null}
            <Chip tone={OFFER[state].tone}>{OFFER[state].label}</Chip>
          </span>
        </li>
      ))}
    </ol>
  );
}
