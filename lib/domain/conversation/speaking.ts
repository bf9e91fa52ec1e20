import { unsaidOf } from "./history";
import { wordsOf } from "./interruption";
import { tellCitations } from "./knowledge";
import { onNoticeHeard } from "./recording";
import type { ConversationEvent } from "./events";
import { agentTurnId, type AnswerKind, type HistoryEntry, type Speech } from "./state";
import type { Step } from "./step";

type SpeechCleared = Extract<ConversationEvent, { kind: "speech.cleared" }>;
type SpeechFinished = Extract<ConversationEvent, { kind: "speech.finished" }>;

export const activeSpeech = (step: Step): Speech | null => step.state.speeches[0] ?? null;

/** Queues something whole that the engine itself says. Returns its generation. */
export function say(step: Step, kind: AnswerKind, text: string, interruptible = true): number {
  const generation = step.nextGeneration();
  addSpeech(step, { ...emptySpeech(generation, kind, interruptible), text, complete: true });
  return generation;
}

export function emptySpeech(generation: number, kind: AnswerKind, interruptible: boolean): Speech {
  return {
    generation,
    kind,
    text: "",
    complete: false,
    interruptible,
    startedAtMs: null,
    heardChars: 0,
    model: null,
    usage: null,
    speculation: "none",
  };
}

export function addSpeech(step: Step, speech: Speech): void {
  step.cancelTimer("silence");
  // The entry stands in the history from the start, so that a tool's next step knows what was said before it.
  const entry: HistoryEntry = { role: "agent", generation: speech.generation, text: speech.text, tools: [] };
  // What only fills a pause is nothing the model has said.
  const isFiller = speech.kind === "filler";
  if (
    !isFiller &&
    !step.state.history.some((known) => known.role === "agent" && known.generation === speech.generation)
  ) {
    step.set({ history: [...step.state.history, entry] });
  }
  step.set({ speeches: [...step.state.speeches, speech] });
  if (step.state.speeches.length === 1) activate(step, speech);
}

/** More text of an answer that may be waiting or already at the voice. */
export function appendText(step: Step, generation: number, text: string): void {
  updateSpeech(step, generation, (speech) => ({ ...speech, text: speech.text + text }));
  setHistoryText(step, generation, speechOf(step, generation)?.text ?? "");
  if (activeSpeech(step)?.generation === generation) step.effect({ kind: "speak", generation, text });
}

export function completeSpeech(step: Step, generation: number, patch: Partial<Speech> = {}): void {
  updateSpeech(step, generation, (speech) => ({ ...speech, ...patch, complete: true }));
  const speech = speechOf(step, generation);
  if (!speech || activeSpeech(step)?.generation !== generation) return;
  written(step, speech);
  step.effect({ kind: "finish_speaking", generation, text: speech.text });
}

/** Stops everything that is said or waits to be said. What was heard of the first comes back as `speech.cleared`. */
export function stopSpeaking(step: Step): void {
  const [first, ...waiting] = step.state.speeches;
  if (!first) return;
  for (const speech of waiting) dropFromHistory(step, speech.generation);
  step.set({ speeches: [first] });
  step.effect({ kind: "clear", generation: first.generation });
}

/** Takes something back that waits to be said. */
export function dropWaiting(step: Step, generation: number): void {
  step.set({ speeches: step.state.speeches.filter((speech, at) => at === 0 || speech.generation !== generation) });
  dropFromHistory(step, generation);
}

/** Says what the last answer was cut off from, as when nobody had meant to interrupt it. */
export function sayUnsaid(step: Step): void {
  const last = step.state.history.at(-1);
  if (last?.role === "agent" && last.unsaid && step.state.speeches.length === 0) say(step, "answer", last.unsaid);
}

export function onSpeechStarted(step: Step, generation: number): void {
  updateSpeech(step, generation, (speech) => ({ ...speech, startedAtMs: speech.startedAtMs ?? step.nowMs }));
}

export function onSpeechProgress(step: Step, generation: number, heardChars: number): void {
  updateSpeech(step, generation, (speech) => ({ ...speech, heardChars }));
}

