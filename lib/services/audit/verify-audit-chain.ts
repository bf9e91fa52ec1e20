import { withTenant } from "@/lib/db/transaction";
import { auditHash, auditKey, FIRST_PREV_HASH } from "./record-audit";

export type AuditVerdict =
  { intact: true; entries: number } | { intact: false; entries: number; brokenAtSeq: bigint; reason: string };

const PAGE = 1000;

/** What was noted outside of the database: entry number → the hash it must have, and when it was noted. */
export type KnownEntries = ReadonlyMap<bigint, { hash: string; at: string }>;

/**
 * Recomputes an organization's whole audit chain. Finds entries that were changed, removed, added, or cut off at the end. Whoever writes into the
 * database can cut off the newest and set the head back to fit; `known` entries, from the anchors, show that too.
 */
export async function verifyAuditChain(organizationId: string, known: KnownEntries = new Map()): Promise<AuditVerdict> {
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
      const anchor = known.get(row.seq);
      if (anchor && anchor.hash !== row.hash)
        return broken(`the anchor of ${anchor.at} knows another entry in its place`);
      prevHash = row.hash;
      seq = row.seq;
    }
    if (rows.length < PAGE) break;
  }
  const head = await withTenant(organizationId, (tx) => tx.auditHead.findUnique({ where: { organizationId } }));
  if ((head?.seq ?? 0n) !== seq || (head?.hash ?? FIRST_PREV_HASH) !== prevHash) {
    return { intact: false, entries: Number(seq), brokenAtSeq: seq + 1n, reason: "the end was cut off" };
  }
  const end = seq;
  const missing = [...known].filter(([place]) => place > end).sort(([a], [b]) => (a < b ? 1 : -1))[0];
  if (missing) {
    const [place, { at }] = missing;
    const reason = `the end was cut off: the anchor of ${at} knows entry ${place}, and the log ends with ${end}`;
    return { intact: false, entries: Number(end), brokenAtSeq: end + 1n, reason };
  }
  return { intact: true, entries: Number(seq) };
}
