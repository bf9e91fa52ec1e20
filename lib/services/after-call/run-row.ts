import { AfterCallRule, type AfterCallRunResource, AfterCallState } from "@/lib/contracts/after-call";
import { OutcomeReference, OutcomeVerdict, ReadBack } from "@/lib/contracts/live/outcomes";
import type { AfterCallRun } from "@/lib/db/generated/client";

/** What is stored and cannot be read (another release wrote it) does nothing for any call. */
export const ruleIn = (stored: unknown): AfterCallRule | null => AfterCallRule.safeParse(stored).data ?? null;

export const referenceIn = (stored: unknown): OutcomeReference | null =>
  OutcomeReference.safeParse(stored).data ?? null;

export function toRun(row: AfterCallRun): AfterCallRunResource {
  const read = ReadBack.safeParse(row.read).data;
  const state = AfterCallState.parse(row.state);
  return {
    callId: row.callId,
    stepId: row.stepId,
    name: row.name,
    action: row.action,
    state,
    problem: row.problem,
    attempts: row.attempts,
    input: (row.input ?? null) as AfterCallRunResource["input"],
    verdict: OutcomeVerdict.nullable().parse(row.verdict),
    fields: read && read.found !== "unknown" ? read.fields : [],
    checkedAt: row.checkedAt?.toISOString() ?? null,
    nextAt: state === "waiting" ? (row.dueAt?.toISOString() ?? null) : null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
