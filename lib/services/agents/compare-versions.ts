import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { VersionSummary } from "@/lib/contracts/agents";
import { CallToolSpec } from "@/lib/contracts/call-tools";
import { withTenant } from "@/lib/db/transaction";
import { compareConfigs, type FieldChange } from "@/lib/domain/agents/compare-configs";
import type { DiffPart } from "@/lib/domain/agents/word-diff";
import type { ServiceContext } from "../context";
import { getAgent } from "./get-agent";
import { getVersion } from "./get-version";

/** Either side of a comparison; null: the draft. */
export type ComparedSide = VersionSummary | null;
export type Comparison = { before: ComparedSide; after: ComparedSide; changes: FieldChange[] };

/**
 * What differs between two versions of an agent, field by field in words; `"draft"` names its draft. Needs `agents.read`; throws NOT_FOUND.
 */
export async function compareVersions(
  context: ServiceContext,
  agentId: string,
  beforeId: string,
  afterId: string,
): Promise<Comparison> {
  const [before, after] = await Promise.all([sideOf(context, agentId, beforeId), sideOf(context, agentId, afterId)]);
  const changes = compareConfigs(before.config, after.config);
  return { before: before.version, after: after.version, changes: await withToolTitles(context, changes) };
}

/** Fields whose entries are ids of tools. */
const BY_ID = new Set(["customTools", "callerLookup.toolId"]);

/** Tools that the business made or connected by what they are called now. */
async function withToolTitles(
  { organizationId }: ServiceContext,
  changes: readonly FieldChange[],
): Promise<FieldChange[]> {
  if (!changes.some(({ field }) => BY_ID.has(field))) return [...changes];
  const rows = await withTenant(organizationId, (tx) =>
    tx.tool.findMany({
      where: { organizationId },
      select: { id: true, versions: { orderBy: { number: "desc" }, take: 1, select: { spec: true } } },
    }),
  );
  const titles = new Map(rows.map(({ id, versions }) => [id, CallToolSpec.safeParse(versions[0]?.spec).data?.title]));
  const named = (part: DiffPart) => ({ ...part, text: titles.get(part.text) ?? "a tool that is no more" });
  return changes.map((change) =>
    BY_ID.has(change.field) && change.kind === "list"
      ? { ...change, entries: change.entries.map((entry) => entry.map(named)) }
      : change,
  );
}

async function sideOf(
  context: ServiceContext,
  agentId: string,
  versionId: string,
): Promise<{ version: ComparedSide; config: AgentConfig }> {
  if (versionId === "draft") return { version: null, config: (await getAgent(context, agentId)).draft.config };
  const { config, ...version } = await getVersion(context, agentId, versionId);
  return { version, config };
}
