import type { SpokenLanguage } from "../codes/spoken-words";

export type MessageKind = "confirmed" | "moved" | "canceled" | "reminder";

/** What a message about an appointment is made of. */
export type MessageFacts = {
  kind: MessageKind;
  /** BCP 47. */
  language: string;
  businessName: string;
  serviceName: string;
  staffName: string | null;
  startMs: number;
  /** IANA names: where the appointment is, and where the customer is, if that is known. */
  timeZone: string;
  customerTimeZone: string | null;
};

/** More than this does not fit a handful of text messages. */
const MOST_NAME = 60;

type Parts = { business: string; what: string; when: string };
type Sentences = Record<MessageKind, (parts: Parts) => string>;

const SENTENCES: Record<SpokenLanguage, Sentences & { with: (who: string) => string }> = {
  en: {
    with: (who) => ` with ${who}`,
    confirmed: ({ business, what, when }) => `${business}: you are booked for ${what} on ${when}.`,
    moved: ({ business, what, when }) => `${business}: your appointment was moved. ${what} is now on ${when}.`,
    canceled: ({ business, what, when }) => `${business}: your appointment was canceled: ${what} on ${when}.`,
    reminder: ({ business, what, when }) => `${business}: a reminder of ${what} on ${when}.`,
  },
  de: {
    with: (who) => ` bei ${who}`,
    confirmed: ({ business, what, when }) => `${business}: Ihr Termin ist gebucht: ${what} am ${when}.`,
    moved: ({ business, what, when }) => `${business}: Ihr Termin wurde verschoben. ${what} ist jetzt am ${when}.`,
    canceled: ({ business, what, when }) => `${business}: Ihr Termin wurde abgesagt: ${what} am ${when}.`,
    reminder: ({ business, what, when }) => `${business}: Wir erinnern an ${what} am ${when}.`,
  },
  fr: {
    with: (who) => ` avec ${who}`,
    confirmed: ({ business, what, when }) => `${business} : votre rendez-vous est pris : ${what}, le ${when}.`,
    moved: ({ business, what, when }) => `${business} : votre rendez-vous a changé. ${what} aura lieu le ${when}.`,
    canceled: ({ business, what, when }) => `${business} : votre rendez-vous est annulé : ${what}, le ${when}.`,
    reminder: ({ business, what, when }) => `${business} : rappel de votre rendez-vous : ${what}, le ${when}.`,
  },
  es: {
    with: (who) => ` con ${who}`,
    confirmed: ({ business, what, when }) => `${business}: su cita está reservada: ${what}, el ${when}.`,
    moved: ({ business, what, when }) => `${business}: su cita ha cambiado. ${what} será el ${when}.`,
    canceled: ({ business, what, when }) => `${business}: su cita se ha cancelado: ${what}, el ${when}.`,
    reminder: ({ business, what, when }) => `${business}: le recordamos su cita: ${what}, el ${when}.`,
  },
};

const SUBJECTS: Record<SpokenLanguage, Record<MessageKind, string>> = {
  en: {
    confirmed: "Your appointment",
    moved: "Your appointment was moved",
    canceled: "Your appointment was canceled",
    reminder: "A reminder of your appointment",
  },
  de: {
    confirmed: "Ihr Termin",
    moved: "Ihr Termin wurde verschoben",
    canceled: "Ihr Termin wurde abgesagt",
    reminder: "Erinnerung an Ihren Termin",
  },
  fr: {
    confirmed: "Votre rendez-vous",
    moved: "Votre rendez-vous a changé",
    canceled: "Votre rendez-vous est annulé",
    reminder: "Rappel de votre rendez-vous",
  },
  es: {
    confirmed: "Su cita",
    moved: "Su cita ha cambiado",
    canceled: "Su cita se ha cancelado",
    reminder: "Recordatorio de su cita",
  },
};

const languageOf = (tag: string): SpokenLanguage => {
  const primary = tag.slice(0, 2).toLowerCase();
  return primary === "de" || primary === "fr" || primary === "es" ? primary : "en";
};

/** One message, in the customer's language and on their clock; the zone is named when it is not the business's. */
export function messageSentence(facts: MessageFacts): string {
  const words = SENTENCES[languageOf(facts.language)];
  const whom = facts.staffName ? words.with(short(facts.staffName)) : "";
  const parts = {
    business: short(facts.businessName),
    what: `${short(facts.serviceName)}${whom}`,
    when: whenWords(facts),
  };
  return words[facts.kind](parts);
}

/** "Your appointment was moved", in the customer's language. */
export const messageSubject = ({ kind, language }: Pick<MessageFacts, "kind" | "language">): string =>
  SUBJECTS[languageOf(language)][kind];

const short = (name: string): string => (name.length > MOST_NAME ? `${name.slice(0, MOST_NAME - 1)}…` : name);

/** "Thursday, December 3 at 2:30 PM", as it is written in the language. */
export function whenWords({
  language,
  startMs,
  timeZone,
  customerTimeZone,
}: Pick<MessageFacts, "language" | "startMs" | "timeZone" | "customerTimeZone">): string {
  const zone = customerTimeZone ?? timeZone;
  const options: Intl.DateTimeFormatOptions = {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
    timeZone: zone,
    ...(zone === timeZone ? {} : { timeZoneName: "short" }),
  };
  const tag = languageOf(language) === "en" && !language.toLowerCase().startsWith("en") ? "en-US" : language;
  // Narrow spaces are not in a text message's alphabet, and would make it cost twice.
  return new Intl.DateTimeFormat(tag, options).format(startMs).replace(/[\u202f\u00a0]/g, " ");
}
