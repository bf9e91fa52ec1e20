import type { SteerCommand, Steerer, SteerReply } from "@/lib/contracts/live/steering";
import { sayAndClose } from "./closing";
import { giveBack, pause, resume } from "./floor";
import { acted, agentHasFloor, toAgent } from "./floor-holder";
import { stopRecording } from "./recording";
import { stopWaiting } from "./response-delay";
import { findPerson, onPersonReleased } from "./find-person";
import { activeSpeech, dropWaiting, hasSpeech, say, stopSpeaking } from "./speaking";
import type { ConversationState, Speech, Steering } from "./state";
import type { Step } from "./step";
import { stopThinking, think } from "./thinking";

type Transfer = Extract<SteerCommand, { action: "transfer" }>;

export type Refusal = Extract<SteerReply, { result: "refused" }>;

/** A prompt is not to grow without end; the newest count most. */
const MOST_WHISPERS = 20;

/** Of an answer that was stopped before more than this was heard, the caller has not got the answer. */
const ANSWERED_FRACTION = 0.5;

/** Why a command cannot take effect now, in words for whoever gave it; null: it can. */
export function refusalOf(state: ConversationState, by: Steerer, command: SteerCommand): Refusal | null {
  const { phase, closing, floor } = state;
  if (phase === "ended") return refused("ended", "The call is over.");
  if (closing) return refused("ended", "The call is just ending.");
  const { action } = command;
  if (action === "whisper" || action === "override") return null;
  // Whoever has the floor: what is recorded is nobody's part of the conversation.
  if (action === "stop_recording") return refusalOfStop(state);
  if (floor.holder === "person") {
    if (!isHolder(state, by)) return heldBy(state);
    if (action === "say" || action === "pause" || action === "resume")
      return refused("not_now", "You are speaking with the caller yourself. Give the call back first.");
  }
  if (phase !== "talking" && action !== "give_back" && action !== "resume")
    return refused(
      "not_now",
      phase === "parked" ? "The caller's line is lost at the moment." : "Nobody has answered yet.",
    );
  switch (action) {
    case "pause":
      return floor.holder === "paused" ? refused("not_now", "The agent is paused already.") : null;
    case "resume":
      return floor.holder === "paused"
        ? null
        : refused("not_now", "The agent is not paused: there is nothing to resume.");
    case "give_back":
      return floor.holder === "person" ? null : refused("not_now", "Nobody has taken this call over.");
    case "transfer":
      return refusalOfTransfer(state, command);
    default:
      return null;
  }
}

/** Why somebody cannot take the call over now; null: they can. */
export function refusalOfTakeOver(state: ConversationState, by: Steerer): Refusal | null {
  const { phase, closing, floor } = state;
  if (phase === "ended") return refused("ended", "The call is over.");
  // A goodbye can be spoken into, by the caller and by a colleague; a call that is being passed on is gone.
  if (closing && closing.disposition !== "agent_ended" && closing.disposition !== "silence")
    return refused("ended", "The call is just ending.");
  return floor.holder === "person" && !isHolder(state, by) ? heldBy(state) : null;
}

export function onSteered(step: Step, by: Steerer, command: SteerCommand): void {
  if (refusalOf(step.state, by, command)) return;
  switch (command.action) {
    case "whisper":
      return whisper(step, by, command.text);
    case "say":
      return sayNow(step, by, command.text);
    case "pause":
      return pause(step, by);
    case "resume":
      return resume(step, by);
    case "override":
      acted(step, "override", by, command.text);
      return steer(step, { override: command.text });
    case "give_back":
      return giveBack(step, by, command.promised);
    case "transfer":
      return transfer(step, by, command);
    case "stop_recording":
      acted(step, "stop_recording", by);
      return void stopRecording(step, "by_supervisor", null);
    case "end":
      acted(step, "end", by, command.reason);
      return endPolitely(step, command.reason || `${by.name} ended the call`);
  }
}

/** Says goodbye and ends, whoever has the floor. */
export function endPolitely(step: Step, reason: string): void {
  stopAll(step);
  sayAndClose(step, "goodbye", step.state.settings.phrases.goodbye, {
    disposition: "agent_ended",
    reason,
    next: { kind: "hang_up" },
  });
}

/** More has been heard of an answer that is to stop at the end of its sentence: there the agent goes on with what it was whispered. */
export function cutAtSentence(step: Step): void {
  const { cut, thinking } = step.state;
  const speech = activeSpeech(step);
  if (!cut || speech?.generation !== cut.generation) return;
  const end = sentenceEnd(speech, cut.fromChars);
  if (end === null || speech.heardChars < end) return;
  step.set({ cut: null });
  const own = thinking?.generation === speech.generation ? thinking : null;
  // What a tool brings is told with the whisper in mind anyway; and what is over needs no cutting.
  if ((own?.tools.length ?? 0) > 0 || (speech.complete && speech.text.slice(end).trim() === "")) return;
  if (own) stopThinking(step);
  stopSpeaking(step);
  step.set({ unanswered: true });
}

