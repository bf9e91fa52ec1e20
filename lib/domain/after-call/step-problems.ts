import type { AfterCallRule, StepParameter } from "@/lib/contracts/after-call";
import type { StructuredField } from "@/lib/contracts/scorecards";
import { mapInput, wordsOf } from "./map-input";
import { piecesOf, unknownPieces } from "./template";

/** Nothing is known of this call: what is said of it is what is wrong with any. */
const NO_CALL = {
  ...{ direction: "inbound" as const, isAnswered: true, outcome: null, timeZone: "UTC" },
  ...{ facts: {}, fields: {}, labels: {} },
};

/** What does not fit together in a step, by field; empty: it can work. */
export function problemsOfStep(
  { when, mapping }: AfterCallRule,
  parameters: readonly StepParameter[],
  fields: readonly Pick<StructuredField, "key">[],
): Record<string, string> {
  const problems: Record<string, string> = {};
  const keys = new Set(fields.map(({ key }) => key));
  for (const [at, { field, is, value }] of when.fields.entries()) {
    if (!keys.has(field)) problems[`when.fields.${at}.field`] = "choose a field of the scorecard";
    else if ((is === "equal" || is === "not_equal") && value === "") problems[`when.fields.${at}.value`] = "say what";
  }
  const seen = new Set<string>();
  for (const { parameter, value } of mapping) {
    const at = `mapping.${parameter}`;
    if (!parameters.some(({ name }) => name === parameter)) problems[at] = "it has no detail of this name";
    else if (seen.has(parameter)) problems[at] = "it is given twice";
    seen.add(parameter);
    const [unknown] = unknownPieces(value, keys);
    if (unknown) problems[at] ??= `${unknown} is nothing that is known of a call`;
  }
  for (const parameter of parameters) {
    const value = mapping.find((one) => one.parameter === parameter.name)?.value.trim() ?? "";
    const at = `mapping.${parameter.name}`;
    if (value === "" && parameter.required) problems[at] ??= `${wordsOf(parameter.name)} is needed`;
    if (value === "" || piecesOf(value).some(({ kind }) => kind !== "words")) continue;
    // Words that are always the same fit always or never.
    const fixed = [{ parameter: parameter.name, value, ifMissing: "empty" as const }];
    const { problem } = mapInput([parameter], fixed, NO_CALL);
    if (problem) problems[at] ??= problem;
  }
  return problems;
}
