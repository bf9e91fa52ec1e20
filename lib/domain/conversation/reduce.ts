import { onCallerKnown } from "./caller-record";
import { giveUpCapture, onCaptured, onCaptureKey } from "./capture-tool";
import { endCall, endNow, sayAndClose } from "./closing";
import type { ConversationEvent } from "./events";
import {
  onMomentTimer,
  onPauseTimer,
  onPersonBackTimer,
  onPersonJoined,
  onPersonLost,
  onPersonSpeaking,
  onPersonSpoke,
  onPersonUnheard,
  onPersonWordsTimer,
} from "./floor";
import { resumeSearch } from "./find-person";
import { agentHasFloor } from "./floor-holder";
import { escalateIfDue } from "./escalation";
import { flushKeys, onKey } from "./keypad";
import { withoutCards } from "./guard-cards";
import { onBargeTimer, onFalseAlarmTimer, onTurnEnded, onTurnText } from "./listening";
import { cutAtSentence, endPolitely, onSteered, refusalOfTakeOver } from "./steering";
import { onOutcomeRead, onReadTimer, onReference, READ_TIMER } from "./outcomes";
import { onBeepTimer, onMachineResult, onPersonTimer, openConversation, waitForPerson } from "./outbound";
import { resumeRecording, stopRecording } from "./recording";
import { onRespondTimer, stopWaiting } from "./response-delay";
import { onCompanyTimer, onJoinTimer, onSearchMoved, onSearchNamed, welcomeBack } from "./search";
import { settle } from "./settle";
import { onSpeechCleared, onSpeechFinished, onSpeechProgress, onSpeechStarted, say, stopSpeaking } from "./speaking";
import type { ConversationState } from "./state";
import { Step, type StepResult } from "./step";
import {
  onFallbackTimer,
  onFillerTimer,
  onGiveUpTimer,
  onKnowledgeFound,
  onKnowledgeTimer,
  onModelDone,
  onModelFailed,
  onModelText,
  onModelTool,
  stopThinking,
} from "./thinking";
import { onTyped } from "./typed";
import { finishTool, onToolHardTimer, onToolSoftTimer } from "./tools";

/**
 * The call's machine: what follows from one event. Pure: the same state, event and time give the same result, so a call can be
 * replayed and every rule tested without audio, network or clock.
 * @param nowMs milliseconds since the call's first media stream
 */
export function reduce(state: ConversationState, event: ConversationEvent, nowMs: number): StepResult {
  const step = new Step(state, nowMs);
  if (state.phase === "ended") return step.result();
  handle(step, withoutCards(step, event));
  escalateIfDue(step);
  settle(step);
  return step.result();
}

function handle(step: Step, event: ConversationEvent): void {
  switch (event.kind) {
    case "line.connected":
      return connect(step, event.lineId, event.resumed);
    case "line.closed":
      return disconnect(step, event.reason, event.how);
    case "turn.started":
    case "turn.updated":
    case "turn.ending":
    case "turn.resumed":
      return onTurnText(step, event);
    case "turn.ended":
      return onTurnEnded(step, event);
    case "keypad.pressed":
      return onKey(step, event.digit);
    case "text.typed":
      return onTyped(step, event.text);
    case "model.text":
      return onModelText(step, event.generation, event.text);
    case "model.tool":
      return onModelTool(step, event);
    case "model.done":
      return onModelDone(step, event);
    case "model.failed":
      return onModelFailed(step, event.generation, event.message);
    case "caller.looked_up":
      return onCallerKnown(step, event);
    case "knowledge.found":
      return onKnowledgeFound(step, event.lookupId, event.finding);
    case "tool.finished":
      finishTool(step, event.toolCallId, event.output, event.failed, event.finding);
      return onReference(step, event.toolCallId, event.reference);
    case "outcome.read":
      return onOutcomeRead(step, event);
    case "speech.started":
      return onSpeechStarted(step, event.generation);
    case "speech.progress":
      onSpeechProgress(step, event.generation, event.heardChars);
      return cutAtSentence(step);
    case "speech.finished":
      return onSpeechFinished(step, event);
    case "speech.cleared":
      return onSpeechCleared(step, event);
    case "vendor.failed":
      return onVendorFailed(step, event.part, event.message);
    case "vendor.recovered":
      return step.fact({ type: "vendor.recovered", part: event.part, gapMs: event.gapMs });
    case "recording.failed":
      return void stopRecording(step, "failed", null);
    case "capture.key":
      return onCaptureKey(step);
    case "capture.done":
      return onCaptured(step, event.captureId, event.captured);
    case "answering_machine.detected":
      return onMachineResult(step, event.result);
    case "summary.written":
      return onSummary(step, event.summary, event.entries);
    case "summary.failed":
      return step.set({ summarising: false });
    case "timer.fired":
      if (step.takeTimer(event.name, event.id)) onTimer(step, event.name);
      return;
    case "steered":
      return onSteered(step, event.by, event.command);
    case "person.joined":
      if (refusalOfTakeOver(step.state, event.by)) return;
      giveUpCapture(step);
      return onPersonJoined(step, event.by);
    case "person.lost":
      return onPersonLost(step, event.mayReturn);
    case "person.speaking":
      return onPersonSpeaking(step, event);
    case "person.spoke":
      return onPersonSpoke(step, event);
    case "person.unheard":
      return onPersonUnheard(step, event.message);
    case "search.named":
      return onSearchNamed(step, event.escalationId);
    case "search.moved":
      return onSearchMoved(step, event.escalationId, event.progress);
    case "end.requested":
      return endPolitely(step, event.reason);
    case "killed":
      stopThinking(step);
      return endNow(step, { disposition: "killed", reason: event.reason, next: { kind: "hang_up" } });
  }
}

