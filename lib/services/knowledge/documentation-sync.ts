import { SyncQuery, StartSyncInput } from "@/lib/contracts/api/knowledge";
import type { GuardOptions } from "@/lib/adapters/web-fetch/address-guard";
import type { KnowledgeSourceDetail, KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { addDocumentation } from "./add-documentation";
import { getKnowledgeSource } from "./get-knowledge-source";
import { SOURCE_SELECT, toSource } from "./source-row";
import { startReading } from "./start-reading";
import { stopReading } from "./stop-reading";

/** Vendors' documentation as programs see it: by the vendor's name instead of a source's id. */

const MOST = 200;

type Which = { businessId?: string | undefined };

/** Every reading of documentation, newest first, at most 200. Needs `knowledge.read`. */
export async function listSyncs(context: ServiceContext, input: Which = {}): Promise<KnowledgeSourceResource[]> {
  requirePermission(context, "knowledge.read");
  const { businessId } = parseInput(SyncQuery, input);
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.knowledgeSource.findMany({
      where: { organizationId, kind: "documentation", ...(businessId ? { businessId } : {}) },
      select: SOURCE_SELECT,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST,
    }),
  );
  return rows.map(toSource);
}

/**
 * Reads a vendor's documentation, or what has changed of it where it was read before. Needs `knowledge.write`. Throws INVALID, NOT_FOUND, CONFLICT. Audited.
 */
export async function startSync(
  context: ServiceContext,
  rawInput: StartSyncInput,
  guard: GuardOptions,
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  const input = parseInput(StartSyncInput, rawInput);
  const known = input.vendor ? await findSync(context, input.vendor, input) : null;
  return known === null ? addDocumentation(context, input, guard) : startReading(context, known);
}

/** How the newest reading of a vendor's documentation stands. Needs `knowledge.read`; throws NOT_FOUND. */
export async function getSync(context: ServiceContext, vendor: string, input: Which): Promise<KnowledgeSourceDetail> {
  requirePermission(context, "knowledge.read");
  return getKnowledgeSource(context, await theSync(context, vendor, parseInput(SyncQuery, input)));
}

/** Stops the newest reading of a vendor's documentation. Needs `knowledge.write`; throws NOT_FOUND, and CONFLICT when it is over. Audited. */
export async function cancelSync(
  context: ServiceContext,
  vendor: string,
  input: Which,
): Promise<KnowledgeSourceResource> {
  requirePermission(context, "knowledge.write");
  return stopReading(context, await theSync(context, vendor, parseInput(SyncQuery, input)));
}

async function theSync(context: ServiceContext, vendor: string, which: Which): Promise<string> {
  const id = await findSync(context, vendor, which);
  if (id === null) throw new ServiceError("NOT_FOUND", "No documentation of this vendor was added.");
  return id;
}

async function findSync(
  { organizationId }: ServiceContext,
  vendor: string,
  { businessId }: Which,
): Promise<string | null> {
  const found = await withTenant(organizationId, (tx) =>
    tx.knowledgeSource.findFirst({
      where: { organizationId, kind: "documentation", vendor, ...(businessId ? { businessId } : {}) },
      select: { id: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    }),
  );
  return found?.id ?? null;
}
