import { countWords } from "./words";

/** What a caller's words ask for beyond information, found by the phrases people use. */

const GOODBYE =
  /\b(?:good ?bye|bye(?:[ -]bye)?|that(?:[’']s| is| will be|[’']ll be) (?:all|it|everything)|nothing else|i[’']?m (?:all )?(?:done|good|set)\b|(?:please )?(?:hang up|end (?:the|this) call)|see you (?:then|soon|later)|have a (?:good|nice|great|lovely) (?:day|one|evening|weekend|night)|talk to you (?:later|soon))\b/i;
const WANTS_PERSON =
  /\b(?:(?:speak|talk|chat) (?:to|with)|connect me (?:to|with)|put me through to|transfer me to|reach)\b.*\b(?:human|person|people|someone|somebody|agent|representative|rep|manager|operator|receptionist|supervisor|staff|colleague|owner|doctor|team)\b|\b(?:get me|i want|i need|give me|can i have)\s+(?:an?|the|some)?\s*(?:real |actual |live |human )*(?:human|person|agent|representative|manager|operator|receptionist|supervisor)\b(?! appointment)|\b(?:real|actual|live) (?:human|person|agent)\b(?!.*\?)|\b(?:operator|representative|human)(?:,? please)?[.!]?$|\btransfer me\b|\bput me through\b/i;
const WANTS_MESSAGE =
  /\b(?:leave|take|pass(?: on)?|give|send|record)\b.{0,30}\bmessage\b|\bmessage for\b|\b(?:call|ring|phone|get) (?:me|us) back\b|\bcall ?back\b|\bget back to me\b|\b(?:tell|let) (?:him|her|them|the \w+) (?:that|know)\b/i;
const ASKS_WHAT_IT_IS =
  /\b(?:are you|is this|am i (?:talking|speaking) (?:to|with)|you[’']re|you are)\b.*\b(?:real|human|robot|bot|a\.?i\.?|artificial|machine|language model|model|computer|claude|automated|recording)\b/i;
const ASKS_WHO =
  /\b(?:who (?:is this|are you|am i (?:talking|speaking) (?:to|with))|what(?:[’']s| is) your name|who(?:[’']s| is) (?:this|there|speaking))\b/i;
const ASKS_AGAIN =
  /\b(?:(?:say|repeat) (?:that|it|this)(?: again)?|say again|once more|come again|pardon|what did you (?:just )?say|didn[’']?t (?:catch|hear|get|understand) (?:that|you|it)|don[’']?t understand|what do you mean|repeat (?:please|that))\b/i;
const WANTS_LENGTH =
  /\b(?:tell me everything|everything you (?:know|have|can)|explain (?:it |this |that |everything )?(?:at length|in (?:full|detail|depth))|in (?:great|full|much) detail|at (?:great )?length|(?:talk|speak|go on) for a (?:while|long time|minute)|long (?:story|answer|explanation)|all about)\b/i;
const GREETING =
  /^(?:(?:oh|yes|um|uh|well),? )?(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings)\b/i;
const THANKS =
  /^(?:(?:oh|ok|okay|great|perfect|alright|all right|lovely|super|cool|got it|i see|right|good)[,.!]?\s*)*(?:thanks?(?: you)?(?: (?:so|very) much| a lot)?|cheers|great|perfect|ok|okay|alright|all right|lovely|got it|i see|cool|wonderful)[.!]*$/i;
const YES =
  /^(?:yes|yeah|yep|yup|sure|please|of course|okay|ok|correct|right|exactly|absolutely|go ahead|that would be|that[’']s (?:right|correct)|sounds good|i would|why not)\b/i;
const NO = /^(?:no|nope|nah|not (?:really|now|today)|never ?mind|i don[’']?t think so)\b/i;
const WAIT =
  /^(?:(?:please )?(?:hold on|wait|one (?:moment|second|sec)|just a (?:moment|second|minute)|hang on|give me a (?:moment|second|minute))\b.*)$/i;
const HOW_ARE_YOU = /\bhow (?:are you|is it going|do you do|have you been)\b(?! (?:open|able|going to))/i;
const WHAT_CAN_YOU_DO =
  /\b(?:what (?:can|do) you do|what (?:can|could) (?:you help|i ask)|how (?:can|could) you help|(?:can|could) you help me)\b/i;
const BE_QUIET =
  /^(?:please )?(?:stop|enough|be quiet|shut up|okay stop|ok stop)(?: (?:it|talking|please|that))*[.!]*$/i;
const QUESTION = /\?\s*$|^(?:what|when|where|who|how|why|which|do|does|did|is|are|can|could|would|will|may)\b/i;
const DIGITS_PRESSED =
  /(?:\bdtmf\b|\bkeypad\b|\bkeys?\b|\bpress(?:ed|es)?\b|\bdial(?:l?ed)?\b|\bentered\b|\btyped\b)[^0-9*#]{0,40}((?:[0-9*#][\s,-]*)+)/i;
const SILENCE =
  /^[[(<*]?\s*(?:(?:the )?caller (?:is|has been|was|said) (?:silent|nothing)|silence|no (?:response|input|answer|speech))/i;
const STAGE_NOTE = /^[[(<]/;
const TOLD_TO_GREET =
  /^(?:please )?(?:greet|answer the (?:phone|call)|say hello|introduce yourself|begin the call|start the call)\b/i;

export const says = {
  goodbye: (text: string) => GOODBYE.test(text),
  wantsPerson: (text: string) => WANTS_PERSON.test(text),
  wantsMessage: (text: string) => WANTS_MESSAGE.test(text),
  asksWhatItIs: (text: string) => ASKS_WHAT_IT_IS.test(text),
  asksWho: (text: string) => ASKS_WHO.test(text),
  asksAgain: (text: string) => ASKS_AGAIN.test(text),
  wantsLength: (text: string) => WANTS_LENGTH.test(text),
  greeting: (text: string) => GREETING.test(text),
  thanks: (text: string) => THANKS.test(text.trim()),
  yes: (text: string) => YES.test(text) && countWords(text) <= 7,
  no: (text: string) => NO.test(text) && countWords(text) <= 7,
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
