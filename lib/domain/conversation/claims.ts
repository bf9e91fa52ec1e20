import { claimsIn } from "@/lib/domain/proof/claims";
import { proofsOf } from "@/lib/domain/proof/proven-by";
import { namesAnotherText } from "@/lib/domain/proof/texted";
import { promiseCallback } from "./find-person";
import { onClaimProven, oweCorrections } from "./outcomes";
import { say } from "./speaking";
import { agentTurnId, type ToolUse } from "./state";
import type { Step } from "./step";

/*
 * What an agent says is done must be done. A model may say so without having asked for anything, or although it was refused: then the agent corrects
 * itself in the same breath, before anybody relies on it.
 */

export function onToolDone(step: Step, use: ToolUse): void {
  const proofs = proofsOf([use]);
  if (proofs.length > 0) step.set({ proofs: [...step.state.proofs, ...proofs] });
}

/** Holds what an answer claims against what was done, and says so where it was not. `goesOn`: the model speaks again at once. */
export function heedClaims(step: Step, generation: number, goesOn: boolean): void {
  const { settings, proofs } = step.state;
  let unproven: string | null = null;
  for (const { kind, sentence, shownBy } of claimsIn(textOf(step, generation), settings.language)) {
    const proof = proofs.findLast(
      ({ kinds, texted }) =>
        kinds.includes(shownBy) &&
        // That one thing was texted does not show that another was.
        (texted === undefined || kind !== "sent" || !namesAnotherText(sentence, settings.language, texted)),
    );
    const verdict = proof ? "done" : wasToldByPeople(step) ? "told" : "not_done";
    const toolCallId = proof?.toolCallId ?? null;
    step.fact({ type: "claim.checked", turnId: agentTurnId(generation), kind, said: sentence, verdict, toolCallId });
    if (verdict === "not_done") unproven ??= sentence;
    if (proof) onClaimProven(step, proof.toolCallId, { turnId: agentTurnId(generation), said: sentence });
  }
  if (!goesOn) oweCorrections(step);
  if (unproven !== null) correct(step, unproven, goesOn);
}

function correct(step: Step, said: string, goesOn: boolean): void {
  const { settings, closing } = step.state;
  const { notDone, shallI, somebodyCallsBack } = settings.phrases;
  const isLast = closing?.disposition === "agent_ended";
  if (isLast && !settings.isTest) {
    say(step, "prompt", `${notDone} ${somebodyCallsBack}`);
    promiseCallback(step, `The agent said that something was done, and it was not: “${said}”`);
  } else say(step, "prompt", isLast || goesOn ? notDone : `${notDone} ${shallI}`);
}

function textOf({ state }: Step, generation: number): string {
  const speech = state.speeches.find((each) => each.generation === generation);
  const entry = state.history.find((each) => each.role === "agent" && each.generation === generation);
  return speech?.text ?? entry?.text ?? "";
}

/** The agent may repeat what people of the business told it, or said themselves in its place: it is their word. */
function wasToldByPeople({ state: { steering } }: Step): boolean {
  const { whispers, override, promised, colleagues } = steering;
  return whispers.length > 0 || override !== "" || promised.length > 0 || colleagues.length > 0;
}
