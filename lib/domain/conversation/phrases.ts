/** Everything the engine itself may say, apart from what a manager or the model wrote. */
export type Phrases = {
  fillers: readonly string[];
  /** Said before deep thinking starts. */
  acknowledgement: string;
  /** Said when a tool takes long. */
  waiting: string;
  stillThere: readonly string[];
  silenceGoodbye: string;
  maxDurationGoodbye: string;
  goodbye: string;
  loopGoodbye: string;
  sayAgain: string;
  lostThread: string;
  resumed: string;
  /** Said to a caller who waits while the agent is paused. */
  oneMoment: readonly string[];
  /** Said when a person has given the call back to the agent, and after it when nothing is open. */
  backWithYou: string;
  goOn: string;
  /** Said when the person who spoke in the agent's place is gone. */
  colleagueCutOff: string;
  /** Said before the caller is handed on to a person they asked for. */
  connecting: string;
  apologyAndHuman: string;
  apologyAndEnd: string;
};

const ENGLISH: Phrases = {
  fillers: ["One moment.", "Let me see.", "Just a second."],
  acknowledgement: "Let me check that for you.",
  waiting: "This is taking a little longer than usual. Thank you for waiting.",
  stillThere: ["Are you still there?", "I can't hear you. Are you still on the line?"],
  silenceGoodbye: "I can't hear anyone, so I will end the call now. Please call again any time. Goodbye.",
  maxDurationGoodbye:
    "We have reached the longest time I can stay on a call. Please call again if you need more. Goodbye.",
  goodbye: "Thank you for calling. Goodbye.",
  loopGoodbye: "We seem to be going in circles, so I will end the call here. Please call again any time. Goodbye.",
  sayAgain: "I'm sorry, could you say that again?",
  lostThread: "I'm sorry, I lost my thread. Could you say that again?",
  resumed: "Sorry, we were cut off for a moment.",
  oneMoment: ["One moment, please.", "Just a moment longer, please. Thank you for waiting."],
  backWithYou: "Thank you. I'm back with you.",
  goOn: "Is there anything else I can do for you?",
  colleagueCutOff: "My colleague was cut off; I'm still here.",
  connecting: "One moment, I'm connecting you with a person.",
  apologyAndHuman: "I'm sorry, I'm having a technical problem. I will connect you with a person.",
  apologyAndEnd:
    "I'm sorry, I'm having a technical problem and can't continue. Please call again in a few minutes. Goodbye.",
};

const SPANISH: Phrases = {
  fillers: ["Un momento.", "Déjeme ver.", "Un segundo."],
  acknowledgement: "Permítame comprobarlo.",
  waiting: "Está tardando un poco más de lo normal. Gracias por esperar.",
  stillThere: ["¿Sigue ahí?", "No le oigo. ¿Sigue en la línea?"],
  silenceGoodbye: "No oigo a nadie, así que voy a terminar la llamada. Vuelva a llamar cuando quiera. Adiós.",
  maxDurationGoodbye: "Hemos llegado al tiempo máximo de una llamada. Vuelva a llamar si necesita más. Adiós.",
  goodbye: "Gracias por llamar. Adiós.",
  loopGoodbye:
    "Parece que damos vueltas a lo mismo, así que termino aquí la llamada. Vuelva a llamar cuando quiera. Adiós.",
  sayAgain: "Perdone, ¿puede repetirlo?",
  lostThread: "Perdone, he perdido el hilo. ¿Puede repetirlo?",
  resumed: "Perdone, se ha cortado un momento.",
  oneMoment: ["Un momento, por favor.", "Solo un momento más, por favor. Gracias por esperar."],
  backWithYou: "Gracias. Vuelvo a estar con usted.",
  goOn: "¿Puedo ayudarle en algo más?",
  colleagueCutOff: "Se ha cortado la línea de mi compañero; sigo aquí.",
  connecting: "Un momento, le paso con una persona.",
  apologyAndHuman: "Lo siento, tengo un problema técnico. Le paso con una persona.",
  apologyAndEnd: "Lo siento, tengo un problema técnico y no puedo continuar. Llame de nuevo en unos minutos. Adiós.",
};

