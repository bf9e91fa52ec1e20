import { type AuditPage, ListAuditQuery } from "@/lib/contracts/audit";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { auditQuery, type StoredEntry, toAuditEntry } from "./audit-rows";

/** A page of the organization's audit log, newest first. Needs `audit.read`; throws INVALID for a bad filter or cursor. */
export async function listAudit(context: ServiceContext, input: ListAuditQuery = {}): Promise<AuditPage> {
  requirePermission(context, "audit.read");
  const { limit, cursor, ...filter } = parseInput(ListAuditQuery, input);
  const { organizationId } = context;
  const { text, parameters } = auditQuery(organizationId, filter, { beforeSeq: seqOf(cursor), limit: limit + 1 });
  const { rows } = await withTenantSql(organizationId, (sql) => sql.query<StoredEntry>(text, parameters));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map(toAuditEntry),
    nextCursor: rows.length > limit && last ? Buffer.from(last.seq).toString("base64url") : null,
  };
}

/** Pages end at an entry's number: there are no two of one, whatever the clocks said. */
function seqOf(cursor: string | undefined): string | null {
  if (!cursor) return null;
  const seq = Buffer.from(cursor, "base64url").toString("utf8");
  if (/^[1-9]\d{0,17}$/.test(seq)) return seq;
  throw new ServiceError("INVALID", "The cursor is not one of ours. Start again from the first page.", {
    fields: { cursor: "use nextCursor of the page before, unchanged" },
  });
}
