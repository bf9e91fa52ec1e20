import { cancelClosing } from "./closing";
import { agentHasFloor } from "./floor-holder";
import { judgeBarge, wordsOf } from "./interruption";
import { lookAhead } from "./knowledge";
import type { ConversationEvent } from "./events";
import { onPersonHeard, onPersonSpoke } from "./outbound";
import { activeSpeech, sayUnsaid, stopSpeaking } from "./speaking";
import { escalateTurn, scoreTurn } from "./escalation";
import { heedRecordingWish } from "./heed-recording-wish";
import { stopWaiting, takeTurnInTime } from "./response-delay";
import { takeTurn } from "./take-turn";
import { speculate, stopThinking } from "./thinking";
import { agentTurnId, type CallerTurn } from "./state";
import type { Step } from "./step";

type TurnText = Extract<ConversationEvent, { kind: "turn.started" | "turn.updated" | "turn.ending" | "turn.resumed" }>;
type TurnEnded = Extract<ConversationEvent, { kind: "turn.ended" }>;

/** Speculations on one turn; beyond that the recogniser is guessing and the model is paid for nothing. */
const MAX_SPECULATIONS = 3;

/** About a second of speech. */
const ANSWER_WITHIN_CHARS = 18;

export function onTurnText(step: Step, event: TurnText): void {
  const before = step.state.caller;
  const caller = openTurn(step, event.turn, event.text);
  if (step.state.phase === "waiting_for_person") {
    onPersonHeard(step);
    return;
  }
  if (wordsOf(event.text).length > 0) stopWaiting(step);
  if (event.kind === "turn.resumed") discardSpeculation(step);
  watchBarge(step);
  if (!agentHasFloor(step)) return;
  // At a pause, or when two updates say the same, letter by letter: the words stand still.
  const standsStill = before?.turn === event.turn && before.text === event.text;
  if (event.kind === "turn.ending" || (event.kind === "turn.updated" && standsStill)) lookAhead(step, event.text);
  if (event.kind === "turn.ending" && maySpeculate(step, caller)) {
    step.set({ caller: { ...step.state.caller!, speculations: caller.speculations + 1 } });
    speculate(step, event.text);
  }
}

export function onTurnEnded(step: Step, event: TurnEnded): void {
  const caller = openTurn(step, event.turn, event.text);
  const text = event.text.trim();
  if (text === "") {
    closeTurnUnheard(step, "noise");
    return;
  }
  const { confidence, startMs, endMs } = event;
  const record = () =>
    step.fact({
      type: "segment.final",
      segmentId: `${step.state.epoch}.${caller.turnId}`,
      turnId: caller.turnId,
      speaker: "caller",
      text,
      startMs,
      endMs,
      confidence,
      source: "speech",
    });
  if (step.state.phase === "waiting_for_person") {
    record();
    step.set({ caller: null });
    onPersonSpoke(step, caller.turnId, text);
    return;
  }
  const verdict = verdictNow(step, text);
  if (verdict === "backchannel" || verdict === "echo") {
    // Kept in the record, not answered: the agent goes on.
    if (verdict === "backchannel") record();
    closeTurnUnheard(step, verdict);
    return;
  }
  record();
  step.set({ lastTurnStartMs: startMs });
  scoreTurn(step, caller.turnId, text);
  if (caller.barge === "watching" || caller.barge === "held") commitBarge(step, "end_of_turn");
  step.cancelTimer("barge");
  step.cancelTimer("false_alarm");
  step.set({ caller: null, silencePrompts: 0, unanswered: step.state.unanswered || agentHasFloor(step) });
  if (heedRecordingWish(step, caller.turnId, text, startMs)) {
    discardSpeculation(step);
    return;
  }
  if (!agentHasFloor(step)) return takeTurn(step, caller.turnId, text);
  if (escalateTurn(step, caller.turnId, text)) return;
  takeTurnInTime(step, caller.turnId, text, caller.speculations > 0);
}

export function onBargeTimer(step: Step): void {
  const caller = step.state.caller;
  if (!caller || (caller.barge !== "watching" && caller.barge !== "held")) return;
  watchBarge(step);
}

/** Nothing confirmed the interruption: speech goes on where it stopped. */
export function onFalseAlarmTimer(step: Step): void {
  const caller = step.state.caller;
  if (caller?.barge !== "held") return;
  dismissBarge(step, wordsOf(caller.text).length === 0 ? "noise" : "backchannel");
}

export function commitBarge(
  step: Step,
  reason: "stop_word" | "words" | "duration" | "end_of_turn" | "keypad" | "typed",
): void {
  const speech = activeSpeech(step);
  step.cancelTimer("barge");
  step.cancelTimer("false_alarm");
  cancelClosing(step);
  if (step.state.caller) step.set({ caller: { ...step.state.caller, barge: "committed" } });
  if (!speech) return;
  step.fact({ type: "barge_in.committed", turnId: agentTurnId(speech.generation), reason });
  stopThinking(step);
  stopSpeaking(step);
}