/** However long the talk with a person was, the agent has so long for what is left. */
const AFTER_PERSON_MS = 5 * 60_000;

function connect(step: Step, lineId: string, resumed: boolean): void {
  const { phase, settings, epoch, cameBack } = step.state;
  const goesOn = resumed || phase === "parked" || epoch > 0;
  step.cancelTimer("parked");
  step.fact({ type: "line.connected", streamSid: lineId, resumed: goesOn });
  if (!("max_duration" in step.state.timers))
    step.setTimer("max_duration", Math.max(cameBack ? AFTER_PERSON_MS : 1000, settings.maxDurationMs - step.nowMs));
  const long = settings.people?.triggers.long;
  if (long?.enabled && !("long" in step.state.timers) && long.minutes * 60_000 > step.nowMs)
    step.setTimer("long", long.minutes * 60_000 - step.nowMs);
  if (phase === "idle") resumeSearch(step);
  resumeRecording(step);
  const lastEntry = step.state.history.at(-1);
  if (!agentHasFloor(step)) {
    step.set({ phase: "talking", caller: null });
    return;
  }
  if (cameBack) return welcomeBack(step);
  // A caller who has said nothing yet may have missed the notices: the call begins once more.
  if (goesOn && lastEntry && step.state.history.some(({ role }) => role === "caller")) {
    // A question that was left without an answer gets it now, and what was cut off is said.
    const unanswered = step.state.unanswered || lastEntry.role === "caller" || lastEntry.text.trim() === "";
    step.set({ phase: "talking", caller: null, unanswered });
    say(step, "filler", settings.phrases.resumed);
    if (!unanswered && lastEntry.role === "agent" && lastEntry.unsaid) say(step, "answer", lastEntry.unsaid);
  } else if (settings.direction === "outbound") {
    waitForPerson(step);
  } else {
    step.set({ phase: "talking" });
    openConversation(step);
  }
}

/** What runs on while the line is away. */
const OUTLAST_LINE: ReadonlySet<string> = new Set([
  "max_duration",
  "long",
  "pause",
  "moment",
  "person_back",
  "company",
  "join",
]);

function disconnect(step: Step, reason: string, how: "call_ended" | "lost" | "violated"): void {
  step.fact({ type: "line.closed", reason });
  const interrupted = step.state.thinking !== null && !step.state.thinking.speculative;
  stopThinking(step);
  if (how === "violated") {
    step.fact({ type: "vendor.failed", part: "line", message: reason, consequence: "The call was ended" });
    endNow(step, {
      disposition: "failed",
      reason: `The audio connection failed: ${reason}`,
      next: { kind: "hang_up" },
    });
    return;
  }
  if (how === "call_ended") {
    const hungUp = { disposition: "caller_hung_up", reason: "The caller hung up", next: { kind: "hang_up" } } as const;
    const { closing } = step.state;
    // Who hung up on the way to a person has not been put through.
    endNow(step, closing && closing.next.kind !== "conference" ? closing : hungUp);
    return;
  }
  giveUpCapture(step);
  stopSpeaking(step);
  stopWaiting(step);
  if (interrupted) step.set({ unanswered: true });
  for (const name of Object.keys(step.state.timers)) if (!OUTLAST_LINE.has(name)) step.cancelTimer(name);
  step.set({ phase: "parked", caller: null, digits: "" });
  step.setTimer("parked", step.state.settings.parkedForMs);
}

