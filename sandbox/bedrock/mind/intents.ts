import { clauses, countWords, withoutLeadIn } from "./words";

/** What a caller's words ask for beyond information, found by the phrases people use. */

/** Any of the phrases, as whole words; each is a piece of a regular expression. "'" is either apostrophe. */
function anyOf(...phrases: readonly string[]): RegExp {
  return new RegExp(String.raw`\b(?:${joined(phrases)})\b`, "i");
}

/** A text that begins with any of the phrases, after an "oh" or a "well". */
function beginsWith(...phrases: readonly string[]): RegExp {
  return new RegExp(String.raw`^(?:(?:oh|um|uh|well|please),? )?(?:${joined(phrases)})\b`, "i");
}

function joined(phrases: readonly string[]): string {
  return phrases.join("|").replaceAll("'", "[’']");
}

const GOODBYE = anyOf(
  "good ?bye",
  "bye(?:[ -]bye)?",
  "that(?:'s| is| will be|'ll be) (?:all|it|everything)",
  "nothing else",
  "i'?m (?:all )?(?:done|good|set|fine)(?! at| with| for)",
  "hang up",
  "end (?:the|this) call",
  "see you (?:then|soon|later)",
  "have a (?:good|nice|great|lovely) (?:day|one|evening|weekend|night)",
  "talk to you (?:later|soon)",
  "(?:i have|i've) (?:everything|all) i need(?:ed)?",
  "that'?s me (?:done|sorted)",
  "wrong number",
);
const PERSON = "(?:human|person|agent|representative|manager|operator|receptionist|supervisor)";
const PERSON_OR_ROLE = "(?:people|someone|somebody|rep|staff|colleague|owner|doctor|team)";
const WANTS_PERSON = anyOf(
  `(?:speak|talk|chat) (?:to|with) .*(?:${PERSON}|${PERSON_OR_ROLE})`,
  `(?:connect me (?:to|with)|reach) .*(?:${PERSON}|${PERSON_OR_ROLE})`,
  `(?:get me|i want|i need|give me|can i have) (?:an? |the |some |your |my )?(?:real |actual |live |human )*${PERSON}`,
  "transfer me",
  "put me through",
);
// "Operator!" and "a real person, please" ask for one; "are you a real person?" does not.
const NAMES_PERSON =
  /\b(?:operator|representative|human|(?:real|actual|live) (?:human|person|agent))(?:,? please)?[.!]?$/i;
const WANTS_MESSAGE = anyOf(
  "(?:leave|take|pass(?: on)?|give|send|record) .{0,30}message",
  "message for",
  "(?:call|ring|phone|get) (?:me|us) back",
  "call ?back",
  "get back to me",
  String.raw`(?:tell|let) (?:him|her|them|the \w+) (?:that|know)`,
);
const ASKS_WHAT_IT_IS = anyOf(
  "(?:are you|is this|am i (?:talking|speaking) (?:to|with)|you're|you are) .*(?:real|human|robot|bot|ai|artificial|machine|model|computer|claude|automated|recording)",
);
const ASKS_WHO = anyOf(
  "who (?:is this|are you|am i (?:talking|speaking) (?:to|with))",
  "what(?:'s| is) your name",
  "who(?:'s| is) (?:this|there|speaking)",
);
const ASKS_AGAIN = anyOf(
  "(?:say|repeat) (?:that|it|this)(?: again)?",
  "say again|once more|come again|pardon(?! me, )",
  "what did you (?:just )?say",
  "didn'?t (?:catch|hear|get|understand) (?:that|you|it)",
  "don'?t understand",
  "what do you mean",
  "repeat (?:please|that)",
);
const SAYS_WHAT = /^(?:sorry|what|huh|excuse me|eh|hm+|pardon)(?:,? (?:what|sorry))?\s*\?$/i;
const WANTS_LENGTH = anyOf(
  "tell me everything",
  "everything you (?:know|have|can)",
  "explain (?:it |this |that |everything )?(?:at length|in (?:full|detail|depth))",
  "in (?:great|full|much) detail",
  "at (?:great )?length",
  "(?:talk|speak|go on) for a (?:while|long time|minute)",
  "long (?:story|answer|explanation)",
  "all about",
  "(?:tell me|know) (?:a bit |more |something )?about (?:the|your|this) (?:practice|clinic|shop|store|office|business|company|place|restaurant|services)",
);
const GREETING = beginsWith(
  "yes,? hello",
  "hi",
  "hello",
  "hey",
  "hiya",
  "good (?:morning|afternoon|evening|day)",
  "greetings",
);
const CONTENTMENT =
  "brilliant|fantastic|awesome|excellent|fine|good to know|great|perfect|ok|okay|alright|all right|lovely|got it|i see|cool|super|wonderful|right|good|oh";
