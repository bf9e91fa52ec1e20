import type { AfterCallCondition, FieldCondition } from "@/lib/contracts/after-call";
import { type FinishedCall, OUTCOME_WORDS } from "./call-facts";

/** Why a step is not for a call, in words; null: it is. */
export function whyNot({ calls, direction, outcomes, fields }: AfterCallCondition, call: FinishedCall): string | null {
  if (calls === "answered" && !call.isAnswered) return "Nobody answered this call.";
  if (calls === "missed" && call.isAnswered) return "This call was answered.";
  if (direction !== "any" && direction !== call.direction)
    return `This is an ${call.direction === "inbound" ? "incoming" : "outgoing"} call.`;
  if (outcomes.length > 0) {
    if (call.outcome === null) return "It is not known how this call came out.";
    if (!outcomes.includes(call.outcome)) return `This call came out as: ${OUTCOME_WORDS[call.outcome].toLowerCase()}.`;
  }
  for (const one of fields) {
    const reason = whyNotOf(one, call);
    if (reason) return reason;
  }
  return null;
}

function whyNotOf({ field, is, value }: FieldCondition, { fields, labels }: FinishedCall): string | null {
  const name = `“${labels[field] ?? field}”`;
  const found = fields[field];
  if (is === "not_found") return found === undefined ? null : `${name} was found in this call.`;
  if (found === undefined) return is === "not_equal" ? null : `${name} was not found in this call.`;
  if (is === "found") return null;
  const isEqual = plain(found) === plain(value);
  return isEqual === (is === "equal") ? null : `${name} is “${found}” in this call.`;
}

const plain = (text: string): string => text.normalize("NFKC").replaceAll(/\s+/g, " ").trim().toLowerCase();
