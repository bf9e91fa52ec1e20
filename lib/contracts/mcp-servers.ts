import { z } from "zod";
import { BoundSource, FieldPath, RunOutcome, ToolAuth, TOOL_RULES } from "./tools";

/** Servers of the Model Context Protocol (streamable HTTP) whose tools an organization's agents may use, each only after a person allowed it. */

/** A value of a tool's input that the server puts in itself; the model is not even told of it. */
export const BoundField = z
  .strictObject({
    field: z.string().min(1).max(100),
    source: z.union([z.literal("fixed"), BoundSource]),
    value: z.string().max(500).default("").meta({ description: "Of a fixed one." }),
  })
  .meta({ id: "McpBoundField" });
export type BoundField = z.output<typeof BoundField>;

const ReadValue = z.string().trim().min(1, "say where the value is from").max(200).meta({
  description: "A parameter of the tool, or `answer.` and where it stands in what the tool answers: `answer.number`.",
});

/** How what a tool did is read back from its server, to be held against what was asked for and said. */
export const McpReadBack = z
  .strictObject({
    tool: z.string().min(1, "name a tool of the server that reads").max(200).meta({
      description: "What the server calls a tool of its own that is allowed and only looks something up.",
    }),
    input: z
      .array(z.strictObject({ field: z.string().trim().min(1).max(100), with: ReadValue }))
      .max(20)
      .default([])
      .meta({ description: "What that tool is asked with; what the server binds for it is put in by itself." }),
    list: z
      .union([z.literal(""), FieldPath])
      .default("")
      .meta({
        description:
          "Where the records are in its answer, when it has several: a second one that fits is a duplicate. Empty: the answer is the record.",
      }),
    compare: z
      .array(z.strictObject({ path: FieldPath, with: ReadValue }))
      .min(1, "give at least one field to compare")
      .max(10)
      .meta({ description: "Fields of a record, and the value that each has to agree with." }),
  })
  .meta({ id: "McpReadBack" });
export type McpReadBack = z.output<typeof McpReadBack>;

/** One version of a tool that an MCP server runs, as a person allowed it. */
export const McpToolSpec = z.strictObject({
  ...TOOL_RULES,
  description: z.string().trim().min(1).max(2000),
  mcp: z.strictObject({
    serverId: z.uuid(),
    /** What the server calls it. */
    tool: z.string().min(1).max(200),
    /** JSON Schema of all of its input, what is bound included. */
    inputSchema: z.record(z.string(), z.unknown()),
    bound: z.array(BoundField).max(20),
    /** Of what was allowed: another one is another tool. */
    fingerprint: z.string(),
    readBack: McpReadBack.nullable().default(null),
  }),
});
export type McpToolSpec = z.output<typeof McpToolSpec>;

export const McpAuth = z.discriminatedUnion("kind", [
  ToolAuth.options[0],
  ToolAuth.options[1],
  ToolAuth.options[2],
  z.strictObject({
    kind: z.literal("oauth"),
    clientId: z
      .string()
      .trim()
      .max(300)
      .regex(/^[\x20-\x7e]*$/, "letters, digits and signs of a keyboard alone")
      .default("")
      .meta({ description: "As its provider gave it; empty: we register ourselves, where the server lets us." }),
  }),
]);
export type McpAuth = z.output<typeof McpAuth>;

export const SaveMcpServerInput = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(60),
  address: z.string().trim().min(1, "give the address").max(2000),
  auth: McpAuth.default({ kind: "none" }),
  secret: z
    .string()
    .regex(/^[\x20-\x7e]*$/, "letters, digits and signs of a keyboard alone")
    .min(1)
    .max(4000)
    .optional()
    .meta({ description: "Write only. When left out the stored one stays." }),
  enabled: z.boolean().optional(),
});

export type SaveMcpServerInput = z.output<typeof SaveMcpServerInput>;

export const McpToolState = z.enum(["new", "allowed", "changed", "gone", "unusable"]).meta({
  description:
    "`new`: nobody has allowed it · `allowed`: agents that have it may use it · `changed`: it is not what was allowed any more and is switched off until it is allowed again · `gone`: the server does not offer it any more · `unusable`: what it needs cannot be understood.",
});
export type McpToolState = z.output<typeof McpToolState>;

/** What a server says of its tool. Foreign words: shown to people as such, told to models only after somebody allowed them. */
export const OfferedTool = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  inputSchema: z.record(z.string(), z.unknown()),
  /** What it claims; null: it says nothing. */
  readOnly: z.boolean().nullable(),
  destructive: z.boolean().nullable(),
  /** Why it cannot be used; null: it can. */
  problem: z.string().nullable(),
});
export type OfferedTool = z.output<typeof OfferedTool>;

export const McpToolResource = z
  .strictObject({
    id: z.uuid(),
    serverId: z.uuid(),
    name: z.string().meta({ description: "What the server calls it." }),
    state: McpToolState,
    offered: OfferedTool.meta({ description: "What the server says of it. Foreign words; its hints are claims." }),
    fingerprint: z
      .string()
      .meta({ description: "Of name, description and parameters as they are now: what is allowed is this." }),
    spec: McpToolSpec.nullable().meta({ description: "As it was allowed last; null: never." }),
    version: z.int().nullable(),
    allowedBy: z.string().nullable(),
    allowedAt: z.string().nullable(),
    agents: z.int(),
    lastRunAt: z.string().nullable(),
    lastOutcome: RunOutcome.nullable(),
    runsOfDay: z.int(),
    failuresOfDay: z.int(),
  })
  .meta({ id: "McpTool" });
export type McpToolResource = z.output<typeof McpToolResource>;

export const McpServerResource = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    address: z.string(),
    auth: McpAuth,
    hasSecret: z.boolean(),
    signedIn: z.boolean().meta({ description: "Of one that is signed in to by OAuth: somebody has, and it holds." }),
    enabled: z.boolean(),
    says: z.string().nullable().meta({ description: "What the server calls itself." }),
    checkedAt: z.string().nullable(),
    problem: z.string().nullable().meta({ description: "Why the last look at it came to nothing; null: it did not." }),
    tools: z.array(McpToolResource),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: "McpServer" });
export type McpServerResource = z.output<typeof McpServerResource>;
/** `url`: where a person of the organization, signed in here, gives their consent. */
export const McpSignInResult = z.strictObject({ url: z.url(), expiresAt: z.string() }).meta({ id: "McpSignIn" });
export type McpSignInResult = z.output<typeof McpSignInResult>;
export const McpServerList = z.strictObject({ servers: z.array(McpServerResource) });

export const AllowMcpToolInput = z.strictObject({
  fingerprint: z
    .string()
    .max(100)
    .meta({ description: "Of what was read and is allowed; another one by now is refused." }),
  title: TOOL_RULES.title,
  description: z
    .string()
    .trim()
    .min(1, "say what it does and when to use it")
    .max(2000)
    .meta({ description: "What the agent is told it is for." }),
  effect: TOOL_RULES.effect
    .default("changes")
    .meta({ description: "What it does in truth, whatever the server claims." }),
  confirm: TOOL_RULES.confirm
    .unwrap()
    .optional()
    .meta({ description: "When left out the caller has to agree to what changes something." }),
  mode: TOOL_RULES.mode,
  sayWhile: TOOL_RULES.sayWhile,
  timeoutMs: TOOL_RULES.timeoutMs,
  limits: TOOL_RULES.limits,
  bound: z.array(BoundField).max(20).default([]),
  readBack: McpReadBack.nullable().default(null),
});
export type AllowMcpToolInput = z.output<typeof AllowMcpToolInput>;
