import { z } from "zod";
import { AgentConfig } from "../agent-config";
import { AgentState, PublishedVersion, PublishProblem, VersionSummary } from "../agents";

/** What the REST API has of agents beside their resource. */

export const AgentFileBody = z
  .strictObject({
    format: z.literal("aybiza.agent"),
    formatVersion: z.literal(1),
    name: z.string(),
    description: z.string(),
    config: AgentConfig,
  })
  .meta({ id: "AgentFile" });

export const ImportAgentInput = z.strictObject({
  businessId: z.uuid(),
  file: z.record(z.string(), z.unknown()).meta({ description: "What the export gave." }),
});

const Part = z.strictObject({ kind: z.enum(["same", "removed", "added"]), text: z.string() });
const changed = { field: z.string(), section: z.string(), label: z.string() };

export const AgentDifferences = z.strictObject({
  before: VersionSummary.nullable().meta({ description: "Null: the draft." }),
  after: VersionSummary.nullable().meta({ description: "Null: the draft." }),
  changes: z.array(
    z.discriminatedUnion("kind", [
      z.strictObject({ ...changed, kind: z.literal("value"), before: z.string(), after: z.string() }),
      z.strictObject({
        ...changed,
        kind: z.literal("text"),
        before: z.string(),
        after: z.string(),
        parts: z.array(Part),
      }),
      z.strictObject({ ...changed, kind: z.literal("list"), entries: z.array(z.array(Part)) }),
    ]),
  ),
});

const TrainedModel = z.strictObject({
  tier: z.enum(["fast", "standard", "deep"]),
  model: z.string().meta({ description: "The model's id at the vendor." }),
  tokens: z.number().int().meta({ description: "Of the prompt and its tools together." }),
  countedBy: z.enum(["model", "estimate"]),
  minCachedTokens: z
    .number()
    .int()
    .meta({ description: "From how many tokens on the model keeps a prompt between turns." }),
  isCached: z.boolean(),
  warmed: z.boolean().meta({ description: "It was written into the model's cache, or read from there, just now." }),
  problem: z.string().nullable().meta({ description: "Why the model could not count or keep it, in words." }),
});
export type TrainedModel = z.infer<typeof TrainedModel>;

export const TrainingReport = z
  .strictObject({
    agentId: z.uuid(),
    revision: z.number().int().meta({ description: "The draft's." }),
    trainedAt: z.string(),
    trainedBy: z.string(),
    isReady: z.boolean().meta({ description: "Nothing stands against publishing it." }),
    problems: z.array(PublishProblem),
    prompt: z.array(z.strictObject({ title: z.string(), text: z.string(), estimatedTokens: z.number().int() })),
    facts: z.number().int().meta({ description: "How many it knows." }),
    models: z.array(TrainedModel),
  })
  .meta({ id: "TrainingReport" });
export type TrainingReport = z.infer<typeof TrainingReport>;

/** The last training, as it is kept. */
export const StoredTraining = TrainingReport.pick({
  revision: true,
  trainedAt: true,
  trainedBy: true,
  isReady: true,
  models: true,
});
export type StoredTraining = z.infer<typeof StoredTraining>;

export const AgentStatus = z
  .strictObject({
    agentId: z.uuid(),
    state: AgentState,
    answers: z
      .boolean()
      .meta({ description: "Something is published, a number leads to it, and nothing has stopped it." }),
    stopped: z.boolean().meta({ description: "A kill switch covers it." }),
    published: PublishedVersion.nullable(),
    revision: z.number().int(),
    hasChanges: z.boolean(),
    callsInProgress: z.number().int(),
    callsToday: z.number().int(),
    isReady: z.boolean().meta({ description: "Nothing stands against publishing its draft." }),
    problems: z.array(PublishProblem),
    training: StoredTraining.extend({
      isCurrent: z.boolean().meta({ description: "The draft has not changed since." }),
    }).nullable(),
  })
  .meta({ id: "AgentStatus" });
export type AgentStatus = z.infer<typeof AgentStatus>;