function whisper(step: Step, by: Steerer, text: string): void {
  acted(step, "whisper", by, text);
  steer(step, { whispers: [...step.state.steering.whispers, text].slice(-MOST_WHISPERS) });
  if (!agentHasFloor(step)) return;
  const { thinking, speeches, caller } = step.state;
  const answer = speeches.find(({ kind }) => kind === "answer");
  const mayRestart = !thinking || (thinking.mode !== "vet" && thinking.tools.length === 0);
  if (answer && answer.startedAtMs !== null) {
    step.set({ cut: { generation: answer.generation, fromChars: answer.heardChars } });
  } else if (answer && mayRestart) {
    // Nobody has heard anything of it yet.
    stopThinking(step);
    step.set({ unanswered: true });
    // Asked anew once it is out of the history: at once, or when the voice has let go of it.
    if (activeSpeech(step) === answer) return stopSpeaking(step);
    dropWaiting(step, answer.generation);
    if (!caller) think(step);
  } else if (thinking && mayRestart && !hasSpeech(step, thinking.generation)) {
    const { speculation, tier } = thinking;
    stopThinking(step);
    think(step, speculation, tier);
  }
}

function sayNow(step: Step, by: Steerer, text: string): void {
  acted(step, "say", by, text);
  const { thinking } = step.state;
  const speech = activeSpeech(step);
  const unheard = speech?.kind === "answer" && speech.heardChars < speech.text.length * ANSWERED_FRACTION;
  if (unheard || (thinking && !thinking.speculative && speech?.generation !== thinking.generation))
    step.set({ unanswered: true });
  stopThinking(step);
  stopSpeaking(step);
  stopWaiting(step);
  step.set({ silencePrompts: 0 });
  say(step, "prompt", text);
}

function transfer(step: Step, by: Steerer, { target, reason, mode }: Transfer): void {
  const why = reason || `${by.name} transferred the call`;
  acted(step, "transfer", by, target.kind === "number" ? target.to : reason);
  if (target.kind !== "number" || mode === "warm") {
    if (step.state.floor.holder !== "agent") toAgent(step);
    onPersonReleased(step);
    const owed = step.state.thinking && !step.state.thinking.speculative;
    stopThinking(step);
    stopSpeaking(step);
    if (owed) step.set({ unanswered: true });
    return findPerson(step, { cause: "manual", reason: why, mode, target, by });
  }
  const { escalation, phrases } = step.state.settings;
  stopAll(step);
  step.fact({ type: "call.transferring", to: target.to, why });
  sayAndClose(step, "goodbye", escalation.announcement || phrases.connecting, {
    disposition: "transferred",
    reason: why,
    next: { kind: "dial", to: target.to },
  });
}

/** Whatever was being said, thought or open gives way to the end of the call. */
function stopAll(step: Step): void {
  if (!agentHasFloor(step)) toAgent(step);
  onPersonReleased(step);
  stopThinking(step);
  stopSpeaking(step);
  stopWaiting(step);
  step.set({ closing: null, unanswered: false });
}

/** What the model is told changes: whatever it thinks ahead was asked something else. */
function steer(step: Step, change: Partial<Steering>): void {
  const { steering, historyVersion, thinking } = step.state;
  step.set({ steering: { ...steering, ...change }, historyVersion: historyVersion + 1 });
  if (thinking?.speculative) stopThinking(step);
}

function refusalOfStop({ recording: { phase } }: ConversationState): Refusal | null {
  if (phase === "none") return refused("not_possible", "This call is not recorded.");
  return phase === "over" ? refused("not_now", "The recording has been stopped already.") : null;
}

function refusalOfTransfer({ settings, search }: ConversationState, { target, mode }: Transfer): Refusal | null {
  if (search) return refused("not_now", "Somebody is being called for this caller already.");
  if (target.kind !== "number" || mode === "warm")
    return settings.people ? null : refused("not_possible", "Nobody can be asked for in this call.");
  return settings.canDial
    ? null
    : refused("not_possible", "This caller speaks from a browser and can't be connected with a telephone number.");
}

/** Where the sentence ends in which so many characters have been heard; null: not written yet. */
function sentenceEnd({ text, complete }: Speech, from: number): number | null {
  for (const { index, 0: mark } of text.matchAll(/[.!?…]+["'”’)\]]*(?=\s|$)/g)) {
    const end = index + mark.length;
    if (end > from && (end < text.length || complete)) return end;
  }
  return complete ? text.length : null;
}

function isHolder({ floor }: ConversationState, by: Steerer): boolean {
  return by.userId !== null && floor.by?.userId === by.userId;
}

const heldBy = ({ floor }: ConversationState): Refusal =>
  refused("held_by_other", `${floor.by?.name ?? "Somebody else"} is speaking with this caller.`);

const refused = (code: Refusal["code"], message: string): Refusal => ({ result: "refused", code, message });
