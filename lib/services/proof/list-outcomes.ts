import { OutcomeVerdict, ReadBack } from "@/lib/contracts/live/outcomes";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";

/** How something that was done in a call stood when it was last read. */
export type StandingOutcome = {
  toolCallId: string;
  name: string;
  verdict: OutcomeVerdict;
  read: ReadBack;
  /** ISO 8601. */
  checkedAt: string;
  /** How often it was read after the call. */
  checksAfter: number;
  /** When somebody was told that it has turned out wrong after the call; null: it has not. */
  toldAt: string | null;
  /** Whether the caller was written to then. */
  isTexted: boolean;
};

/** What was done in a call as it was last read from the systems of record, in order; nothing for an unknown call. Needs `calls.read`. */
export async function listOutcomes(context: ServiceContext, callId: string): Promise<StandingOutcome[]> {
  requirePermission(context, "calls.read");
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.callOutcome.findMany({ where: { organizationId, callId }, orderBy: { id: "asc" }, take: 100 }),
  );
  return rows.map(({ toolCallId, name, verdict, read, checkedAt, checksAfter, toldAt, textState }) => ({
    toolCallId,
    name,
    verdict: OutcomeVerdict.parse(verdict),
    read: ReadBack.parse(read),
    checkedAt: checkedAt.toISOString(),
    checksAfter,
    toldAt: toldAt?.toISOString() ?? null,
    isTexted: textState === "sent",
  }));
}
