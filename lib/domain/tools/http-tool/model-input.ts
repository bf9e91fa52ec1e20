import { z } from "zod";
import type { ToolParameter, ToolRules } from "@/lib/contracts/tools";

/** What a model may say for a tool: the parameters that are its to fill, and nothing else. */

const LONGEST_TEXT = 1000;

type Asked = Pick<ToolParameter, "name" | "type" | "options" | "description" | "required" | "source">;
/** What of a tool says what its model gives. */
export type AskedOf = { parameters: readonly Asked[] };

function schemaOf({ type, options, description, required }: Asked): z.ZodType {
  const types = {
    text: () => z.string().min(1).max(LONGEST_TEXT),
    number: () => z.number(),
    whole_number: () => z.int(),
    yes_no: () => z.boolean(),
    date: () => z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "a date as YYYY-MM-DD"),
    date_time: () =>
      z
        .string()
        .regex(
          /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/,
          "a date and time as YYYY-MM-DDTHH:MM",
        ),
    choice: () => z.enum(options as [string, ...string[]]),
  };
  const schema = types[type]();
  const described = description === "" ? schema : schema.describe(description);
  return required ? described : described.optional();
}

const inputOf = ({ parameters }: AskedOf) =>
  z.strictObject(
    Object.fromEntries(
      parameters.filter(({ source }) => source === "model").map((parameter) => [parameter.name, schemaOf(parameter)]),
    ),
  );

/** JSON Schema of what the model gives; what the server fills in is not in it. */
export function modelSchemaOf(spec: AskedOf): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(inputOf(spec)) as Record<string, unknown>;
  return schema;
}

export type ModelInput =
  { ok: true; values: Record<string, string | number | boolean | undefined> } | { ok: false; problems: string[] };

/** Reads what a model gave, like a stranger's: anything that it was not asked for is refused. */
export function readModelInput(spec: AskedOf, input: unknown): ModelInput {
  const parsed = inputOf(spec).safeParse(input);
  if (parsed.success) return { ok: true, values: parsed.data as Record<string, string | number | boolean | undefined> };
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "input"}: ${message}`);
  return { ok: false, problems };
}

const AGREED: Record<ToolRules["confirm"], string> = {
  none: "",
  caller:
    " It is done only after the caller has agreed: call it, tell the caller every detail, and when they agree call it again with the same input.",
  person: " Somebody of the team decides while the caller waits; say that you are asking.",
};

const DO_NOT_CLAIM = " Say that it is done only after this has said so.";

/** What the model is told the tool is for. */
export const modelDescriptionOf = ({
  description,
  confirm,
  effect,
}: Pick<ToolRules, "description" | "confirm" | "effect">): string =>
  `${description}${AGREED[confirm]}${effect === "changes" ? DO_NOT_CLAIM : ""}`;
