import { z } from "zod";
import { ToolName } from "./agent-config";
import { OutcomeVerdict, ReadBack } from "./live/outcomes";

/** Tools that a business makes itself: a request to one of its own systems, said in plain words. */

/** What the product's own tools are called; no other may be. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  ...ToolName.options,
  "search_knowledge",
  "ask_colleague",
  "stop_recording",
]);

const Name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/, "small letters, digits and underscores, beginning with a letter")
  .max(50)
  .refine((name) => !OWN_NAMES.has(name), "this is the name of a tool that is there already");

const ParameterName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, "small letters, digits and underscores, beginning with a letter")
  .max(40);

export const ParameterType = z.enum(["text", "number", "whole_number", "yes_no", "date", "date_time", "choice"]);
export type ParameterType = z.infer<typeof ParameterType>;

/** What the server knows of a call and puts in itself: never the model's to say. */
export const BoundSource = z.enum([
  "caller_number",
  "call_id",
  "business_id",
  "organization_id",
  "language",
  "time_zone",
]);
export type BoundSource = z.infer<typeof BoundSource>;

export const ToolParameter = z.strictObject({
  name: ParameterName,
  description: z.string().trim().max(300).default(""),
  type: ParameterType.default("text"),
  options: z.array(z.string().trim().min(1).max(80)).max(30).default([]).meta({ description: "Of a choice." }),
  required: z.boolean().default(true),
  place: z.enum(["path", "query", "header", "body"]),
  target: z.string().trim().max(100).default("").meta({
    description: "What it is called in the request; with dots within a body: customer.name. Empty: its name.",
  }),
  source: z
    .union([z.literal("model"), z.literal("fixed"), BoundSource])
    .default("model")
    .meta({
      description:
        "Who says it: the agent from what the caller said, the server from what it knows of the call, or a fixed value.",
    }),
  value: z.string().max(500).default("").meta({ description: "Of a fixed one." }),
});
export type ToolParameter = z.output<typeof ToolParameter>;

const Printable = z.string().regex(/^[\x20-\x7e]*$/, "letters, digits and signs of a keyboard alone");

const HeaderName = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/, "letters, digits and hyphens")
  .max(80);

export const ToolAuth = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("bearer") }),
  z.strictObject({ kind: z.literal("header"), header: HeaderName }),
  z.strictObject({
    kind: z.literal("basic"),
    user: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[\x20-\x39\x3b-\x7e]*$/, "signs of a keyboard, and no colon"),
  }),
]);
export type ToolAuth = z.output<typeof ToolAuth>;

export const FieldPath = z
  .string()
  .trim()
  .regex(/^[\w-]+(?:\.(?:[\w-]+|\*))*$/, "names and numbers with dots between, such as order.items.0.name")
  .max(200);

export const ResultField = z.strictObject({ name: ParameterName, path: FieldPath });
export type ResultField = z.output<typeof ResultField>;

const Address = z.string().trim().min(1, "give the address").max(2000);

/** How what a tool did is read back from the system, to be held against what was asked for and said. */
export const ReadBackSpec = z.strictObject({
  address: Address.meta({
    description: "Asked with GET. With {names} of details, or of what the agent learns of the answer, such as its id.",
  }),
  list: z
    .union([z.literal(""), FieldPath])
    .default("")
    .meta({
      description:
        "Where the records are in the answer, when it has several: a second one that fits is a duplicate. Empty: the answer is the record.",
    }),
  compare: z
    .array(z.strictObject({ path: FieldPath, with: ParameterName }))
    .min(1, "give at least one field to compare")
    .max(10)
    .meta({ description: "Fields of a record, and the detail (or learned field) that each has to agree with." }),
});
export type ReadBackSpec = z.output<typeof ReadBackSpec>;

/** How any tool is used in a call, whatever it is made of. */
export const TOOL_RULES = {
  name: Name,
  title: z.string().trim().min(1, "give a title").max(80),
  description: z.string().trim().min(1, "say what it does and when to use it").max(1000),
  effect: z.enum(["reads", "changes"]),
  confirm: z.enum(["none", "caller", "person"]).default("none").meta({
    description: "Who has to agree before it is done: nobody, the caller, or somebody of the team.",
  }),
  mode: z.enum(["side_by_side", "one_after_another"]).default("side_by_side"),
  sayWhile: z.string().trim().max(200).default("").meta({ description: "Said at once while it is under way." }),
  timeoutMs: z.int().min(500).max(15_000).default(8000),
  retries: z.int().min(0).max(2).default(0).meta({
    description: "Of one that changes something only where the system could not be reached at all.",
  }),
  limits: z
    .strictObject({
      perTurn: z.int().min(1).max(10).default(3),
      perCall: z.int().min(1).max(100).default(10),
      perDay: z.int().min(1).max(100_000).default(1000).meta({ description: "In any 24 hours, tests included." }),
    })
    .prefault({}),
};
export type ToolRules = z.output<z.ZodObject<typeof TOOL_RULES>>;