const GERMAN: Phrases = {
  fillers: ["Einen Moment.", "Ich schaue nach.", "Eine Sekunde."],
  acknowledgement: "Das prüfe ich gern für Sie.",
  waiting: "Das dauert etwas länger als sonst. Danke für Ihre Geduld.",
  stillThere: ["Sind Sie noch da?", "Ich höre Sie nicht. Sind Sie noch in der Leitung?"],
  silenceGoodbye: "Ich höre niemanden und beende jetzt das Gespräch. Rufen Sie gern wieder an. Auf Wiederhören.",
  maxDurationGoodbye: "Wir haben die längste Gesprächszeit erreicht. Rufen Sie gern wieder an. Auf Wiederhören.",
  goodbye: "Danke für Ihren Anruf. Auf Wiederhören.",
  loopGoodbye: "Wir drehen uns im Kreis, deshalb beende ich das Gespräch. Rufen Sie gern wieder an. Auf Wiederhören.",
  sayAgain: "Entschuldigung, können Sie das wiederholen?",
  lostThread: "Entschuldigung, ich habe den Faden verloren. Können Sie das wiederholen?",
  resumed: "Entschuldigung, wir waren kurz unterbrochen.",
  oneMoment: ["Einen Moment bitte.", "Noch einen kleinen Moment bitte. Danke für Ihre Geduld."],
  backWithYou: "Danke. Ich bin wieder für Sie da.",
  goOn: "Kann ich sonst noch etwas für Sie tun?",
  colleagueCutOff: "Die Verbindung zu meinem Kollegen ist abgebrochen; ich bin noch da.",
  connecting: "Einen Moment, ich verbinde Sie mit einem Menschen.",
  apologyAndHuman: "Es tut mir leid, ich habe ein technisches Problem. Ich verbinde Sie mit einem Menschen.",
  apologyAndEnd:
    "Es tut mir leid, ich habe ein technisches Problem. Bitte rufen Sie in einigen Minuten wieder an. Auf Wiederhören.",
};

const FRENCH: Phrases = {
  fillers: ["Un instant.", "Je regarde.", "Une seconde."],
  acknowledgement: "Je vérifie cela pour vous.",
  waiting: "Cela prend un peu plus de temps que d'habitude. Merci de patienter.",
  stillThere: ["Êtes-vous toujours là ?", "Je ne vous entends pas. Êtes-vous toujours en ligne ?"],
  silenceGoodbye: "Je n'entends personne, je vais donc terminer l'appel. Rappelez quand vous voulez. Au revoir.",
  maxDurationGoodbye: "Nous avons atteint la durée maximale d'un appel. Rappelez si besoin. Au revoir.",
  goodbye: "Merci de votre appel. Au revoir.",
  loopGoodbye: "Nous tournons en rond, je termine donc l'appel. Rappelez quand vous voulez. Au revoir.",
  sayAgain: "Pardon, pouvez-vous répéter ?",
  lostThread: "Pardon, j'ai perdu le fil. Pouvez-vous répéter ?",
  resumed: "Pardon, nous avons été coupés un instant.",
  oneMoment: ["Un instant, s'il vous plaît.", "Encore un petit instant, s'il vous plaît. Merci de patienter."],
  backWithYou: "Merci. Je suis de nouveau avec vous.",
  goOn: "Puis-je faire autre chose pour vous ?",
  colleagueCutOff: "La ligne de mon collègue a été coupée ; je suis toujours là.",
  connecting: "Un instant, je vous passe une personne.",
  apologyAndHuman: "Je suis désolé, j'ai un problème technique. Je vous passe une personne.",
  apologyAndEnd: "Je suis désolé, j'ai un problème technique. Merci de rappeler dans quelques minutes. Au revoir.",
};

const BY_LANGUAGE: Record<string, Phrases> = { en: ENGLISH, es: SPANISH, de: GERMAN, fr: FRENCH };

/** The engine's own sentences in a language (BCP 47); English where a language has none yet. */
export function phrasesFor(language: string): Phrases {
  return BY_LANGUAGE[language.toLowerCase().split("-")[0] ?? "en"] ?? ENGLISH;
}
