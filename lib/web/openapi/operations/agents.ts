import { z } from "zod";
import {
  AgentPage,
  AgentResource,
  CreateAgentInput,
  ListAgentsQuery,
  PublishInput,
  SaveDraftInput,
  UpdateAgentInput,
  VersionPage,
  VersionResource,
} from "@/lib/contracts/agents";
import {
  AgentDifferences,
  AgentFileBody,
  AgentStatus,
  ImportAgentInput,
  TrainingReport,
} from "@/lib/contracts/api/agents";
import { PageQuery } from "@/lib/contracts/api/paging";
import { defineOperation } from "../operation";
import { AGENT, AGENT_CONFIG, AGENT_FILE, AGENT_SUMMARY, STATUS, TRAINING, VERSION } from "./agent-examples";
import { AGENT_ID, BUSINESS_ID, VERSION_ID } from "./example-values";

const AgentParams = z.strictObject({
  agentId: z.string().meta({ description: "The agent's id.", example: AGENT_ID }),
});
const VersionParams = AgentParams.extend({
  versionId: z.string().meta({ description: "The version's id.", example: VERSION_ID }),
});

const of = (path = "") => `/api/v1/agents/{agentId}${path}`;
const REVISION =
  "Say the draft's `revision` that you began with as `expectedRevision`: if somebody changed the agent since, you get a 409 that says who, what and when, and nothing of theirs is overwritten.";

export const listAgentsOperation = defineOperation({
  id: "listAgents",
  method: "GET",
  path: "/api/v1/agents",
  tag: "Agents",
  summary: "List agents",
  description: "Oldest first. People who take escalations are human agents, another resource.",
  scope: "agents.read",
  query: z.strictObject(ListAgentsQuery.shape),
  response: AgentPage,
  examples: { response: { agents: [AGENT_SUMMARY], nextCursor: null } },
});

export const createAgentOperation = defineOperation({
  id: "createAgent",
  method: "POST",
  path: "/api/v1/agents",
  tag: "Agents",
  summary: "Make an agent",
  description: "It begins as a draft and answers nobody before it is published.",
  scope: "agents.write",
  body: CreateAgentInput,
  response: AgentResource,
  status: 201,
  refusals: [404],
  examples: {
    body: { businessId: BUSINESS_ID, name: "Front desk", config: { greeting: "How can I help you today?" } },
    response: { ...AGENT, state: "draft", published: null, hasChanges: true, phoneNumbers: [] },
  },
});

export const importAgentOperation = defineOperation({
  id: "importAgent",
  method: "POST",
  path: "/api/v1/agents/import",
  tag: "Agents",
  summary: "Make an agent from a file",
  description:
    "Takes what the export gives. A file with anything wrong makes nothing, and the answer names every wrong place.",
  scope: "agents.write",
  body: ImportAgentInput,
  response: AgentResource,
  status: 201,
  refusals: [404],
  examples: {
    body: { businessId: BUSINESS_ID, file: AGENT_FILE },
    response: { ...AGENT, state: "draft", published: null, hasChanges: true, phoneNumbers: [] },
  },
});

export const getAgentOperation = defineOperation({
  id: "getAgent",
  method: "GET",
  path: of(),
  tag: "Agents",
  summary: "Get an agent with its draft",
  description: "Without a draft of its own, `draft.config` is what is published.",
  scope: "agents.read",
  params: AgentParams,
  response: AgentResource,
  refusals: [404],
  examples: { response: AGENT },
});

export const saveDraftOperation = defineOperation({
  id: "saveDraft",
  method: "PUT",
  path: of(),
  tag: "Agents",
  summary: "Replace an agent's draft",
  description: `Calls are not touched by a draft. What you leave out of \`config\` gets its default. ${REVISION}`,
  scope: "agents.write",
  params: AgentParams,
  body: SaveDraftInput,
  response: AgentResource,
  refusals: [404, 409],
  examples: { body: { config: AGENT_CONFIG, expectedRevision: 7 }, response: AGENT },
});

export const updateAgentOperation = defineOperation({
  id: "updateAgent",
  method: "PATCH",
  path: of(),
  tag: "Agents",
  summary: "Rename an agent",
  description: "Name and description belong to the agent, not to its versions: they change at once.",
  scope: "agents.write",
  params: AgentParams,
  body: UpdateAgentInput,
  response: AgentResource,
  refusals: [404],
  examples: { body: { name: "Reception" }, response: { ...AGENT, name: "Reception" } },
});

export const archiveAgentOperation = defineOperation({
  id: "archiveAgent",
  method: "DELETE",
  path: of(),
  tag: "Agents",
  summary: "Archive an agent",
  description:
    "It takes no more calls, and keeps its versions and calls; it can be restored. Refused with 409 while a phone number leads to it.",
  scope: "agents.write",
  params: AgentParams,
  response: AgentResource,
  refusals: [404, 409],
  examples: { response: { ...AGENT, state: "archived", archivedAt: "2026-11-21T09:00:00.000Z", phoneNumbers: [] } },
});

export const restoreAgentOperation = defineOperation({
  id: "restoreAgent",
  method: "POST",
  path: of("/restore"),
  tag: "Agents",
  summary: "Restore an archived agent",
  scope: "agents.write",
  params: AgentParams,
  response: AgentResource,
  refusals: [404],
  examples: { response: AGENT },
});

