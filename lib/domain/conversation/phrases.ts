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
  /** Said after the agent claimed something done that is not; and after it, where the caller can still say yes, or where the call ends. */
  notDone: string;
  shallI: string;
  somebodyCallsBack: string;
  /** Said after what was done was read back and is not as the caller was told: {stored} is what stands. */
  checkedNotThere: string;
  checkedOther: string;
  checkedWrong: string;
  checkedTwice: string;
  isThatRight: string;
  resumed: string;
  /** Said to a caller who waits while the agent is paused. */
  oneMoment: readonly string[];
  /** Said when somebody is looked for, and while that takes. */
  findSomebody: string;
  company: readonly string[];
  /** Said when a person takes the call, in the browser or on the telephone; {name} is theirs. */
  personIsHere: string;
  connectingTo: string;
  /** Said when nobody could be had: where there is a number to call back, and where there is none yet. */
  nobodyFree: string;
  nobodyFreeYet: string;
  /** Said when a colleague is asked and the model did not say so. */
  asking: string;
  /** Said when a person has given the call back to the agent, and after it when nothing is open. */
  backWithYou: string;
  goOn: string;
  /** Said when the person who spoke in the agent's place is gone. */
  colleagueCutOff: string;
  /** Said before the caller is handed on to a person they asked for. */
  connecting: string;
  /** Said instead to whoever asks for a person while they try an agent out. */
  nobodyInTest: string;
  apologyAndHuman: string;
  apologyAndEnd: string;
  /** Said when the caller does not want to be recorded and nothing is any more. */
  notRecorded: string;
  /** Said before something secret is keyed in, where the model has not asked for it in its own words. */
  keyItIn: string;
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
  notDone: "Let me correct myself: that is not done yet.",
  shallI: "Shall I do it now?",
  somebodyCallsBack: "Somebody will call you back about it.",
  checkedNotThere: "Let me correct myself: I have just checked, and it is not there, so it is not done.",
  checkedOther: "Let me correct myself: I have just checked, and what stands there is {stored}.",
  checkedWrong: "Let me correct myself: I have just checked, and it does not stand there as you wanted it.",
  checkedTwice: "Let me correct myself: I have just checked, and it stands there twice.",
  isThatRight: "Is that all right for you?",
  resumed: "Sorry, we were cut off for a moment.",
  oneMoment: ["One moment, please.", "Just a moment longer, please. Thank you for waiting."],
  findSomebody: "Let me find somebody for you. One moment, please.",
  company: [
    "I'm still trying to reach somebody for you. Thank you for your patience.",
    "It's taking a little longer. I'm still here with you.",
  ],
  personIsHere: "{name} is here now and will speak with you.",
  connectingTo: "{name} is on the line for you. I'm connecting you now.",
  nobodyFree: "I'm sorry, nobody is free at the moment. Somebody will call you back.",
  nobodyFreeYet: "I'm sorry, nobody is free at the moment. I'd like somebody to call you back.",
  asking: "Let me ask a colleague. One moment, please.",
  backWithYou: "Thank you. I'm back with you.",
  goOn: "Is there anything else I can do for you?",
  colleagueCutOff: "My colleague was cut off; I'm still here.",
  connecting: "One moment, I'm connecting you with a person.",
  nobodyInTest: "This is a test call, so nobody is rung. In a real call I would look for somebody now.",
  apologyAndHuman: "I'm sorry, I'm having a technical problem. I will connect you with a person.",
  apologyAndEnd:
    "I'm sorry, I'm having a technical problem and can't continue. Please call again in a few minutes. Goodbye.",
  notRecorded: "All right. This call is not being recorded.",
  keyItIn: "Please key it in on your phone and press hash at the end. I don't hear or see the digits.",
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
  notDone: "Debo corregirme: eso todavía no está hecho.",
  shallI: "¿Quiere que lo haga ahora?",
  somebodyCallsBack: "Alguien le llamará para resolverlo.",
  checkedNotThere: "Debo corregirme: acabo de comprobarlo y no está, así que no está hecho.",
  checkedOther: "Debo corregirme: acabo de comprobarlo y lo que figura es {stored}.",
  checkedWrong: "Debo corregirme: acabo de comprobarlo y no figura como usted quería.",
  checkedTwice: "Debo corregirme: acabo de comprobarlo y figura dos veces.",
  isThatRight: "¿Le va bien así?",
  resumed: "Perdone, se ha cortado un momento.",
  oneMoment: ["Un momento, por favor.", "Solo un momento más, por favor. Gracias por esperar."],
  findSomebody: "Voy a buscar a alguien para usted. Un momento, por favor.",
  company: [
    "Sigo intentando localizar a alguien. Gracias por su paciencia.",
    "Está tardando un poco más. Sigo aquí con usted.",
  ],
  personIsHere: "{name} ya está aquí y hablará con usted.",
  connectingTo: "{name} está en la línea. Le paso ahora.",
  nobodyFree: "Lo siento, ahora mismo no hay nadie libre. Alguien le devolverá la llamada.",
  nobodyFreeYet: "Lo siento, ahora mismo no hay nadie libre. Me gustaría que alguien le devolviera la llamada.",
  asking: "Voy a preguntar a un compañero. Un momento, por favor.",
  backWithYou: "Gracias. Vuelvo a estar con usted.",
  goOn: "¿Puedo ayudarle en algo más?",
  colleagueCutOff: "Se ha cortado la línea de mi compañero; sigo aquí.",
  connecting: "Un momento, le paso con una persona.",
  nobodyInTest:
    "Esta es una llamada de prueba, así que no se llama a nadie. En una llamada real buscaría ahora a alguien.",
  apologyAndHuman: "Lo siento, tengo un problema técnico. Le paso con una persona.",
  apologyAndEnd: "Lo siento, tengo un problema técnico y no puedo continuar. Llame de nuevo en unos minutos. Adiós.",
  notRecorded: "De acuerdo. Esta llamada no se está grabando.",
  keyItIn: "Márquelo en el teclado de su teléfono y pulse almohadilla al final. Yo no oigo ni veo los dígitos.",
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
  notDone: "Ich muss mich berichtigen: Das ist noch nicht erledigt.",
  shallI: "Soll ich es jetzt tun?",
  somebodyCallsBack: "Sie werden deswegen zurückgerufen.",
  checkedNotThere:
    "Ich muss mich berichtigen: Ich habe gerade nachgesehen, und es steht nicht da, es ist also nicht erledigt.",
  checkedOther: "Ich muss mich berichtigen: Ich habe gerade nachgesehen, und dort steht {stored}.",
  checkedWrong:
    "Ich muss mich berichtigen: Ich habe gerade nachgesehen, und es steht dort nicht so, wie Sie es wollten.",
  checkedTwice: "Ich muss mich berichtigen: Ich habe gerade nachgesehen, und es steht zweimal da.",
  isThatRight: "Ist das für Sie in Ordnung?",
  resumed: "Entschuldigung, wir waren kurz unterbrochen.",
  oneMoment: ["Einen Moment bitte.", "Noch einen kleinen Moment bitte. Danke für Ihre Geduld."],
  findSomebody: "Ich suche jemanden für Sie. Einen Moment bitte.",
  company: [
    "Ich versuche weiterhin, jemanden für Sie zu erreichen. Danke für Ihre Geduld.",
    "Es dauert noch einen Moment. Ich bin weiter für Sie da.",
  ],
  personIsHere: "{name} ist jetzt da und spricht mit Ihnen.",
  connectingTo: "{name} ist für Sie in der Leitung. Ich verbinde Sie jetzt.",
  nobodyFree: "Es tut mir leid, im Moment ist niemand frei. Sie werden zurückgerufen.",
  nobodyFreeYet: "Es tut mir leid, im Moment ist niemand frei. Ich möchte, dass Sie jemand zurückruft.",
  asking: "Ich frage kurz jemanden aus dem Team. Einen Moment bitte.",
  backWithYou: "Danke. Ich bin wieder für Sie da.",
  goOn: "Kann ich sonst noch etwas für Sie tun?",
  colleagueCutOff: "Die Verbindung zu meinem Kollegen ist abgebrochen; ich bin noch da.",
  connecting: "Einen Moment, ich verbinde Sie mit einem Menschen.",
  nobodyInTest:
    "Das ist ein Testanruf, deshalb wird niemand angerufen. In einem echten Anruf würde ich jetzt jemanden suchen.",
  apologyAndHuman: "Es tut mir leid, ich habe ein technisches Problem. Ich verbinde Sie mit einem Menschen.",
  apologyAndEnd:
    "Es tut mir leid, ich habe ein technisches Problem. Bitte rufen Sie in einigen Minuten wieder an. Auf Wiederhören.",
  notRecorded: "In Ordnung. Dieses Gespräch wird nicht aufgezeichnet.",
  keyItIn:
    "Bitte geben Sie es über die Tasten Ihres Telefons ein und drücken Sie am Ende die Rautetaste. Ich höre und sehe die Ziffern nicht.",
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
  notDone: "Je dois me corriger : ce n'est pas encore fait.",
  shallI: "Voulez-vous que je le fasse maintenant ?",
  somebodyCallsBack: "Quelqu'un vous rappellera à ce sujet.",
  checkedNotThere: "Je dois me corriger : je viens de vérifier et cela n'y figure pas, ce n'est donc pas fait.",
  checkedOther: "Je dois me corriger : je viens de vérifier et ce qui y figure est {stored}.",
  checkedWrong: "Je dois me corriger : je viens de vérifier et cela n'y figure pas comme vous le vouliez.",
  checkedTwice: "Je dois me corriger : je viens de vérifier et cela y figure deux fois.",
  isThatRight: "Est-ce que cela vous convient ?",
  resumed: "Pardon, nous avons été coupés un instant.",
  oneMoment: ["Un instant, s'il vous plaît.", "Encore un petit instant, s'il vous plaît. Merci de patienter."],
  findSomebody: "Je cherche quelqu'un pour vous. Un instant, s'il vous plaît.",
  company: [
    "J'essaie toujours de joindre quelqu'un pour vous. Merci de votre patience.",
    "Cela prend un peu plus de temps. Je reste avec vous.",
  ],
  personIsHere: "{name} est là et va vous parler.",
  connectingTo: "{name} est en ligne pour vous. Je vous mets en relation.",
  nobodyFree: "Je suis désolé, personne n'est libre pour le moment. Quelqu'un vous rappellera.",
  nobodyFreeYet: "Je suis désolé, personne n'est libre pour le moment. J'aimerais que quelqu'un vous rappelle.",
  asking: "Je demande à un collègue. Un instant, s'il vous plaît.",
  backWithYou: "Merci. Je suis de nouveau avec vous.",
  goOn: "Puis-je faire autre chose pour vous ?",
  colleagueCutOff: "La ligne de mon collègue a été coupée ; je suis toujours là.",
  connecting: "Un instant, je vous passe une personne.",
  nobodyInTest:
    "Ceci est un appel de test, personne n'est donc appelé. Lors d'un vrai appel, je chercherais quelqu'un maintenant.",
  apologyAndHuman: "Je suis désolé, j'ai un problème technique. Je vous passe une personne.",
  apologyAndEnd: "Je suis désolé, j'ai un problème technique. Merci de rappeler dans quelques minutes. Au revoir.",
  notRecorded: "D'accord. Cet appel n'est pas enregistré.",
  keyItIn:
    "Veuillez le saisir sur le clavier de votre téléphone et terminer par dièse. Je n'entends et ne vois pas les chiffres.",
};

const BY_LANGUAGE: Record<string, Phrases> = { en: ENGLISH, es: SPANISH, de: GERMAN, fr: FRENCH };

/** The engine's own sentences in a language (BCP 47); English where a language has none yet. */
export function phrasesFor(language: string): Phrases {
  return BY_LANGUAGE[language.toLowerCase().split("-")[0] ?? "en"] ?? ENGLISH;
}