const THANKS = new RegExp(
  String.raw`^(?:(?:${CONTENTMENT})[,.! ]+)*(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|cheers|ta|${CONTENTMENT})[.!]*$`,
  "i",
);
const YES = beginsWith(
  "yes|yeah|yep|yup|sure|please|of course|okay|ok|correct|right|exactly|absolutely",
  "go ahead|that would be|that's (?:right|correct)|sounds good|i would|why not",
);
const NO = beginsWith("no|nope|nah|nothing|none|neither|not (?:really|now|today)|never ?mind|i don'?t think so");
const MOMENT = "(?:moment|second|sec|minute)";
const WAIT = beginsWith(`hold on|wait|hang on|one ${MOMENT}|just a ${MOMENT}|give me a ${MOMENT}`);
const BOOKABLE =
  "(?:appointments?|visit|check-?up|cleaning|slot|booking|reservation|table|consultation|viewing|delivery|order|one of (?:them|those|these))";
const ARRANGE =
  "(?:book|make|schedule|move|change|reschedule|re-?book|postpone|cancel|arrange|set up|need|get|want|request|reserve|order|buy|like)";
const WANTS_BOOKING = anyOf(
  String.raw`${ARRANGE} (?:(?:an?|the|my|our|some|another|to) ).{0,30}\b${BOOKABLE}`,
  String.raw`${ARRANGE} ${BOOKABLE}`,
  "(?:i'd|i would|we'd|we would) like to (?:book|order|buy|reserve|schedule|reschedule|move|cancel)",
  "(?:i|we) (?:want|need) to (?:book|order|buy|reserve|schedule|reschedule|cancel)",
  "(?:can|could|may) (?:i|we|you) (?:please )?(?:book|order|buy|reserve|schedule|reschedule|cancel)",
  "(?:see me|fit me in|squeeze me in|be seen|see (?:the|a|an) (?:doctor|dentist))",
  "(?:book|reschedule|cancel) (?:me|it|that|this|my)",
  "(?:a |any )?(?:free|available) (?:slots?|appointments?)",
);
// "What does it cost to cancel?" asks for a rule and not for a cancellation.
const ASKS_A_RULE =
  /^(?:what|how|why|is|are|does|do (?:i|you|we|they)|when|where|which|who|if|did)\b|\b(?:fee|free|charge|cost|penalty|policy|late)\b/i;
