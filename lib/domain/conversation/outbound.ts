import { endCall, sayAndClose } from "./closing";
import { wordsOf } from "./interruption";
import { announceRecording } from "./recording";
import { say, stopSpeaking } from "./speaking";
import type { Step } from "./step";

/** Said by machines, not by people who pick up. */
const MACHINE_SIGNS = [
  "leave a message",
  "leave your message",
  "after the beep",
  "after the tone",
  "not available",
  "voicemail",
  "voice mail",
  "unable to take your call",
  "can't come to the phone",
];
const PERSON_MAX_WORDS = 12;

/** The line of an outbound call is up: nobody is spoken to until somebody is there. */
export function waitForPerson(step: Step): void {
  step.set({ phase: "waiting_for_person" });
  step.setTimer("person", step.state.settings.answeringMachine.waitForPersonMs);
}

export function onPersonHeard(step: Step): void {
  // Somebody, or something, is speaking: the verdict waits for the end of it.
  step.cancelTimer("person");
  step.setTimer("person", step.state.settings.answeringMachine.waitForPersonMs);
}

export function onPersonSpoke(step: Step, turnId: string, text: string): void {
  const lower = text.toLowerCase();
  const isMachine = MACHINE_SIGNS.some((sign) => lower.includes(sign)) || wordsOf(text).length > PERSON_MAX_WORDS;
  step.set({
    history: [...step.state.history, { role: "caller", turnId, text }],
    historyVersion: step.state.historyVersion + 1,
  });
  if (isMachine && step.state.settings.answeringMachine.detect) {
    machineGreeting(step);
    return;
  }
  greetPerson(step);
}

/** Nobody spoke and nothing was detected: speak first, as one would. */
export function onPersonTimer(step: Step): void {
  if (step.state.phase === "waiting_for_person" && step.state.machine !== "greeting") greetPerson(step);
}

/** The machine's greeting never ended in a beep. */
export function onBeepTimer(step: Step): void {
  if (step.state.phase !== "waiting_for_person") return;
  endCall(step, {
    disposition: "no_person",
    reason: "An answering machine that took no message",
    next: { kind: "hang_up" },
  });
}

export function onMachineResult(step: Step, result: string): void {
  step.fact({ type: "answering_machine.detected", result });
  if (result === "human" || result === "unknown") {
    if (step.state.phase === "waiting_for_person" && (result === "human" || step.state.machine !== "greeting"))
      greetPerson(step);
    return;
  }
  if (result === "fax") {
    endCall(step, { disposition: "no_person", reason: "A fax machine answered", next: { kind: "hang_up" } });
    return;
  }
  const talkedWithPerson = step.state.history.filter((entry) => entry.role === "caller").length > 1;
  // Somebody who answers back is a person, whatever the detector heard.
  if (step.state.phase === "talking" && talkedWithPerson) return;
  if (step.state.phase === "talking") stopSpeaking(step);
  if (result === "machine_start") {
    machineGreeting(step);
    return;
  }
  leaveVoicemail(step);
}

function greetPerson(step: Step): void {
  step.cancelTimer("person");
  step.cancelTimer("beep");
  step.set({ phase: "talking", machine: "person" });
  openConversation(step);
}

/** Legal notices first, then the greeting. */
export function openConversation(step: Step): void {
  const { notices, greeting, greetingInterruptible } = step.state.settings;
  for (const { kind, text, textSha256 } of notices) {
    step.fact({ type: "notice.given", kind, textSha256 });
    const generation = say(step, "greeting", text, false);
    if (kind === "recording") announceRecording(step, generation);
  }
  if (greeting.trim() !== "") say(step, "greeting", greeting, greetingInterruptible);
}

function machineGreeting(step: Step): void {
  step.cancelTimer("person");
  step.set({ phase: "waiting_for_person", machine: "greeting" });
  step.setTimer("beep", step.state.settings.answeringMachine.waitForBeepMs);
}

function leaveVoicemail(step: Step): void {
  step.cancelTimer("person");
  step.cancelTimer("beep");
  step.set({ phase: "talking", machine: "greeting" });
  const { voicemail } = step.state.settings.answeringMachine;
  if (!voicemail) {
    endCall(step, { disposition: "no_person", reason: "An answering machine answered", next: { kind: "hang_up" } });
    return;
  }
  sayAndClose(step, "voicemail", voicemail, {
    disposition: "voicemail_left",
    reason: "A message was left on the answering machine",
    next: { kind: "hang_up" },
  });
}
