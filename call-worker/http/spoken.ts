/** What a caller hears when no agent can answer. Said by the carrier's own voice, so that it works when nothing else does. */
export const SPOKEN = {
  unknownNumber: "Sorry, the number you called is not in service here. Please check it and call again. Goodbye.",
  notAnswering: "Sorry, nobody can answer this number at the moment. Please try again later. Goodbye.",
  killed: "Sorry, this line is closed at the moment. Please try again later. Goodbye.",
  /** Why is the business's own affair. */
  notCovered: "Sorry, this line cannot take any more calls at the moment. Please try again another day. Goodbye.",
  busy: "All of our lines are busy right now. We have noted your number and will call you back. Thank you for calling. Goodbye.",
  apology:
    "We are sorry. A technical problem keeps us from taking your call. Please try again in a few minutes. Goodbye.",
} as const;

/** BCP 47 primary language → words. */
const LINE_LOST: Readonly<Record<string, string>> = {
  en: "We are sorry. We keep losing the connection. Please call us again. Goodbye.",
  es: "Lo sentimos. La conexión se pierde una y otra vez. Vuelva a llamarnos, por favor. Adiós.",
  de: "Es tut uns leid. Die Verbindung bricht immer wieder ab. Bitte rufen Sie uns noch einmal an. Auf Wiederhören.",
  fr: "Nous sommes désolés. La connexion est sans cesse coupée. Merci de nous rappeler. Au revoir.",
};

/** What a caller hears whose line is lost too often, in the language of their agent (BCP 47) or in English. */
export function lineLost(language: string) {
  const text = LINE_LOST[language.split("-")[0]?.toLowerCase() ?? ""];
  return { kind: "say" as const, ...(text ? { text, language } : { text: LINE_LOST["en"] ?? "", language: "en-US" }) };
}
