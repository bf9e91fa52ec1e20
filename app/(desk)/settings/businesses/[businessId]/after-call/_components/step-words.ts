import type { AfterCallCondition, FieldCondition, SaveStepInput } from "@/lib/contracts/after-call";
import { OUTCOME_WORDS } from "@/lib/domain/after-call/call-facts";

export const CALLS_WORDS: Record<AfterCallCondition["calls"], string> = {
  answered: "Answered calls",
  missed: "Missed and failed calls",
  any: "All calls",
};

export const DIRECTION_WORDS: Record<AfterCallCondition["direction"], string> = {
  any: "In both directions",
  inbound: "That came in",
  outbound: "That went out",
};

export const IS_WORDS: Record<FieldCondition["is"], string> = {
  found: "was found",
  not_found: "was not found",
  equal: "is",
  not_equal: "is not",
};

/** For which calls a step is, in a sentence. */
export function conditionWords({ calls, direction, outcomes, fields }: AfterCallCondition): string {
  const parts = [CALLS_WORDS[calls]];
  if (direction !== "any") parts.push(DIRECTION_WORDS[direction].toLowerCase());
  if (outcomes.length > 0) parts.push(outcomes.map((one) => OUTCOME_WORDS[one].toLowerCase()).join(" or "));
  for (const { field, is, value } of fields)
    parts.push(`${field.replaceAll("_", " ")} ${IS_WORDS[is]}${value ? ` “${value}”` : ""}`);
  return parts.join(", ");
}

export type StepDraft = Omit<Required<SaveStepInput>, "when" | "mapping"> & {
  when: AfterCallCondition;
  mapping: { parameter: string; value: string; ifMissing: "empty" | "skip" }[];
};
