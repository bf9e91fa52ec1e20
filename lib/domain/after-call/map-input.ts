import type { ParameterMapping, StepParameter } from "@/lib/contracts/after-call";
import { type FinishedCall, FACT_WORDS, type Known, localStamp, spoken } from "./call-facts";
import { type Piece, piecesOf } from "./template";

type Value = string | number | boolean;

export type MappedInput = {
  /** Of every parameter that the action takes, in its order. */
  parameters: { name: string; value: Value | null; problem: string | null }[];
  /** Why the step is skipped, in words; null: it is not. */
  skip: string | null;
  /** What does not fit, in words: then nothing is sent. */
  problem: string | null;
  input: Record<string, Value>;
};

/** As long as a text may be; the rest of a longer one is left out. */
const LONGEST = 1000;

/**
 * What goes into an action for one call. What callers said is put where the mapping has it, once, and nowhere else: a piece within their words is
 * words. A value that the action does not take is a problem in words, and nothing is sent.
 */
export function mapInput(
  parameters: readonly StepParameter[],
  mapping: readonly ParameterMapping[],
  call: FinishedCall,
): MappedInput {
  const names = new Set(parameters.map(({ name }) => name));
  const gone = mapping.find(({ parameter }) => !names.has(parameter));
  const mapped: MappedInput = { parameters: [], skip: null, problem: null, input: {} };
  if (gone) mapped.problem = `${wordsOf(gone.parameter)} is no detail of it any more. Look over the step.`;
  for (const parameter of parameters) {
    const { name } = parameter;
    const rule = mapping.find((one) => one.parameter === name);
    const rendered = render(rule?.value ?? "", call);
    if (rule?.ifMissing === "skip" && rendered.missing.length > 0)
      mapped.skip ??= `${rendered.missing.join(" and ")} ${rendered.missing.length > 1 ? "are" : "is"} not known of this call.`;
    const read = convert(parameter, rendered, call.timeZone);
    const problem = "problem" in read ? `${wordsOf(name)}: ${read.problem}` : null;
    const value = "value" in read ? read.value : null;
    mapped.parameters.push({ name, value, problem });
    if (problem) mapped.problem ??= `${problem}.`;
    if (value !== null) mapped.input[name] = value;
    else if (problem === null && parameter.required) {
      const why =
        rendered.missing.length > 0 ? `${rendered.missing.join(" and ")} is not known of this call` : "it is empty";
      mapped.skip ??= `${wordsOf(name)} is needed, and ${why}.`;
    }
  }
  return mapped;
}

type Rendered = { text: string; only: Known | null; missing: string[] };

function render(template: string, call: FinishedCall): Rendered {
  const pieces = piecesOf(template);
  const missing: string[] = [];
  const known = pieces.map((piece) => {
    if (piece.kind === "words") return piece.text;
    const value = valueOf(piece, call);
    if (value === null) missing.push(nameOf(piece, call));
    return value;
  });
  const text = known.map((value) => (value === null ? "" : spoken(value, call.timeZone))).join("");
  return { text: text.trim(), only: known.length === 1 ? (known[0] ?? null) : null, missing: [...new Set(missing)] };
}

function valueOf(piece: Exclude<Piece, { kind: "words" }>, call: FinishedCall): Known | null {
  const value = piece.kind === "field" ? call.fields[piece.key] : call.facts[piece.fact];
  return value === undefined || value === "" ? null : value;
}

const nameOf = (piece: Exclude<Piece, { kind: "words" }>, { labels }: FinishedCall): string =>
  piece.kind === "field" ? `“${labels[piece.key] ?? piece.key}”` : `“${FACT_WORDS[piece.fact]}”`;

const YES = new Set(["yes", "true", "y", "1"]);
const NO = new Set(["no", "false", "n", "0"]);
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[T ]((?:[01]\d|2[0-3]):[0-5]\d)/;

/** Words as the type of a parameter wants them; null: there are none. */
function convert(
  { type, options }: StepParameter,
  { text, only }: Rendered,
  timeZone: string,
): { value: Value | null } | { problem: string } {
  if (text === "") return { value: null };
  const shown = `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
  const atMs = typeof only === "object" && only !== null ? only.atMs : null;
  switch (type) {
    case "text":
      return { value: text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text };
    case "number":
    case "whole_number": {
      const number = numberIn(text);
      if (number === null) return { problem: `${shown} is no number` };
      if (type === "whole_number" && !Number.isInteger(number)) return { problem: `${shown} is no whole number` };
      return { value: number };
    }
    case "yes_no": {
      const word = text.toLowerCase();
      return YES.has(word)
        ? { value: true }
        : NO.has(word)
          ? { value: false }
          : { problem: `${shown} is neither yes nor no` };
    }
    case "date": {
      const stamp = atMs === null ? text : localStamp(atMs, timeZone).slice(0, 10);
      return DATE.test(stamp) ? { value: stamp } : { problem: `${shown} is no date such as 2026-12-31` };
    }
    case "date_time": {
      const parts = DATE_TIME.exec(atMs === null ? text : localStamp(atMs, timeZone));
      return parts
        ? { value: `${parts[1]}T${parts[2]}` }
        : { problem: `${shown} is no date and time such as 2026-12-31T14:30` };
    }
    case "choice": {
      const option = options.find((one) => one.toLowerCase() === text.toLowerCase());
      return option === undefined ? { problem: `${shown} is none of ${options.join(", ")}` } : { value: option };
    }
  }
}

/** 1,250 and 1250.5 and $40; not "about ten". */
function numberIn(text: string): number | null {
  const plain = text.replace(/^[$€£]\s?|\s?[$€£%]$/g, "").replaceAll(/,(?=\d{3}(?:\D|$))/g, "");
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** A parameter's name as people read it. */
export const wordsOf = (name: string): string => {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};
