import type { Steerer } from "@/lib/contracts/live/steering";
import type { ConversationEvent } from "./events";
import { acted, agentHasFloor, FLOOR_TIMERS, toAgent } from "./floor-holder";
import { stopWaiting } from "./response-delay";
import { onPersonReleased, onSomebodyThere } from "./find-person";
import { hasSpeech, say, stopSpeaking } from "./speaking";
import type { Step } from "./step";
import { stopThinking, think } from "./thinking";

/*
 * Who speaks for the business: the agent, nobody for the moment, or somebody of the team. Whoever it is, the caller is heard and written down; only the
 * holder of the floor is answered by. Nobody but the agent may leave a caller in silence, so each way out of the floor leads back to it.
 */

/** Who ends what nobody ends by hand. */
const BY_ITSELF: Steerer = { userId: null, name: "Aybiza" };

/** Everything the agent might say on its own account. */
const OWN_TIMERS = ["silence", "tool_soft", "barge", "false_alarm"];

export function pause(step: Step, by: Steerer): void {
  const { pauseMs, momentAfterMs } = step.state.settings.floor;
  acted(step, "pause", by);
  step.set({ floor: { holder: "paused", by } });
  hush(step);
  step.setTimer("pause", pauseMs);
  step.setTimer("moment", momentAfterMs);
}

export function resume(step: Step, by: Steerer, text = ""): void {
  acted(step, "resume", by, text);
  toAgent(step);
  const last = step.state.history.at(-1);
  if (step.state.unanswered || last?.role === "caller") step.set({ unanswered: true });
  else if (last?.role === "agent" && last.unsaid && step.state.phase === "talking") say(step, "answer", last.unsaid);
}

export function onPauseTimer(step: Step): void {
  const minutes = step.state.settings.floor.pauseMs / 60_000;
  resume(step, BY_ITSELF, `The pause ended by itself after ${minutes} minutes.`);
}

/** A caller who waits while the agent is paused hears that they are not alone. */
export function onMomentTimer(step: Step): void {
  const { floor, phase, caller, speeches, settings, fillersUsed } = step.state;
  if (floor.holder !== "paused") return;
  step.setTimer("moment", settings.floor.momentEveryMs);
  if (phase !== "talking" || caller || speeches.length > 0) return;
  const { oneMoment } = settings.phrases;
  step.set({ fillersUsed: fillersUsed + 1 });
  say(step, "filler", oneMoment[fillersUsed % oneMoment.length] ?? "");
}

/** Somebody takes the call over by voice: the agent stops at once and listens. */
export function onPersonJoined(step: Step, by: Steerer): void {
  const { floor, phase, steering, timers } = step.state;
  if (floor.holder === "person") {
    // The same person over another connection.
    if ("person_back" in timers) acted(step, "take_over", by);
    step.cancelTimer("person_back");
    step.set({ floor: { holder: "person", by } });
    return;
  }
  acted(step, "take_over", by);
  onSomebodyThere(step, by);
  for (const name of [...FLOOR_TIMERS, "person", "beep"]) step.cancelTimer(name);
  step.set({
    floor: { holder: "person", by },
    phase: phase === "waiting_for_person" ? "talking" : phase,
    closing: null,
    steering: { ...steering, colleagues: [...steering.colleagues.filter((name) => name !== by.name), by.name] },
  });
  hush(step);
  // Whether a question is open is for the person to judge; when they leave, the caller's last words tell.
  step.set({ unanswered: false });
}

export function giveBack(step: Step, by: Steerer, promised: string): void {
  acted(step, "give_back", by, promised);
  if (promised !== "") {
    const { steering } = step.state;
    step.set({ steering: { ...steering, promised: [...steering.promised, { name: by.name, text: promised }] } });
  }
  comeBack(step, step.state.settings.phrases.backWithYou);
}

export function onPersonLost(step: Step, mayReturn: boolean): void {
  const { floor, settings, timers } = step.state;
  if (floor.holder !== "person" || !floor.by) return;
  if (!("person_back" in timers)) acted(step, "connection_lost", floor.by);
  if (mayReturn) step.setTimer("person_back", settings.floor.personBackMs);
  else onPersonBackTimer(step);
}

