import type { ContextPacket } from "@/lib/contracts/escalations";

/** What is said by the carrier's own voice to whoever is called to a telephone, and to a caller whose person is gone. BCP 47 primary language → words. */
const WORDS = {
  en: {
    call: (business: string) => `Aybiza: a call for you from ${business}.`,
    press: "Press 1 to take it, 2 to decline.",
    connecting: "Thank you. One moment.",
    declined: "All right. Goodbye.",
    rangOut: "The call is not there any more. Goodbye.",
    callerGone: "The caller has hung up. Thank you. Goodbye.",
    notConnected: "The caller could not be connected. Thank you. Goodbye.",
  },
  es: {
    call: (business: string) => `Aybiza: una llamada para usted de ${business}.`,
    press: "Pulse 1 para atenderla, 2 para rechazarla.",
    connecting: "Gracias. Un momento.",
    declined: "De acuerdo. Adiós.",
    rangOut: "La llamada ya no está. Adiós.",
    callerGone: "La persona ha colgado. Gracias. Adiós.",
    notConnected: "No se pudo conectar la llamada. Gracias. Adiós.",
  },
  de: {
    call: (business: string) => `Aybiza: ein Anruf für Sie von ${business}.`,
    press: "Drücken Sie 1, um ihn anzunehmen, 2, um abzulehnen.",
    connecting: "Danke. Einen Moment.",
    declined: "In Ordnung. Auf Wiederhören.",
    rangOut: "Der Anruf ist nicht mehr da. Auf Wiederhören.",
    callerGone: "Der Anrufer hat aufgelegt. Danke. Auf Wiederhören.",
    notConnected: "Der Anruf konnte nicht verbunden werden. Danke. Auf Wiederhören.",
  },
  fr: {
    call: (business: string) => `Aybiza : un appel pour vous de ${business}.`,
    press: "Appuyez sur 1 pour le prendre, sur 2 pour le refuser.",
    connecting: "Merci. Un instant.",
    declined: "Très bien. Au revoir.",
    rangOut: "L'appel n'est plus là. Au revoir.",
    callerGone: "L'appelant a raccroché. Merci. Au revoir.",
    notConnected: "L'appel n'a pas pu être transféré. Merci. Au revoir.",
  },
} as const;

export type LegWords = (typeof WORDS)[keyof typeof WORDS];

/** The words of a language, or English; `language` is what they are in. */
export function legWords(language: string): { words: LegWords; language: string } {
  const primary = language.split("-")[0]?.toLowerCase() ?? "";
  return primary in WORDS
    ? { words: WORDS[primary as keyof typeof WORDS], language }
    : { words: WORDS.en, language: "en-US" };
}

/** What somebody hears on their telephone before they decide. */
export function briefingOf(
  { businessName, reason, packet }: { businessName: string; reason: string; packet: ContextPacket | null },
  { call, press }: LegWords,
): string {
  const about = packet === null ? "" : firstSentences(packet.summary, 2);
  return [call(businessName), asSentence(reason), about === reason ? "" : asSentence(about), press]
    .filter((part) => part !== "")
    .join(" ");
}

const MOST_SPOKEN = 300;
function firstSentences(text: string, count: number): string {
  const some = (text.match(/[^.!?]+[.!?]*/g) ?? []).slice(0, count).join("").trim();
  return some.length <= MOST_SPOKEN ? some : `${some.slice(0, MOST_SPOKEN).replace(/\s+\S*$/, "")}…`;
}
const asSentence = (text: string): string => (text === "" || /[.!?…”]$/.test(text) ? text : `${text}.`);