export function onSpeechFinished(step: Step, event: SpeechFinished): void {
  const speech = activeSpeech(step);
  if (speech?.generation !== event.generation) return;
  ended(step, speech, { heardText: speech.text, heardFraction: 1, interrupted: false }, event);
  onNoticeHeard(step, event.generation);
  step.set({ speeches: step.state.speeches.slice(1) });
  const caller = step.state.caller;
  if (caller && (caller.barge === "watching" || caller.barge === "held")) {
    // There is nothing left to interrupt.
    step.cancelTimer("barge");
    step.cancelTimer("false_alarm");
    step.effect({ kind: "release" });
    step.set({ caller: { ...caller, barge: "none" } });
  }
  next(step);
}

export function onSpeechCleared(step: Step, event: SpeechCleared): void {
  const speech = activeSpeech(step);
  if (speech?.generation !== event.generation) return;
  if (!speech.complete) written(step, speech);
  ended(step, speech, { heardText: event.heardText, heardFraction: event.heardFraction, interrupted: true }, event);
  step.set({ speeches: step.state.speeches.slice(1) });
  next(step);
}

function next(step: Step): void {
  const speech = activeSpeech(step);
  if (speech) activate(step, speech);
}

function activate(step: Step, speech: Speech): void {
  step.effect({ kind: "begin_speaking", generation: speech.generation });
  if (speech.text) step.effect({ kind: "speak", generation: speech.generation, text: speech.text });
  if (speech.complete) {
    written(step, speech);
    step.effect({ kind: "finish_speaking", generation: speech.generation, text: speech.text });
  }
}

/** Recorded once, when the whole text is known; a queued speech that is activated complete is recorded then. */
function written(step: Step, speech: Speech): void {
  const { generation, text, model, kind } = speech;
  step.fact({ type: "answer.written", turnId: agentTurnId(generation), text, model, kind });
  tellCitations(step, speech);
}

function ended(
  step: Step,
  speech: Speech,
  heard: { heardText: string; heardFraction: number; interrupted: boolean },
  times: Pick<SpeechFinished, "metrics" | "startMs" | "endMs">,
): void {
  step.fact({
    type: "answer.ended",
    segmentId: `${step.state.epoch}.${agentTurnId(speech.generation)}`,
    turnId: agentTurnId(speech.generation),
    text: speech.text,
    ...heard,
    startMs: times.startMs,
    endMs: times.endMs,
    metrics: { ...times.metrics, speculation: speech.speculation },
    usage: speech.usage,
  });
  setHistoryText(step, speech.generation, heard.heardText);
  const { phase, caller, floor } = step.state;
  const mayGoOn = phase === "parked" || caller?.barge === "committed" || floor.holder === "paused";
  if (mayGoOn) setUnsaid(step, speech.generation, unsaidOf(speech.text, heard.heardText));
  if (heard.heardText.trim() === "") dropFromHistory(step, speech.generation);
  if (speech.kind === "answer" && !heard.interrupted) {
    const words = wordsOf(speech.text).join(" ");
    step.set({ recentAnswers: [...step.state.recentAnswers.slice(-7), words] });
  }
}

function speechOf(step: Step, generation: number): Speech | undefined {
  return step.state.speeches.find((speech) => speech.generation === generation);
}

export function hasSpeech(step: Step, generation: number): boolean {
  return speechOf(step, generation) !== undefined;
}

function updateSpeech(step: Step, generation: number, change: (speech: Speech) => Speech): void {
  const speeches = step.state.speeches.map((speech) => (speech.generation === generation ? change(speech) : speech));
  step.set({ speeches });
}

function setHistoryText(step: Step, generation: number, text: string): void {
  const history = step.state.history.map((entry) =>
    entry.role === "agent" && entry.generation === generation ? { ...entry, text } : entry,
  );
  step.set({ history, historyVersion: step.state.historyVersion + 1 });
}

function setUnsaid(step: Step, generation: number, unsaid: string): void {
  const history = step.state.history.map((entry) =>
    entry.role === "agent" && entry.generation === generation ? { ...entry, unsaid } : entry,
  );
  step.set({ history });
}

/** An answer nobody heard was never given; its tool calls stay, since they did happen. */
function dropFromHistory(step: Step, generation: number): void {
  const history = step.state.history
    .map((entry) => (entry.role === "agent" && entry.generation === generation ? { ...entry, text: "" } : entry))
    .filter((entry) => entry.role !== "agent" || entry.text !== "" || entry.tools.length > 0);
  step.set({ history, historyVersion: step.state.historyVersion + 1 });
}
