import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import { isWrong, judgeOutcome } from "@/lib/domain/proof/judge-outcome";
import { correctionOf, WORDS_OF_OUTCOME } from "@/lib/domain/proof/outcome-words";
import { unresolved } from "@/lib/domain/proof/unresolved";
import type { ConversationEvent } from "./events";
import { promiseCallback } from "./find-person";
import { say } from "./speaking";
import type { ConversationState, Outcome } from "./state";
import type { Step } from "./step";

/*
 * What a tool says it did is read back from the system of record, at once and again with each sentence that claims it, while the caller hears that sentence.
 * What is not there, or not as it was asked for and said, the agent puts right before the goodbye.
 */

export const READ_TIMER = "read_back:";
/** Beyond what a reading may take. */
const READ_LIMIT_MS = 2500;
/** More readings of one thing bring nothing new. */
const MOST_READINGS = 6;

type OutcomeRead = Extract<ConversationEvent, { kind: "outcome.read" }>;

/** A tool has done something that can be read back. */
export function onReference(step: Step, toolCallId: string, reference: OutcomeReference | undefined): void {
  const use = step.state.history
    .flatMap((entry) => (entry.role === "agent" ? entry.tools : []))
    .find((each) => each.toolCallId === toolCallId);
  if (!reference || !use || step.state.outcomes.some((known) => known.toolCallId === toolCallId)) return;
  const { name } = use;
  const outcome = { toolCallId, name, reference, reading: null, verdict: null, said: [], correction: null };
  step.set({ outcomes: [...step.state.outcomes, outcome] });
  readBack(step, outcome);
}

/** A sentence claims what a tool's result stands for. */
export function onClaimProven(step: Step, toolCallId: string, claim: Outcome["said"][number]): void {
  const outcome = step.state.outcomes.find((each) => each.toolCallId === toolCallId);
  if (!outcome) return;
  const said = [...outcome.said, claim];
  change(step, toolCallId, { said, correction: null });
  if (outcome.reading === null) readBack(step, { ...outcome, said });
}

function readBack(step: Step, { toolCallId, name, reference }: Outcome): void {
  const reading = step.state.readings + 1;
  if (step.state.outcomes.length * MOST_READINGS < reading) return;
  step.set({ readings: reading });
  change(step, toolCallId, { reading });
  step.setTimer(`${READ_TIMER}${toolCallId}`, READ_LIMIT_MS);
  step.effect({ kind: "read_back", toolCallId, name, reading, reference });
}

export function onOutcomeRead(step: Step, { toolCallId, reading, read, timeZone, nowMs }: OutcomeRead): void {
  const outcome = step.state.outcomes.find((each) => each.toolCallId === toolCallId);
  // A late one counts for nothing.
  if (!outcome || outcome.reading !== reading) return;
  step.cancelTimer(`${READ_TIMER}${toolCallId}`);
  const { language, phrases } = step.state.settings;
  const scene = { language, timeZone, nowMs };
  const fields = read.found === "unknown" ? [] : read.fields;
  const copies = read.found === "yes" ? read.copies : 0;
  const problem = read.found === "unknown" ? read.problem : null;
  const claims = outcome.said.length > 0 ? outcome.said : [{ turnId: null, said: null }];
  const judged = claims.map(({ turnId, said }) => {
    const { verdict, differences } = judgeOutcome(read, said, scene);
    const { name } = outcome;
    step.fact({
      type: "outcome.checked",
      toolCallId,
      name,
      turnId,
      said,
      verdict,
      fields,
      copies,
      differences,
      problem,
    });
    return { verdict, differences };
  });
  const worst = judged.find(({ verdict }) => isWrong(verdict)) ?? judged[0];
  if (!worst) return;
  const { verdict, differences } = worst;
  const correction = isWrong(verdict) ? correctionOf(verdict, fields, differences, phrases, scene) : null;
  change(step, toolCallId, { reading: null, verdict, said: [], correction });
  if (isWrong(verdict) !== (outcome.verdict !== null && isWrong(outcome.verdict)))
    step.set({ historyVersion: step.state.historyVersion + 1 });
  if (outcome.said.length > 0 || step.state.thinking === null) oweCorrections(step);
}

/** The system of record does not answer in time. */
export function onReadTimer(step: Step, toolCallId: string): void {
  const outcome = step.state.outcomes.find((each) => each.toolCallId === toolCallId);
  if (outcome?.reading == null) return;
  const read = { found: "unknown", problem: "it could not be read in time" } as const;
  onOutcomeRead(step, { kind: "outcome.read", toolCallId, reading: outcome.reading, read, timeZone: "UTC", nowMs: 0 });
}

/** An answer is over: what is known to be wrong is said now, whether or not the answer has claimed it. */
export function oweCorrections(step: Step): void {
  const due = unresolved(step.state.outcomes).filter(
    ({ correction, said, reading }) => correction !== null && said.length === 0 && reading === null,
  );
  if (due.length === 0) return;
  const texts = due.map(({ correction }) => correction ?? "");
  for (const { toolCallId } of due) change(step, toolCallId, { correction: null });
  step.set({
    corrections: [...step.state.corrections, ...texts.map((text, at) => ({ text, of: due[at]!.toolCallId }))],
  });
}

/** Says what is owed, as soon as nobody is spoken over. */
export function sayCorrections(step: Step): void {
  const { corrections, caller, settings, closing, outcomes } = step.state;
  if (corrections.length === 0 || caller) return;
  step.set({ corrections: [] });
  const { shallI, isThatRight, somebodyCallsBack } = settings.phrases;
  const text = [...new Set(corrections.map((each) => each.text))].join(" ");
  const isLast = closing?.disposition === "agent_ended";
  if (isLast && !settings.isTest) {
    say(step, "prompt", `${text} ${somebodyCallsBack}`);
    return leaveToPeople(step);
  }
  const last = outcomes.find(({ toolCallId }) => toolCallId === corrections.at(-1)?.of);
  const question =
    last?.verdict === "absent" ? shallI : last?.verdict === "different" ? isThatRight : somebodyCallsBack;
  say(step, "prompt", closing || settings.isTest ? text : `${text} ${question}`);
  // Nobody but a person can take away what stands there twice.
  if (last?.verdict === "twice") leaveToPeople(step);
}

/** What stays wrong when the call ends is for people: once. */
export function leaveToPeople(step: Step): void {
  const { outcomes, settings, left } = step.state;
  const open = unresolved(outcomes).filter(({ toolCallId }) => !left.includes(toolCallId));
  if (open.length === 0 || settings.isTest) return;
  step.set({ left: [...left, ...open.map(({ toolCallId }) => toolCallId)] });
  const what = open.map(
    ({ name, verdict }) => `${name.replaceAll("_", " ")}: ${WORDS_OF_OUTCOME[verdict ?? "absent"]}`,
  );
  const reason = `The caller was told that something was done, and the system of record does not agree (${what.join("; ")}).`;
  if (settings.callerNumber === null && step.state.closing === null) promiseCallback(step, reason);
  else step.fact({ type: "callback.promised", number: settings.callerNumber, reason });
}

/** Something is being read back that the caller was told of. */
export const isReadingBack = ({ outcomes }: ConversationState): boolean =>
  outcomes.some(({ reading }) => reading !== null);

const change = (step: Step, toolCallId: string, part: Partial<Outcome>): void =>
  step.set({
    outcomes: step.state.outcomes.map((each) => (each.toolCallId === toolCallId ? { ...each, ...part } : each)),
  });
