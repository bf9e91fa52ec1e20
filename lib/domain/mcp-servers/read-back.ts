import type { ReadBack } from "@/lib/contracts/live/outcomes";
import type { AllowMcpToolInput, McpReadBack, McpToolSpec } from "@/lib/contracts/mcp-servers";
import type { BoundValues } from "@/lib/domain/tools/http-tool/bind-request";
import { valueAt } from "@/lib/domain/tools/http-tool/read-answer";
import { compareRecords, textOf } from "@/lib/domain/tools/http-tool/read-back";
import { modelSchemaOfMcp, readMcpInput } from "./call-input";
import { propertiesOf } from "./offered-tool";
import { bodyOfResult, type McpSent } from "./read-result";

const ANSWER = "answer.";
/** As long as a value that is compared may be. */
const LONGEST = 500;

/** What does not fit together in how a tool is read back, by field; empty: it does. `reader`: the tool that it names, where that may read. */
export function problemsOfReadBack(
  { readBack, effect }: Pick<AllowMcpToolInput, "readBack" | "effect">,
  schema: Record<string, unknown>,
  reader: McpToolSpec | null,
): Record<string, string> {
  if (!readBack) return {};
  if (effect === "reads") return { readBack: "only what changes something is read back" };
  if (!reader) return { "readBack.tool": "it has to be another tool of this server that is allowed and only looks up" };
  const shown = modelSchemaOfMcp(reader);
  const fields = propertiesOf(shown);
  const problems: Record<string, string> = {};
  for (const [at, { field, with: from }] of readBack.input.entries()) {
    if (!Object.hasOwn(fields, field))
      problems[`readBack.input.${at}.field`] = `${readBack.tool} has no such parameter`;
    if (!isKnown(from, schema)) problems[`readBack.input.${at}.with`] = NO_VALUE;
  }
  const missing = (shown.required as string[]).find((name) => !readBack.input.some(({ field }) => field === name));
  if (missing !== undefined) problems["readBack.input"] = `${readBack.tool} needs ${missing}`;
  for (const [at, { with: from }] of readBack.compare.entries())
    if (!isKnown(from, schema)) problems[`readBack.compare.${at}.with`] = NO_VALUE;
  return problems;
}

const NO_VALUE = "neither a parameter of this tool, nor answer. and where it stands in its answer";
const isKnown = (from: string, schema: Record<string, unknown>): boolean =>
  from.startsWith(ANSWER) || Object.hasOwn(propertiesOf(schema), from);

/**
 * What reading back will need of a use of a tool: what its reader is asked with, and what has to agree. Null where it cannot be read back, as what is needed
 * for it is not known.
 */
export function readBackOf(
  { mcp: { readBack } }: Pick<McpToolSpec, "mcp">,
  reader: McpToolSpec,
  sent: Readonly<Record<string, unknown>>,
  answer: unknown,
  known: BoundValues,
): { input: Record<string, Scalar>; values: Record<string, string> } | null {
  if (!readBack) return null;
  const learned = typeof answer === "string" ? parsed(answer) : answer;
  const valueOf = (from: string): unknown =>
    from.startsWith(ANSWER)
      ? valueAt(learned, from.slice(ANSWER.length).split("."))
      : Object.hasOwn(sent, from)
        ? sent[from]
        : undefined;
  const asked = Object.fromEntries(
    readBack.input.flatMap(({ field, with: from }) => {
      const value = valueOf(from);
      return isScalar(value) ? [[field, value]] : [];
    }),
  );
  const read = readMcpInput(reader, asked, known);
  if (!read.ok) return null;
  const values: Record<string, string> = {};
  for (const { with: from } of readBack.compare) {
    const value = textOf(valueOf(from));
    if (value !== null) values[from] = value.slice(0, LONGEST);
  }
  return { input: Object.fromEntries(Object.entries(read.input).filter(hasScalar)), values };
}

type Scalar = string | number | boolean;
const isScalar = (value: unknown): value is Scalar => ["string", "number", "boolean"].includes(typeof value);
const hasScalar = (entry: [string, unknown]): entry is [string, Scalar] => isScalar(entry[1]);

/** What the server says stands there. */
export function readMcpBack(
  readBack: McpReadBack,
  values: Readonly<Record<string, string>>,
  sent: McpSent,
  timeZone: string,
): ReadBack {
  const unknown = (problem: string): ReadBack => ({ found: "unknown", problem });
  if (sent.kind !== "reply") return unknown(sent.problem);
  if (sent.reply.kind === "error") return unknown(`the server answers with an error (${sent.reply.code})`);
  const body = bodyOfResult(sent.reply.result);
  if ("problem" in body) return unknown(body.problem);
  const record = typeof body.value === "string" ? parsed(body.value) : body.value;
  if (record === undefined) return unknown("its answer has no fields that could be compared");
  return compareRecords(readBack, values, record, timeZone);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