/** One version of a tool that is a request to an address, without its secret. */
export const HttpToolSpec = z.strictObject({
  ...TOOL_RULES,
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  address: Address.meta({ description: "With {names} of parameters in its path." }),
  headers: z
    .array(z.strictObject({ name: HeaderName, value: Printable.max(500) }))
    .max(20)
    .default([]),
  auth: ToolAuth.default({ kind: "none" }),
  parameters: z.array(ToolParameter).max(30).default([]),
  result: z
    .array(ResultField)
    .max(20)
    .default([])
    .meta({ description: "What of the answer the agent is told; all of it when empty." }),
  readBack: ReadBackSpec.nullable().default(null),
});
export type HttpToolSpec = z.output<typeof HttpToolSpec>;

export const SaveToolInput = z.strictObject({
  spec: HttpToolSpec,
  secret: Printable.min(1)
    .max(2000)
    .optional()
    .meta({ description: "Write only. When left out the stored one stays." }),
  enabled: z.boolean().optional(),
});

export const RunOutcome = z.enum(["running", "done", "refused", "not_sent", "unknown", "failed"]).meta({
  description:
    "`done`: the system says so · `refused`: it says no, nothing was done · `not_sent`: it was never asked · `unknown`: it was asked to change something, and nobody knows whether it did · `failed`: it was asked and gave nothing usable.",
});
export type RunOutcome = z.output<typeof RunOutcome>;

/** What went out, with the secret masked and card numbers taken out. */
export const ShownRequest = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
});
export type ShownRequest = z.output<typeof ShownRequest>;

export const ToolRunResource = z
  .strictObject({
    id: z.uuid(),
    toolId: z.uuid(),
    version: z.int(),
    kind: z.enum(["call", "test"]),
    callId: z.uuid().nullable(),
    startedAt: z.string(),
    ms: z.int().nullable(),
    outcome: RunOutcome,
    problem: z.string().nullable().meta({ description: "What was wrong, in words." }),
    httpStatus: z.int().nullable(),
    request: ShownRequest.nullable(),
    answer: z.string().nullable().meta({ description: "The beginning of what came back." }),
    told: z.unknown().meta({ description: "What the agent is told." }),
  })
  .meta({ id: "ToolRun" });
export type ToolRunResource = z.output<typeof ToolRunResource>;

/** A run that somebody tried by hand, and what reading it back has brought: in a call that would be held against what is said. */
export const ToolTestResource = z
  .strictObject({
    ...ToolRunResource.shape,
    readBack: z
      .strictObject({ verdict: OutcomeVerdict, read: ReadBack })
      .nullable()
      .meta({ description: "What was read back of it, field by field; null: it is not read back, or was not done." }),
  })
  .meta({ id: "ToolTest" });
export type ToolTestResource = z.output<typeof ToolTestResource>;

export const ToolResource = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    enabled: z.boolean(),
    hasSecret: z.boolean(),
    spec: HttpToolSpec,
    agents: z.int().meta({ description: "How many agents may use it." }),
    lastRunAt: z.string().nullable(),
    lastOutcome: RunOutcome.nullable(),
    runsOfDay: z.int().meta({ description: "In the last 24 hours." }),
    failuresOfDay: z.int().meta({ description: "Of these, how many came to nothing or nobody knows to what." }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "HttpTool" });
export type ToolResource = z.output<typeof ToolResource>;
export const ToolList = z.strictObject({ tools: z.array(ToolResource) });

export const ToolVersionResource = z
  .strictObject({ number: z.int(), spec: HttpToolSpec, createdBy: z.string(), createdAt: z.string() })
  .meta({ id: "HttpToolVersion" });
export type ToolVersionResource = z.output<typeof ToolVersionResource>;
export const ToolVersionList = z.strictObject({ versions: z.array(ToolVersionResource) });

export const ListRunsQuery = z.strictObject({
  callId: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const ToolRunList = z.strictObject({ runs: z.array(ToolRunResource) });

export const TestToolInput = z.strictObject({
  input: z.record(z.string(), z.unknown()).default({}).meta({ description: "What the agent would say." }),
  bound: z
    .partialRecord(BoundSource, z.string().max(200))
    .default({})
    .meta({ description: "What the server would know of the call." }),
});