export const duplicateAgentOperation = defineOperation({
  id: "duplicateAgent",
  method: "POST",
  path: of("/duplicate"),
  tag: "Agents",
  summary: "Make a copy of an agent",
  description: "A new agent with this one's draft as its first, without its versions and numbers.",
  scope: "agents.write",
  params: AgentParams,
  response: AgentResource,
  status: 201,
  refusals: [404],
  examples: { response: { ...AGENT, name: "Front desk (copy)", state: "draft", published: null, phoneNumbers: [] } },
});

export const publishVersionOperation = defineOperation({
  id: "publishVersion",
  method: "POST",
  path: of("/publish"),
  tag: "Agents",
  summary: "Publish an agent's draft",
  description: `In force within three seconds; calls in progress go on with the version they began with. What cannot work (no phone number, no voice, instructions that are too long, a tool that lacks something) is refused with 422 and every reason. ${REVISION}`,
  scope: "agents.publish",
  params: AgentParams,
  body: PublishInput,
  response: AgentResource,
  refusals: [404, 409],
  examples: { body: { expectedRevision: 7, note: "Mentions the summer offer" }, response: AGENT },
});

export const rollBackOperation = defineOperation({
  id: "rollBack",
  method: "POST",
  path: of("/versions/{versionId}/restore"),
  tag: "Agents",
  summary: "Roll back to a version",
  description:
    "Publishes that version's settings again, as a new version that says where they come from. A draft in work stays as it is.",
  scope: "agents.publish",
  params: VersionParams,
  response: AgentResource,
  refusals: [404, 409],
  examples: { response: AGENT },
});

export const listVersionsOperation = defineOperation({
  id: "listVersions",
  method: "GET",
  path: of("/versions"),
  tag: "Agents",
  summary: "List an agent's versions",
  description: "Newest first, without drafts. They never change.",
  scope: "agents.read",
  params: AgentParams,
  query: z.strictObject(PageQuery.shape),
  response: VersionPage,
  refusals: [404],
  examples: { response: { versions: [VERSION], nextCursor: null } },
});

export const getVersionOperation = defineOperation({
  id: "getVersion",
  method: "GET",
  path: of("/versions/{versionId}"),
  tag: "Agents",
  summary: "Get a version with its settings",
  scope: "agents.read",
  params: VersionParams,
  response: VersionResource,
  refusals: [404],
  examples: { response: { ...VERSION, config: AGENT_CONFIG } },
});

export const compareVersionsOperation = defineOperation({
  id: "compareVersions",
  method: "GET",
  path: of("/differences"),
  tag: "Agents",
  summary: "Say what differs between two versions",
  description: "Field by field, in words; texts word by word, lists entry by entry.",
  scope: "agents.read",
  params: AgentParams,
  query: z.strictObject({
    before: z
      .string()
      .max(40)
      .default("draft")
      .meta({ description: "A version's id, or `draft`.", example: VERSION_ID }),
    after: z.string().max(40).default("draft").meta({ description: "A version's id, or `draft`." }),
  }),
  response: AgentDifferences,
  refusals: [404],
  examples: {
    response: {
      before: VERSION,
      after: null,
      changes: [
        { field: "voice", section: "speaks", label: "Voice", kind: "value", before: "Thalia", after: "Arcas" },
        {
          field: "greeting",
          section: "greets",
          label: "Greeting",
          kind: "text",
          before: "Hello there.",
          after: "Hello again.",
          parts: [
            { kind: "same", text: "Hello " },
            { kind: "removed", text: "there." },
            { kind: "added", text: "again." },
          ],
        },
      ],
    },
  },
});

export const exportAgentOperation = defineOperation({
  id: "exportAgent",
  method: "GET",
  path: of("/export"),
  tag: "Agents",
  summary: "Get an agent as a file",
  description: "Its draft, or else what is published, to be kept or taken into another organization.",
  scope: "agents.read",
  params: AgentParams,
  response: AgentFileBody,
  refusals: [404],
  examples: { response: AGENT_FILE },
});

export const trainAgentOperation = defineOperation({
  id: "trainAgent",
  method: "POST",
  path: of("/train"),
  tag: "Agents",
  summary: "Train an agent",
  description:
    "Rebuilds what the agent goes by and checks it: validates the draft, assembles its prompt from its sections, has each model it uses count the prompt's tokens, and writes the prompt into the models' caches where it is long enough to be kept, so that the next call's first answer comes sooner. Changes nothing of what is published. Where a model cannot count, the answer has an estimate and says so.",
  scope: "agents.write",
  params: AgentParams,
  response: TrainingReport,
  refusals: [404],
  examples: { response: TRAINING },
});

export const getAgentStatusOperation = defineOperation({
  id: "getAgentStatus",
  method: "GET",
  path: of("/status"),
  tag: "Agents",
  summary: "Get how an agent stands",
  description:
    "Whether it answers, with which version, what stands against publishing its draft, and its last training.",
  scope: "agents.read",
  params: AgentParams,
  response: AgentStatus,
  refusals: [404],
  examples: { response: STATUS },
});