function openTurn(step: Step, turn: number, text: string): CallerTurn {
  const known = step.state.caller;
  step.cancelTimer("silence");
  if (known?.turn === turn) {
    const caller = { ...known, text };
    step.set({ caller });
    return caller;
  }
  const number = step.state.callerTurns + 1;
  const barge = isAudible(step) ? ("watching" as const) : ("none" as const);
  const caller: CallerTurn = {
    turn,
    turnId: `c${number}`,
    text,
    startedAtMs: step.nowMs,
    barge,
    speculations: 0,
    lookups: 0,
  };
  step.set({ caller, callerTurns: number });
  return caller;
}

/** Only what may be interrupted is watched; legal notices and a protected greeting are said to their end. */
function isAudible(step: Step): boolean {
  return activeSpeech(step)?.interruptible === true;
}

function verdictNow(step: Step, text: string): "backchannel" | "echo" | null {
  const speech = activeSpeech(step);
  if (!speech?.interruptible || step.state.caller?.barge === "committed") return null;
  // A short word at the very end of a sentence answers it; it does not merely accompany it.
  if (speech.complete && speech.text.length - speech.heardChars <= ANSWER_WITHIN_CHARS) return null;
  const verdict = judge(step, text);
  return verdict.kind === "ignore" && verdict.reason !== "noise" ? verdict.reason : null;
}

function judge(step: Step, text: string) {
  const speech = activeSpeech(step);
  const speechMs = step.nowMs - (step.state.caller?.startedAtMs ?? step.nowMs);
  return judgeBarge(
    { text, speechMs, agentText: speech?.text ?? "", heardChars: speech?.heardChars ?? 0 },
    step.state.settings.interruption,
  );
}

function watchBarge(step: Step): void {
  const caller = step.state.caller;
  if (!caller) return;
  if (caller.barge === "none" && isAudible(step) && step.state.thinking?.speculative !== true) {
    // The agent began to speak after the caller did.
    step.set({ caller: { ...caller, barge: "watching" } });
  } else if (caller.barge === "none" || caller.barge === "committed") {
    abortUnspokenAnswer(step);
    return;
  }
  const now = step.state.caller;
  if (!now || !isAudible(step)) return;
  const verdict = judge(step, now.text);
  if (verdict.kind === "commit") {
    commitBarge(step, verdict.reason);
  } else if (verdict.kind === "ignore") {
    if (now.barge === "held") dismissBarge(step, verdict.reason);
  } else if (now.barge === "watching") {
    step.effect({ kind: "hold" });
    step.set({ caller: { ...now, barge: "held" } });
    const { minSpeechMs, falseAlarmAfterMs } = step.state.settings.interruption;
    step.setTimer("barge", Math.max(0, minSpeechMs - (step.nowMs - now.startedAtMs)));
    step.setTimer("false_alarm", falseAlarmAfterMs);
  }
}

/** The caller goes on talking before the answer is to be heard: the answer would be to half a question. */
function abortUnspokenAnswer(step: Step): void {
  const { thinking, caller, settings } = step.state;
  if (!thinking || thinking.speculative || !caller || activeSpeech(step)) return;
  const verdict = judgeBarge({ text: caller.text, speechMs: 0, agentText: "", heardChars: 0 }, settings.interruption);
  if (wordsOf(caller.text).length === 0 || verdict.kind === "ignore") return;
  stopThinking(step);
  step.set({ unanswered: true });
}

function dismissBarge(step: Step, reason: "backchannel" | "echo" | "noise"): void {
  const caller = step.state.caller;
  const speech = activeSpeech(step);
  step.cancelTimer("barge");
  step.cancelTimer("false_alarm");
  if (caller?.barge === "held") step.effect({ kind: "release" });
  if (caller) step.set({ caller: { ...caller, barge: "watching" } });
  if (speech) step.fact({ type: "barge_in.dismissed", turnId: agentTurnId(speech.generation), reason });
}

/** The turn ended without anything to answer. */
function closeTurnUnheard(step: Step, reason: "backchannel" | "echo" | "noise"): void {
  const speech = activeSpeech(step);
  if (speech?.interruptible && step.state.caller?.barge !== "committed") dismissBarge(step, reason);
  discardSpeculation(step);
  const stoppedForNothing = step.state.caller?.barge === "committed" && !step.state.unanswered;
  step.set({ caller: null });
  if (stoppedForNothing) sayUnsaid(step);
}

function maySpeculate(step: Step, caller: CallerTurn): boolean {
  const { speeches, thinking, closing, digits } = step.state;
  return (
    caller.speculations < MAX_SPECULATIONS &&
    speeches.length === 0 &&
    thinking === null &&
    closing === null &&
    digits === "" &&
    caller.text.trim() !== ""
  );
}

function discardSpeculation(step: Step): void {
  if (step.state.thinking?.speculative) stopThinking(step);
}
