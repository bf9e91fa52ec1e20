import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { withTenant, withTenantSql } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import { log } from "@/lib/log/log";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { listKeptFiles, readKeptFile } from "../knowledge/open-file";
import { requirePermission } from "../require-permission";
import { tarEnd, tarEntry } from "./tar";
import { listTenantTables, type TenantTable } from "./tenant-tables";

const ROWS_PER_FILE = 1000;
/** Not tenants' tables by their columns, but with rows that a tenant may see: itself, and its members. */
const ALSO = ["organizations", "users"];

export type OrganizationExport = { fileName: string; stream: Readable };

/**
 * Everything the organization has, as a .tar.gz of JSON lines: a folder per table, a line per row, and the files it gave us. Hashes and keys of secrets are left out:
 * they are of no use elsewhere. Rows are read in pages while the archive is sent, so a change made meanwhile may or may not be in it.
 * Needs `organization.export`; audited before the first byte.
 */
export async function exportOrganization(
  context: ServiceContext,
  objects: Pick<ObjectStore, "get">,
  now = new Date(),
): Promise<OrganizationExport> {
  requirePermission(context, "organization.export");
  const { organizationId } = context;
  const organization = await withTenant(organizationId, async (tx) => {
    const found = await tx.organization.findUnique({
      where: { id: organizationId },
      select: { accountId: true, name: true },
    });
    if (!found) throw new ServiceError("NOT_FOUND", "The organization does not exist any more.");
    await recordAudit(tx, context, {
      action: "organization.exported",
      targetType: "organization",
      targetId: organizationId,
    });
    return found;
  });
  const source = Readable.from(archiveOf(organizationId, organization, objects, now));
  const gzip = createGzip();
  source.on("error", (error) => gzip.destroy(error));
  gzip.on("close", () => source.destroy());
  return {
    fileName: `${organization.accountId}-${now.toISOString().slice(0, 10)}.tar.gz`,
    stream: source.pipe(gzip),
  };
}

async function* archiveOf(
  organizationId: string,
  organization: { accountId: string; name: string },
  objects: Pick<ObjectStore, "get">,
  now: Date,
): AsyncGenerator<Buffer> {
  const tables = await withTenantSql(organizationId, (sql) => listTenantTables(sql, ALSO));
  const counts: Record<string, number> = {};
  for (const table of tables) {
    let count = 0;
    for await (const { rows, number } of pagesOf(organizationId, table)) {
      count += rows.length;
      const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
      yield tarEntry(`${table.name}/${String(number).padStart(6, "0")}.jsonl`, Buffer.from(lines), now);
    }
    counts[table.name] = count;
  }
  const missingFiles: string[] = [];
  for (const file of await listKeptFiles(organizationId)) {
    // One that cannot be read any more is named, and the rest is still given.
    const content = await readKeptFile(organizationId, file, objects).catch((error: unknown) => {
      log.error({ organizationId, sourceId: file.id, err: error }, "a file is missing in an export");
      return null;
    });
    if (content) yield tarEntry(`knowledge_files/${file.id}${endingOf(file.name)}`, content, now);
    else missingFiles.push(file.id);
  }
  const manifest = {
    organization,
    exportedAt: now.toISOString(),
    format:
      "A folder per table, a JSON object per line. Times are UTC. In knowledge_files the files themselves, called by the id of their row in knowledge_sources.",
    leftOut:
      "Hashes of passwords, keys, codes and links, the keys that secrets are sealed with, and stored answers. The sound of calls: each is downloaded from its call, or from /api/v1/calls/{callId}/recording/audio.",
    rows: counts,
    missingFiles,
  };
  yield tarEntry("manifest.json", Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), now);
  yield tarEnd();
}

const endingOf = (name: string): string => /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0].toLowerCase() ?? "";

type Page = { rows: Record<string, unknown>[]; number: number };

async function* pagesOf(organizationId: string, table: TenantTable): AsyncGenerator<Page> {
  const columns = table.columns.filter((column) => !isSecret(table.name, column));
  const key = table.key.filter(({ name }) => columns.includes(name));
  if (columns.length === 0 || key.length === 0) return;
  const names = columns.map(quoted).join(", ");
  const keys = key.map(({ name }) => quoted(name)).join(", ");
  const owner =
    table.name === "organizations" ? "id" : table.columns.includes("organization_id") ? "organization_id" : null;
  const own = owner === null ? "true" : `${owner} = '${organizationId}'::uuid`;
  let after: string[] | null = null;
  for (let number = 1; ; number += 1) {
    const from: string = after ? `and (${keys}) > (${key.map(({ type }, n) => `$${n + 1}::${type}`).join(", ")})` : "";
    const query = `select to_jsonb(r) as row, array[${key.map(({ name }) => `r.${quoted(name)}::text`).join(", ")}] as key
      from (select ${names} from ${quoted(table.name)} where ${own} ${from} order by ${keys} limit ${ROWS_PER_FILE}) r`;
    const { rows }: { rows: { row: Record<string, unknown>; key: string[] }[] } = await withTenantSql(
      organizationId,
      (sql) => sql.query(query, after ?? []),
    );
    if (rows.length > 0) yield { rows: rows.map(({ row }) => row), number };
    after = rows.at(-1)?.key ?? null;
    if (rows.length < ROWS_PER_FILE || after === null) return;
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The audit's hashes are its proof; every other hash, key and secret stays here. */
function isSecret(table: string, column: string): boolean {
  if (table === "audit_log" || table === "audit_heads") return false;
  if (table === "idempotency_keys" && column === "response") return true;
  return /(^|_)hash$|^sealed|secret|password/.test(column);
}