const COMPLAINS = anyOf(
  "complain(?:t|ts|ing)?",
  "(?:this is|that's|it's|so|very|really|absolutely) (?:ridiculous|unacceptable|terrible|awful|outrageous|a disgrace|rude)",
  "(?:i'm|i am) (?:so |very |really )?(?:angry|upset|furious|unhappy|disappointed|annoyed)",
  "(?:want|get) my money back",
);
const REFUSES = anyOf(
  "(?:rather|prefer) not",
  "(?:don'?t|do not|won'?t) (?:want to |like to )?(?:say|give|tell|share)",
  "none of your business",
);
const ARE_YOU_THERE = anyOf(
  "(?:are you|you|anybody|anyone|somebody) (?:still )?there(?! (?:on|at|in|until|till|today|tomorrow))",
  "(?:can|do) you hear me",
);
const ASKS_RULES = anyOf(
  "(?:your|the|system) (?:system )?(?:prompt|instructions|rules|guidelines|configuration)",
  "(?:ignore|forget|disregard) (?:all |your |the |any )*(?:previous |prior )?(?:instructions|rules)",
  "(?:what|which) (?:must|may|should) you (?:never|not|always)",
);
const RECAP = anyOf(
  "summar(?:y|i[sz]e)",
  "recap",
  "sum (?:it|that|this|everything) up",
  "what (?:did|have) (?:we|you) (?:discussed?|said?|talk(?:ed)? about)(?: so far)?",
);
const ASKS_NOW = anyOf(
  "what time is it(?: now| there)?",
  "what day is (?:it|today)",
  "what(?:'s| is) the (?:time|date)",
  "what(?:'s| is) today'?s date",
);
const HOW_ARE_YOU = anyOf("how (?:are you|is it going|do you do|have you been)(?! (?:open|able|going to))");
const WHAT_CAN_YOU_DO = anyOf(
  "what (?:can|do) you do",
  "what (?:can|could) (?:you help|i ask)",
  "how (?:can|could) you help",
  "(?:can|could) you help me",
);
const BE_QUIET = /^(?:please |ok(?:ay)? )?(?:stop|enough|be quiet|shut up)(?: (?:it|talking|please|that))*[.!]*$/i;
const QUESTION = /\?\s*$|^(?:what|when|where|who|how|why|which|do|does|did|is|are|can|could|would|will|may)\b/i;
const DIGITS_PRESSED =
  /(?:\bdtmf\b|\bkeypad\b|\bkeys?\b|\bpress(?:ed|es)?\b|\bdial(?:l?ed)?\b|\bentered\b|\btyped\b)[^0-9*#]{0,40}((?:[0-9*#][\s,-]*)+)/i;
const SILENCE =
  /^[[(<*]?\s*(?:(?:the )?caller (?:is|has been|was|said) (?:silent|nothing)|silence|no (?:response|input|answer|speech))/i;
const WAITING = /^[[(<]\s*(?:the )?caller is waiting/i;
const STAGE_NOTE = /^[[(<]/;
const TOLD_TO_GREET =
  /^(?:please )?(?:greet|answer the (?:phone|call)|say hello|introduce yourself|begin the call|start the call)\b/i;

export const says = {
  goodbye: (text: string) => GOODBYE.test(text),
  wantsPerson: (text: string) => WANTS_PERSON.test(text) || NAMES_PERSON.test(text),
  wantsMessage: (text: string) => WANTS_MESSAGE.test(text),
  asksWhatItIs: (text: string) => ASKS_WHAT_IT_IS.test(text),
  asksWho: (text: string) => ASKS_WHO.test(text),
  asksAgain: (text: string) => ASKS_AGAIN.test(text),
  wantsLength: (text: string) => WANTS_LENGTH.test(text),
  greeting: (text: string) => GREETING.test(text),
  thanks: (text: string) => THANKS.test(text.trim()),
  yes: (text: string) => YES.test(text) && countWords(text) <= 7,
  no: (text: string) => NO.test(text) && countWords(text) <= 7,
  saysWhat: (text: string) => SAYS_WHAT.test(text.trim()),
  wantsBooking: (text: string) =>
    clauses(text).some((clause) => WANTS_BOOKING.test(clause) && !ASKS_A_RULE.test(withoutLeadIn(clause))),
  complains: (text: string) => COMPLAINS.test(text),
  refuses: (text: string) => REFUSES.test(text) && countWords(text) <= 12,
  areYouThere: (text: string) => ARE_YOU_THERE.test(text) && countWords(text) <= 7,
  neverMind: (text: string) => /\b(?:never ?mind|forget (?:it|about it)|doesn['’]t matter)[.!]*$/i.test(text.trim()),
  asksRules: (text: string) => ASKS_RULES.test(text),
  thanksInWords: (text: string) => THANKS.test(text.trim()) && /thank|cheers|\bta\b/i.test(text),
  recap: (text: string) => RECAP.test(text) && countWords(text) <= 16,
  asksNow: (text: string) => ASKS_NOW.test(text) && countWords(text) <= 9,
  waiting: (text: string) => WAITING.test(text),
  howAreYou: (text: string) => HOW_ARE_YOU.test(text) && countWords(text) <= 8,
  whatCanYouDo: (text: string) => WHAT_CAN_YOU_DO.test(text) && countWords(text) <= 8,
  beQuiet: (text: string) => BE_QUIET.test(text.trim()),
  wait: (text: string) => WAIT.test(text) && countWords(text) <= 10,
  question: (text: string) => QUESTION.test(text.trim()),
  silence: (text: string) => SILENCE.test(text),
  toldToGreet: (text: string) => TOLD_TO_GREET.test(text),
  stageNote: (text: string) => STAGE_NOTE.test(text),
};

/** The keys a turn reports as pressed ("12#"), undefined when it reports none. */
export function pressedKeys(text: string): string | undefined {
  const bare = /^[\d*#][\d*#\s]*$/.test(text.trim()) ? text : DIGITS_PRESSED.exec(text)?.[1];
  return bare?.replace(/[^0-9*#]/g, "") || undefined;
}

const LANGUAGES: readonly { readonly words: RegExp; readonly reply: string }[] = [
  {
    words:
      /\b(?:hola|buenos|buenas|gracias|quiero|quisiera|cita|por favor|est[aá]n?|abiertos?|habla(?:n|s)?|español|cu[aá]nto|d[oó]nde|qu[eé]|puedo|para|una|tiene[ns]?|necesito)(?![\p{L}])/giu,
    reply: "Lo siento, aquí solo puedo hablar inglés.",
  },
  {
    words:
      /\b(?:guten|hallo|ich|möchte|haben|sie|wie|viel|geöffnet|danke|bitte|sprechen|deutsch|einen|termin|und|wann|nicht)(?![\p{L}])/giu,
    reply: "Es tut mir leid, ich kann hier nur Englisch sprechen.",
  },
  {
    words:
      /\b(?:bonjour|je|voudrais|vous|merci|êtes|ouverts?|rendez-vous|parlez|français|combien|s['’]il|est-ce|pour|une|avez)(?![\p{L}])/giu,
    reply: "Je suis désolé, je ne parle qu'anglais ici.",
  },
];
const FEWEST_FOREIGN_WORDS = 2;

/** "I only speak English here" in the language of a text; undefined when the text may well be English. */
export function foreignReply(text: string): string | undefined {
  return LANGUAGES.find(({ words }) => new Set(text.toLowerCase().match(words)).size >= FEWEST_FOREIGN_WORDS)?.reply;
}

/** The name in "Is this the Blue Door Café?". */
export function asksWhetherThisIs(text: string): string | undefined {
  const pattern = /^(?:[Ii]s|[Ii]sn[’']t) this (?:the |not the )?(\p{Lu}[\p{L}’'&-]*(?: \p{L}[\p{L}’'&-]*){0,4})\?/u;
  const name = pattern.exec(withoutLeadIn(text))?.[1];
  return name && !/^(?:AI|A|An|I)\b/.test(name) ? name : undefined;
}

export function asksForWeek(text: string): boolean {
  return /\b(?:week|each day|every day)\b/i.test(text) && !/\bweekdays?\b/i.test(text);
}