function onVendorFailed(step: Step, part: "listening" | "speaking", message: string): void {
  const consequence = "The caller heard an apology and the call ended";
  if (step.state.floor.holder === "person") {
    // They hear the caller themselves; the agent tries again when the call is its own.
    step.fact({ type: "vendor.failed", part, message, consequence: "What the caller says is not written down" });
    return;
  }
  step.fact({ type: "vendor.failed", part, message, consequence });
  stopThinking(step);
  stopSpeaking(step);
  const { phrases, fallbackNumber } = step.state.settings;
  const reason = part === "listening" ? "Speech recognition could not be reached" : "The voice could not be reached";
  if (part === "listening") {
    if (fallbackNumber) step.fact({ type: "call.transferring", to: fallbackNumber, why: reason });
    sayAndClose(step, "apology", fallbackNumber ? phrases.apologyAndHuman : phrases.apologyAndEnd, {
      disposition: fallbackNumber ? "transferred" : "failed",
      reason,
      next: fallbackNumber ? { kind: "dial", to: fallbackNumber } : { kind: "hang_up" },
    });
    return;
  }
  // Without a voice of our own the carrier speaks for us.
  endNow(step, { disposition: "failed", reason, next: { kind: "say", text: phrases.apologyAndEnd } });
}

function onTimer(step: Step, name: string): void {
  if (name.startsWith("tool_hard:")) return onToolHardTimer(step, name.slice("tool_hard:".length));
  if (name.startsWith(READ_TIMER)) return onReadTimer(step, name.slice(READ_TIMER.length));
  switch (name) {
    case "barge":
      return onBargeTimer(step);
    case "false_alarm":
      return onFalseAlarmTimer(step);
    case "filler":
      return onFillerTimer(step);
    case "fallback":
      return onFallbackTimer(step);
    case "give_up":
      return onGiveUpTimer(step);
    case "knowledge":
      return onKnowledgeTimer(step);
    case "tool_soft":
      return onToolSoftTimer(step);
    case "respond":
      return onRespondTimer(step);
    case "keypad":
      return flushKeys(step);
    case "capture_quiet":
    case "capture_whole":
      return giveUpCapture(step);
    case "silence":
      return onSilence(step);
    case "company":
      return onCompanyTimer(step);
    case "join":
      return onJoinTimer(step);
    case "long":
      // Only that the time has come: the business's rules look at the clock.
      return;
    case "pause":
      return onPauseTimer(step);
    case "moment":
      return onMomentTimer(step);
    case "person_back":
      return onPersonBackTimer(step);
    case "person_words":
      return onPersonWordsTimer(step);
    case "person":
      return onPersonTimer(step);
    case "beep":
      return onBeepTimer(step);
    case "parked":
      return endCall(step, {
        disposition: "caller_hung_up",
        reason: "The line was lost and did not come back",
        next: { kind: "hang_up" },
      });
    case "max_duration":
      return onMaxDuration(step);
  }
}

/** How often it is looked whether a call that is too long is the agent's again. */
const HELD_OVER_MS = 5000;

function onSilence(step: Step): void {
  const { silencePrompts, settings, closing } = step.state;
  if (closing) return;
  if (silencePrompts >= settings.silence.prompts) {
    sayAndClose(step, "goodbye", settings.phrases.silenceGoodbye, {
      disposition: "silence",
      reason: "The caller was silent",
      next: { kind: "hang_up" },
    });
    return;
  }
  const { stillThere } = settings.phrases;
  step.set({ silencePrompts: silencePrompts + 1 });
  step.fact({ type: "silence.prompted", count: silencePrompts + 1 });
  say(step, "prompt", stillThere[silencePrompts % stillThere.length] ?? "");
}

function onMaxDuration(step: Step): void {
  if (!agentHasFloor(step)) {
    // Nobody is spoken over: the call ends soon after the agent has it again.
    step.setTimer("max_duration", HELD_OVER_MS);
    return;
  }
  stopWaiting(step);
  stopThinking(step);
  stopSpeaking(step);
  step.set({ closing: null, unanswered: false });
  sayAndClose(step, "goodbye", step.state.settings.phrases.maxDurationGoodbye, {
    disposition: "max_duration",
    reason: "The call reached its longest time",
    next: { kind: "hang_up" },
  });
}

/** The older half of the history is replaced by its summary, if it still stands there. */
function onSummary(step: Step, summary: string, entries: number): void {
  const { history, historyVersion } = step.state;
  step.set({ summarising: false, summary, history: history.slice(entries), historyVersion: historyVersion + 1 });
  step.fact({ type: "history.summarised", summary, turns: entries });
}
