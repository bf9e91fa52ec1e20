import { withTenant } from "@/lib/db/transaction";
import { auditHash, auditKey, FIRST_PREV_HASH } from "./record-audit";

export type AuditVerdict =
  { intact: true; entries: number } | { intact: false; entries: number; brokenAtSeq: bigint; reason: string };

const PAGE = 1000;

/** Recomputes an organization's whole audit chain. Finds entries that were changed, removed, added, or cut off at the end. */
export async function verifyAuditChain(organizationId: string): Promise<AuditVerdict> {
  const key = auditKey(organizationId);
  let prevHash = FIRST_PREV_HASH;
  let seq = 0n;
  for (;;) {
    const after = seq;
    const rows = await withTenant(organizationId, (tx) =>
      tx.auditEntry.findMany({ where: { organizationId, seq: { gt: after } }, orderBy: { seq: "asc" }, take: PAGE }),
    );
    for (const row of rows) {
      const broken = (reason: string): AuditVerdict => ({
        intact: false,
        entries: Number(seq),
        brokenAtSeq: row.seq,
        reason,
      });
      if (row.seq !== seq + 1n) return broken("entries are missing before it");
      if (row.prevHash !== prevHash) return broken("it does not continue the entry before it");
      if (auditHash(row, prevHash, key) !== row.hash) return broken("it was changed after it was written");
      prevHash = row.hash;
      seq = row.seq;
    }
    if (rows.length < PAGE) break;
  }
  const head = await withTenant(organizationId, (tx) => tx.auditHead.findUnique({ where: { organizationId } }));
  if ((head?.seq ?? 0n) !== seq || (head?.hash ?? FIRST_PREV_HASH) !== prevHash) {
    return { intact: false, entries: Number(seq), brokenAtSeq: seq + 1n, reason: "the end was cut off" };
  }
  return { intact: true, entries: Number(seq) };
}