export function onPersonBackTimer(step: Step): void {
  if (step.state.floor.holder === "person") comeBack(step, step.state.settings.phrases.colleagueCutOff);
}

export function onPersonSpeaking(step: Step, { turn, text, name }: { turn: number; text: string; name: string }): void {
  const { personTurn, personTurns, floor } = step.state;
  if (personTurn?.turn === turn) step.set({ personTurn: { ...personTurn, text } });
  else if (floor.holder === "person") {
    const turnId = `p${personTurns + 1}`;
    step.set({ personTurns: personTurns + 1, personTurn: { turn, turnId, name, text, startedAtMs: step.nowMs } });
  }
}

/** What a person said is final. They may have given the call back meanwhile: then the answer that waits for it begins. */
export function onPersonSpoke(step: Step, event: Extract<ConversationEvent, { kind: "person.spoke" }>): void {
  onPersonSpeaking(step, event);
  const { personTurn, epoch } = step.state;
  if (personTurn?.turn !== event.turn) return;
  step.set({ personTurn: null });
  step.cancelTimer("person_words");
  const text = event.text.trim();
  const { turnId, name } = personTurn;
  if (text !== "") {
    step.fact({
      type: "segment.final",
      segmentId: `${epoch}.${turnId}`,
      turnId,
      speaker: "human",
      text,
      startMs: event.startMs,
      endMs: event.endMs,
      confidence: event.confidence,
      source: "speech",
    });
  }
  remember(step, turnId, name, text);
  onPersonWordsTimer(step);
}

/** Their last words have come, or are not waited for any longer. */
export function onPersonWordsTimer(step: Step): void {
  const { unanswered, caller, thinking, phase } = step.state;
  if (agentHasFloor(step) && phase === "talking" && unanswered && !caller && !thinking) think(step);
}

export function onPersonUnheard(step: Step, message: string): void {
  const name = step.state.floor.by?.name ?? "a colleague";
  step.fact({
    type: "vendor.failed",
    part: "listening",
    message,
    consequence: `What ${name} says is not written down`,
  });
}

/** The agent is back after a person spoke in its place: it says so, answers what is open, or asks what else there is. */
function comeBack(step: Step, phrase: string): void {
  toAgent(step);
  onPersonReleased(step);
  const open = step.state.history.at(-1)?.role === "caller";
  const { personTurn, phase, caller, settings } = step.state;
  if (personTurn) {
    remember(step, personTurn.turnId, personTurn.name, personTurn.text.trim());
    step.setTimer("person_words", settings.floor.personWordsMs);
  }
  step.set({ unanswered: open });
  // While they speak they are listened to; a line that is away is spoken to when it is back.
  if (phase !== "talking" || caller) return;
  say(step, "filler", phrase);
  if (!open) say(step, "prompt", settings.phrases.goOn);
  else if (!personTurn) think(step);
}

/** Nothing more is said or thought by the agent; a question it was about to answer stays open. */
function hush(step: Step): void {
  const { thinking, caller } = step.state;
  const owed =
    thinking && !thinking.speculative && (thinking.tools.length > 0 || !hasSpeech(step, thinking.generation));
  stopThinking(step);
  stopSpeaking(step);
  stopWaiting(step);
  if (owed) step.set({ unanswered: true });
  for (const name of OWN_TIMERS) step.cancelTimer(name);
  if (caller && caller.barge !== "committed") step.set({ caller: { ...caller, barge: "none" } });
}

/** Puts a colleague's words into the history, or corrects them there. */
function remember(step: Step, turnId: string, name: string, text: string): void {
  const { history, historyVersion } = step.state;
  const others = history.filter((entry) => entry.role !== "colleague" || entry.turnId !== turnId);
  const at = history.findIndex((entry) => entry.role === "colleague" && entry.turnId === turnId);
  const entry = { role: "colleague" as const, turnId, name, text };
  if (text === "") step.set({ history: others, historyVersion: historyVersion + 1 });
  else if (at < 0) step.set({ history: [...history, entry], historyVersion: historyVersion + 1 });
  else step.set({ history: history.map((known, i) => (i === at ? entry : known)), historyVersion: historyVersion + 1 });
}
