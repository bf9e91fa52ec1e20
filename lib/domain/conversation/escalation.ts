import { closeWith } from "./closing";
import { agentHasFloor } from "./floor-holder";
import { containsPhrase, wordsOf } from "./interruption";
import { say, stopSpeaking } from "./speaking";
import { rememberTurn } from "./take-turn";
import { stopThinking } from "./thinking";
import type { Step } from "./step";

/** Who asks what it is speaking with does not ask for somebody else. */
const ABOUT_THE_AGENT = [
  "are you",
  "is this",
  "am i talking to",
  "am i talking with",
  "am i speaking to",
  "am i speaking with",
  "eres",
  "es usted",
  "estoy hablando con",
  "hablo con",
  "bist du",
  "sind sie",
  "spreche ich mit",
  "rede ich mit",
  "es-tu",
  "êtes-vous",
  "est-ce que vous êtes",
  "est-ce que je parle",
];

/** Whether what was said asks for a person, by the agent's words for that. */
export function asksForPerson(text: string, words: readonly string[]): boolean {
  const said = wordsOf(text);
  return containsPhrase(said, words) && !containsPhrase(said, ABOUT_THE_AGENT);
}

/** Connects a caller who asked for a person, if there is a number for one. False when there is none: then the agent answers. */
export function connectAsked(step: Step, turnId: string, text: string): boolean {
  const { escalation, fallbackNumber, phrases } = step.state.settings;
  const disposition = step.state.closing?.disposition;
  if (
    !agentHasFloor(step) ||
    fallbackNumber === null ||
    disposition === "transferred" ||
    !asksForPerson(text, escalation.words)
  )
    return false;
  const why = "The caller asked for a person";
  stopThinking(step);
  stopSpeaking(step);
  rememberTurn(step, turnId, text);
  step.set({ closing: null, unanswered: false });
  step.fact({ type: "call.transferring", to: fallbackNumber, why });
  closeWith(step, { disposition: "transferred", reason: why, next: { kind: "dial", to: fallbackNumber } });
  say(step, "goodbye", escalation.announcement || phrases.connecting, false);
  return true;
}
