type Words = {
  /** When nobody can take the call, unless the business has words of its own. */
  nobody: string;
  leaveMessage: string;
  thanks: string;
  nothingHeard: string;
};

const ENGLISH: Words = {
  nobody: "We are sorry. We cannot take your call at the moment.",
  leaveMessage: "Please leave a message after the tone, with your name and number, and we will call you back.",
  thanks: "Thank you. We have your message. Goodbye.",
  nothingHeard: "We did not hear a message. Please call again later. Goodbye.",
};

const BY_LANGUAGE: Readonly<Record<string, Words>> = {
  en: ENGLISH,
  es: {
    nobody: "Lo sentimos. En este momento no podemos atender su llamada.",
    leaveMessage: "Deje un mensaje después de la señal, con su nombre y número, y le devolveremos la llamada.",
    thanks: "Gracias. Hemos recibido su mensaje. Adiós.",
    nothingHeard: "No hemos oído ningún mensaje. Llame más tarde, por favor. Adiós.",
  },
  de: {
    nobody: "Es tut uns leid. Wir können Ihren Anruf im Moment nicht annehmen.",
    leaveMessage:
      "Bitte hinterlassen Sie nach dem Ton eine Nachricht mit Ihrem Namen und Ihrer Nummer. Wir rufen zurück.",
    thanks: "Vielen Dank. Wir haben Ihre Nachricht. Auf Wiederhören.",
    nothingHeard: "Wir haben keine Nachricht gehört. Bitte rufen Sie später wieder an. Auf Wiederhören.",
  },
  fr: {
    nobody: "Nous sommes désolés. Nous ne pouvons pas prendre votre appel pour le moment.",
    leaveMessage: "Laissez un message après le bip, avec votre nom et votre numéro, et nous vous rappellerons.",
    thanks: "Merci. Nous avons votre message. Au revoir.",
    nothingHeard: "Nous n'avons pas entendu de message. Veuillez rappeler plus tard. Au revoir.",
  },
};

/** What callers hear when no agent answers, in a language (BCP 47); English where we have no words. */
export const fallbackWords = (language: string): Words =>
  BY_LANGUAGE[language.split("-")[0]?.toLowerCase() ?? ""] ?? ENGLISH;
