import { z } from "zod";
import { AuditFilter, ExportFormat } from "@/lib/contracts/audit";
import { withTenant, withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { auditQuery, type StoredEntry, toAuditEntry } from "./audit-rows";
import { csvLine } from "./csv";
import { recordAudit } from "./record-audit";

const PAGE = 500;
const COLUMNS = ["seq", "at", "actorKind", "actorId", "actorName", "action", "targetType", "targetId"] as const;
const MORE_COLUMNS = ["details", "requestId", "ip", "prevHash", "hash"] as const;

const ExportAuditInput = z.object({ format: ExportFormat, filter: AuditFilter.default({}) });

/**
 * The audit log as text, newest entry first, page by page, so that a long log needs no more memory than a short one. What is written
 * meanwhile is not in it. Needs `audit.read`; throws INVALID. That it was taken out is an entry itself.
 */
export async function exportAudit(
  context: ServiceContext,
  input: z.input<typeof ExportAuditInput>,
  pageSize = PAGE,
): Promise<AsyncGenerator<string, void, undefined>> {
  requirePermission(context, "audit.read");
  const { format, filter } = parseInput(ExportAuditInput, input);
  const { organizationId } = context;
  const head = await withTenant(organizationId, async (tx) => {
    const before = await tx.auditHead.findUnique({ where: { organizationId } });
    const record = { action: "audit.exported", targetType: "organization", targetId: organizationId };
    await recordAudit(tx, context, { ...record, details: { format, filters: Object.keys(filter) } });
    return before?.seq ?? 0n;
  });
  return chunks(organizationId, { filter, format, pageSize, from: (head + 1n).toString() });
}

type Chunks = { filter: z.output<typeof AuditFilter>; format: ExportFormat; pageSize: number; from: string };

async function* chunks(
  organizationId: string,
  { filter, format, pageSize, from }: Chunks,
): AsyncGenerator<string, void, undefined> {
  if (format === "csv") yield csvLine([...COLUMNS, ...MORE_COLUMNS]);
  for (let beforeSeq = from; ;) {
    const { text, parameters } = auditQuery(organizationId, filter, { beforeSeq, limit: pageSize });
    const { rows } = await withTenantSql(organizationId, (sql) => sql.query<StoredEntry>(text, parameters));
    if (rows.length > 0) yield rows.map(format === "csv" ? toCsv : toJsonLine).join("");
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    beforeSeq = last.seq;
  }
}

const toJsonLine = (row: StoredEntry): string =>
  `${JSON.stringify({ ...toAuditEntry(row), prevHash: row.prev_hash, hash: row.hash })}\n`;

function toCsv(row: StoredEntry): string {
  const entry = toAuditEntry(row);
  const { details, requestId, ip } = entry;
  return csvLine([
    ...COLUMNS.map((name) => String(entry[name])),
    JSON.stringify(details),
    requestId,
    ip ?? "",
    row.prev_hash,
    row.hash,
  ]);
}
