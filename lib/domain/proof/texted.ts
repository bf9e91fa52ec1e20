import { TEXTED_ADDRESS, TEXTED_APPOINTMENT } from "@/lib/contracts/business-contact";

/** Which of the things that callers are texted a sentence says was texted, against which one really was. */

type Thing = "address" | "link" | "appointment";

/** As each is named; an e-mail address is where something goes and not what is sent. */
const NAMED: Record<"en" | "es" | "de" | "fr", Record<Thing, RegExp>> = {
  en: {
    address: /(?<!e-?mail |web |ip )\baddress\b/,
    link: /\blinks?\b/,
    appointment: /\b(?:appointment|booking|reservation)s?\b/,
  },
  es: {
    address: /\bdirección(?! de correo)/,
    link: /\b(?:enlaces?|links?)\b/,
    appointment: /\b(?:citas?|reservas?)\b/,
  },
  de: {
    address: /\b(?:adresse|anschrift)\b/,
    link: /\blinks?\b/,
    appointment: /\b(?:termin\w*|buchung\w*|reservierung\w*)/,
  },
  fr: {
    address: /\badresse\b(?! (?:e-?mail|mail))/,
    link: /\bliens?\b/,
    appointment: /\b(?:rendez-vous|réservations?)/,
  },
};

const thingOf = (what: string): Thing =>
  what === TEXTED_ADDRESS ? "address" : what === TEXTED_APPOINTMENT ? "appointment" : "link";

/**
 * Whether a sentence that says something was texted says so of another thing than `what`, as `send_text` names it. Only a sentence that names exactly one
 * thing contradicts; a link may be called what its own name has.
 */
export function namesAnotherText(sentence: string, language: string, what: string): boolean {
  const spoken = language.toLowerCase().split("-")[0] ?? "";
  if (!isKnown(spoken)) return false;
  const said = sentence.toLowerCase();
  const named = (Object.entries(NAMED[spoken]) as [Thing, RegExp][]).filter(([, pattern]) => pattern.test(said));
  const [only, ...more] = named;
  if (!only || more.length > 0) return false;
  const [thing, pattern] = only;
  return thing !== thingOf(what) && !pattern.test(what.toLowerCase());
}

const isKnown = (language: string): language is keyof typeof NAMED => Object.hasOwn(NAMED, language);
