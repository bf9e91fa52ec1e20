import type { ServiceContext } from "@/lib/services/context";
import { agentFromTemplate } from "@/lib/services/agents/agent-from-template";
import { archiveAgent, restoreAgent } from "@/lib/services/agents/archive-agent";
import { createAgent } from "@/lib/services/agents/create-agent";
import { compareVersions } from "@/lib/services/agents/compare-versions";
import { discardDraft } from "@/lib/services/agents/discard-draft";
import { duplicateAgent } from "@/lib/services/agents/duplicate-agent";
import { getVersion } from "@/lib/services/agents/get-version";
import { listAgents } from "@/lib/services/agents/list-agents";
import { listVersions } from "@/lib/services/agents/list-versions";
import { publishVersion } from "@/lib/services/agents/publish-version";
import { rollBack } from "@/lib/services/agents/roll-back";
import { saveDraft } from "@/lib/services/agents/save-draft";
import { trainAgent } from "@/lib/services/agents/train-agent";
import { updateAgent } from "@/lib/services/agents/update-agent";

type Ids = { agentId: string; businessId: string; versionId: string };
type Verb = (context: ServiceContext, ids: Ids) => Promise<unknown>;

/** The verbs of agents that take ids, for the test that tries each with another organization's. `ours`: where the first id must be one's own. */
export const agentVerbs = (ours: () => { agentId: string; agentVersionId: string }): Record<string, Verb[]> => ({
  "agents/agent-from-template.ts": [
    (context, { businessId }) => agentFromTemplate(context, { businessId, name: "A", template: "business" }),
    (context, { businessId }) => agentFromTemplate(context, { businessId, name: "A", template: "empty" }),
  ],
  "agents/archive-agent.ts": [
    (context, { agentId }) => archiveAgent(context, agentId),
    (context, { agentId }) => restoreAgent(context, agentId),
  ],
  "agents/compare-versions.ts": [
    (context, { agentId, versionId }) => compareVersions(context, agentId, versionId, versionId),
    (context, { versionId }) => compareVersions(context, ours().agentId, ours().agentVersionId, versionId),
  ],
  "agents/create-agent.ts": [(context, { businessId }) => createAgent(context, { businessId, name: "A" })],
  "agents/discard-draft.ts": [(context, { agentId }) => discardDraft(context, agentId, 1)],
  "agents/duplicate-agent.ts": [(context, { agentId }) => duplicateAgent(context, agentId)],
  "agents/get-version.ts": [
    (context, { agentId, versionId }) => getVersion(context, agentId, versionId),
    (context, { versionId }) => getVersion(context, ours().agentId, versionId),
  ],
  "agents/list-agents.ts": [(context, { businessId }) => listAgents(context, { businessId })],
  "agents/list-versions.ts": [(context, { agentId }) => listVersions(context, agentId)],
  "agents/publish-version.ts": [
    (context, { agentId }) => publishVersion(context, agentId, { expectedRevision: 1, note: "x" }),
  ],
  "agents/roll-back.ts": [
    (context, { agentId, versionId }) => rollBack(context, agentId, versionId),
    (context, { versionId }) => rollBack(context, ours().agentId, versionId),
  ],
  "agents/save-draft.ts": [(context, { agentId }) => saveDraft(context, agentId, { config: {}, expectedRevision: 1 })],
  "agents/train-agent.ts": [(context, { agentId }) => trainAgent(context, agentId)],
  "agents/update-agent.ts": [(context, { agentId }) => updateAgent(context, agentId, { name: "Renamed" })],
});
