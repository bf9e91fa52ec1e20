import type { OutcomeVerdict } from "@/lib/contracts/live/outcomes";
import type { Transaction } from "@/lib/db/transaction";
import { isWrong } from "@/lib/domain/proof/judge-outcome";

/** What a call's record says of one thing that was done: the last sentence that claimed it, and whether the caller was told that it is wrong. */
export async function factsOfOutcome(
  tx: Transaction,
  { organizationId, callId, callDay }: { organizationId: string; callId: string; callDay: Date },
  toolCallId: string,
): Promise<{ said: string | null; saidAt: Date | null; wasCorrected: boolean }> {
  const rows = await tx.$queryRaw<{ said: string | null; verdict: string; type: string; at: Date }[]>`
    select body ->> 'said' as said, body ->> 'verdict' as verdict, type, at from call_events
    where organization_id = ${organizationId}::uuid and call_id = ${callId}::uuid and call_day = ${callDay}
      and type in ('claim.checked', 'outcome.checked') and body ->> 'toolCallId' = ${toolCallId} order by seq`;
  const last = rows.findLast(({ said }) => said !== null);
  return {
    said: last?.said ?? null,
    saidAt: last?.at ?? null,
    wasCorrected: rows.some(({ type, verdict }) => type === "outcome.checked" && isWrong(verdict as OutcomeVerdict)),
  };
}
