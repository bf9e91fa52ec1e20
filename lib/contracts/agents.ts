import { z } from "zod";
import { AgentConfig } from "./agent-config";
import { PageQuery } from "./api/paging";

export const AgentName = z.string().trim().min(1, "give the agent a name").max(80);
export const AgentDescription = z.string().trim().max(300);

/** `draft`: nothing was ever published, so it answers no calls. */
export const AgentState = z.enum(["draft", "published", "archived"]);
export type AgentState = z.infer<typeof AgentState>;

/** One change of an agent's draft or of what is published, so that whoever edits from an older revision can be told. */
export const DraftChange = z.object({
  revision: z.number().int(),
  kind: z.enum(["saved", "published", "rolled_back", "discarded"]),
  at: z.string(),
  byId: z.string(),
  byName: z.string(),
  /** What was changed, in the words of the editor. */
  what: z.array(z.string()),
});
export type DraftChange = z.infer<typeof DraftChange>;

export const VersionState = z.enum(["draft", "published", "retired"]);

/** A version without its settings. Times are ISO 8601 in UTC. */
export const VersionSummary = z.strictObject({
  id: z.uuid(),
  number: z.number().int(),
  state: VersionState,
  note: z.string(),
  restoredFrom: z
    .number()
    .int()
    .nullable()
    .meta({ description: "The number of the version that a roll-back brought back with this one." }),
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable().meta({ description: "The name that whoever published it had then." }),
  retiredAt: z.string().nullable(),
  calls: z.number().int().meta({ description: "Calls that it answered." }),
});
export type VersionSummary = z.infer<typeof VersionSummary>;

export const VersionPage = z.strictObject({ versions: z.array(VersionSummary), nextCursor: z.string().nullable() });
export type VersionPage = z.infer<typeof VersionPage>;

export const VersionResource = VersionSummary.extend({ config: AgentConfig });
export type VersionResource = z.infer<typeof VersionResource>;

/** What is published, shortly. */
export const PublishedVersion = VersionSummary.pick({
  id: true,
  number: true,
  note: true,
  publishedAt: true,
  publishedBy: true,
});
export type PublishedVersion = z.infer<typeof PublishedVersion>;

const AgentNumber = z.strictObject({ id: z.uuid(), e164: z.string(), label: z.string() });
export type AgentNumber = z.infer<typeof AgentNumber>;

/** An agent in a list. */
export const AgentSummary = z.strictObject({
  id: z.uuid(),
  businessId: z.uuid(),
  businessName: z.string(),
  name: z.string(),
  description: z.string(),
  state: AgentState,
  published: PublishedVersion.nullable(),
  hasChanges: z.boolean().meta({ description: "Whether the draft differs from what is published." }),
  phoneNumbers: z.array(AgentNumber).meta({ description: "The numbers it answers." }),
  callsToday: z.number().int().meta({ description: "Since midnight where its business is." }),
  createdAt: z.string(),
  archivedAt: z.string().nullable(),
});
export type AgentSummary = z.infer<typeof AgentSummary>;

export const ListAgentsQuery = PageQuery.extend({
  businessId: z.uuid().optional(),
  state: z.enum(["active", "archived"]).default("active").meta({ description: "`active`: all that are not archived." }),
});
export type ListAgentsQuery = z.input<typeof ListAgentsQuery>;

export const AgentPage = z.strictObject({ agents: z.array(AgentSummary), nextCursor: z.string().nullable() });
export type AgentPage = z.infer<typeof AgentPage>;

/** An agent with its draft. Without a draft of its own, `config` is what is published. */
export const AgentResource = AgentSummary.extend({
  draft: z.strictObject({
    config: AgentConfig,
    revision: z
      .number()
      .int()
      .meta({ description: "Say it when you save: another one's change in between is then not overwritten." }),
    nextNumber: z.number().int().meta({ description: "The number the next version will have." }),
    changes: z.array(DraftChange).meta({ description: "The last changes, oldest first." }),
  }),
});
export type AgentResource = z.infer<typeof AgentResource>;

export const CreateAgentInput = z.strictObject({
  businessId: z.uuid(),
  name: AgentName,
  description: AgentDescription.default(""),
  config: AgentConfig.prefault({}).meta({ description: "The first draft; what is left out gets its default." }),
});
export type CreateAgentInput = z.input<typeof CreateAgentInput>;

const Revision = z.number().int().min(0);

export const SaveDraftInput = z.strictObject({ config: AgentConfig, expectedRevision: Revision });
export type SaveDraftInput = z.input<typeof SaveDraftInput>;

export const UpdateAgentInput = z.strictObject({
  name: AgentName.optional(),
  description: AgentDescription.optional(),
});
export type UpdateAgentInput = z.input<typeof UpdateAgentInput>;

export const PublishInput = z.strictObject({
  expectedRevision: Revision,
  note: z
    .string()
    .trim()
    .max(500)
    .default("")
    .meta({ description: "What is new, for those who read the versions later." }),
});
export type PublishInput = z.input<typeof PublishInput>;

/** Why something cannot be published, or what to look at before. */
export const PublishProblem = z.strictObject({
  code: z.enum([
    "no_number",
    "no_own_number",
    "no_voice",
    "voice_of_other_language",
    "prompt_too_long",
    "nothing_to_say",
    "tool_needs_person",
    "tool_gone",
    "tool_needs_hours",
    "tool_needs_texts",
    "tool_needs_tool",
    "no_disclosure",
    "no_recording_notice",
    "thinking_too_long",
    "archived",
  ]),
  severity: z.enum(["blocks", "warns"]),
  /** The section of the editor it belongs to. */
  section: z.string(),
  message: z.string(),
});
export type PublishProblem = z.infer<typeof PublishProblem>;
