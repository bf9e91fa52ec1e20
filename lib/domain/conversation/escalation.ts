import { valenceIn } from "@/lib/domain/sentiment/score-text";
import { dueTrigger, tallyFact, type DueTrigger } from "@/lib/domain/escalation/triggers";
import { closeWith } from "./closing";
import { agentHasFloor } from "./floor-holder";
import { containsPhrase, wordsOf } from "./interruption";
import { findPerson } from "./find-person";
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

/**
 * Holds the call against the business's rules by which a person is needed, and looks for one; each rule counts once a call. Without people to
 * ask, nothing happens.
 */
export function escalateIfDue(step: Step): void {
  const due = judge(step, false);
  if (due) findPerson(step, due);
}

/**
 * What a caller has just said may be a reason to get a person. True when that answers it; for other reasons a person is looked for while the agent
 * answers. Without people to ask, a caller who asks for one is connected with the number for that, if there is one.
 */
export function escalateTurn(step: Step, turnId: string, text: string): boolean {
  const { people, escalation, language } = step.state.settings;
  if (people === null) return connectAsked(step, turnId, text);
  const { asked } = people.triggers;
  const words = [...escalation.words, ...(asked.enabled ? (asked.words[primary(language)] ?? []) : [])];
  const due = judge(step, asksForPerson(text, words));
  if (!due) return false;
  if (due.cause !== "asked") {
    findPerson(step, due);
    return false;
  }
  stopThinking(step);
  stopSpeaking(step);
  rememberTurn(step, turnId, text);
  step.set({ closing: null, unanswered: false });
  findPerson(step, due);
  return true;
}

/** How a turn of the caller sounds goes into the record. */
export function scoreTurn(step: Step, turnId: string, text: string): void {
  const { language } = step.state.settings;
  const valence = valenceIn(text, language);
  if (valence) step.fact({ type: "sentiment.scored", turnId, ...valence, language: primary(language) });
}

function judge(step: Step, asked: boolean): DueTrigger | null {
  const fresh = step.facts.slice(step.judgedFacts);
  step.judgedFacts = step.facts.length;
  const tally = fresh.reduce(tallyFact, step.state.tally);
  // What was said is judged when it is said; figures stand.
  step.set({ tally: { ...tally, said: null, compound: null } });
  const { phase, closing, search, nobodyFor, raised, settings } = step.state;
  if (!settings.people || phase !== "talking" || closing || search || nobodyFor !== null || !agentHasFloor(step))
    return null;
  const { triggers } = settings.people;
  return dueTrigger(tally, triggers, { asked, language: primary(settings.language), nowMs: step.nowMs, fired: raised });
}

const primary = (language: string): string => language.toLowerCase().split(/[-_]/)[0] ?? "en";

/** Connects a caller who asked for a person, if there is a number for one; who tries the agent out is told that nobody is rung. False when there is none: then the agent answers. */
function connectAsked(step: Step, turnId: string, text: string): boolean {
  const { escalation, fallbackNumber, phrases, isTest } = step.state.settings;
  const disposition = step.state.closing?.disposition;
  if (
    !agentHasFloor(step) ||
    (fallbackNumber === null && !isTest) ||
    disposition === "transferred" ||
    !asksForPerson(text, escalation.words)
  )
    return false;
  const why = "The caller asked for a person";
  stopThinking(step);
  stopSpeaking(step);
  rememberTurn(step, turnId, text);
  step.set({ closing: null, unanswered: false });
  if (fallbackNumber === null) {
    say(step, "prompt", phrases.nobodyInTest);
    return true;
  }
  step.fact({ type: "call.transferring", to: fallbackNumber, why });
  closeWith(step, { disposition: "transferred", reason: why, next: { kind: "dial", to: fallbackNumber } });
  say(step, "goodbye", escalation.announcement || phrases.connecting, false);
  return true;
}
