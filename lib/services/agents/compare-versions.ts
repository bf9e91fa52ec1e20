import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { VersionSummary } from "@/lib/contracts/agents";
import { compareConfigs, type FieldChange } from "@/lib/domain/agents/compare-configs";
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
  return { before: before.version, after: after.version, changes: compareConfigs(before.config, after.config) };
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
