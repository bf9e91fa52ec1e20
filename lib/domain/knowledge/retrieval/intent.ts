import type { KnowledgeIntent } from "@/lib/contracts/knowledge-passages";
import { contentWords, withoutFillers, wordsIn } from "./spoken-words";

/** Words that end a call, greet, or keep a talk going. */
const SMALL_TALK =
  /^(?:(?:good ?bye|bye|bye bye|see you(?: (?:then|later|soon|tomorrow))?|have a (?:nice|good|great) (?:day|one|evening|weekend)|take care|how are you(?: doing)?(?: today)?|i'?m (?:fine|good|well)(?: thanks?)?|nice to meet you|no worries|never mind|that'?s (?:all|it|great|perfect|good|fine|wonderful)(?: for (?:now|today))?|great|perfect|cool|awesome|wonderful|got it|i see|are you (?:still )?there|can you hear me|hold on|one (?:moment|second|sec)|just a (?:moment|second|minute)|adi[oó]s|hasta luego|hasta ma[nñ]ana|muy amable|qu[eé] tal|c[oó]mo est[aá](?:s)?|eso es todo|perfecto|un momento|auf wiederh[oö]ren|auf wiedersehen|tsch[uü]ss|sch[oö]nen tag(?: noch)?|wie geht'?s(?: ihnen)?|wie geht es ihnen|das war'?s|das ist alles|super|prima|alles klar|einen moment|moment|au revoir|bonne (?:journ[eé]e|soir[eé]e)|[aà] bient[oô]t|[cç]a va|comment allez-vous|c'est tout|parfait|un instant|very much|so much|a lot|very|you too|same to you|mucho|muchas|vielen|sehr|beaucoup|bien|d'accord)[\s,.!?]*)+$/iu;

/** An answer to what the agent asked, on its own. */
const YES_NO =
  /^(?:(?:yes|yeah|yep|yup|sure|of course|certainly|absolutely|correct|right|exactly|that'?s (?:right|correct)|no|nope|nah|not really|not yet|i (?:do|don'?t|have|haven'?t|am|am not|think so|guess so)|s[ií]|claro(?: que s[ií])?|correcto|exacto|vale|ja|jawohl|genau|richtig|stimmt|nein|noch nicht|gerne|oui|ouais|bien s[uû]r|exactement|c'est (?:ça|exact)|non|pas encore)(?![\p{L}\p{N}'])[\s,.!]*)+/iu;

const STATES_A_FACT =
  /^(?:my (?:name|number|phone number|email|e-mail|address|birthday|date of birth|account number|zip code)|the (?:name|number|address) is|(?:this|it) is \p{L}+(?: \p{L}+)?(?: speaking| calling)?$|it'?s (?:for )?(?:\p{Lu}|\d)|i'?m \p{Lu}\p{L}+|you can (?:reach|call) me (?:at|on)|me llamo|mi (?:nombre|n[uú]mero|correo|direcci[oó]n)|soy \p{L}+|mein (?:name|telefon)|meine (?:nummer|telefonnummer|adresse|e-mail)|ich hei[sß]+e|je m'appelle|mon (?:nom|num[eé]ro|adresse)|c'est \p{Lu})/u;

const ASKS =
  /\?|(?<![\p{L}'])(?:what|what's|when|when's|where|where's|which|who|who's|whose|why|how|how's|do you|does (?:it|the|your|that|this)|do i|do we|are you|are there|are the|are your|is there|is it|is the|is that|is this|is your|have you|can you do|can i|could i|may i|should i|will (?:you|it|my|there|the|i)|would (?:you|it|my|i)|am i|any chance|do they|did (?:you|the)|has (?:the|my)|if you|whether|tell me (?:about|more|what|how|when|if)|qu[eé]|cu[aá]l(?:es)?|qui[eé]n|cu[aá]ndo|d[oó]nde|c[oó]mo|cu[aá]nt[oa]s?|tienen|aceptan|hacen|puedo|se puede|hay|ofrecen|was|wann|wo|welche[rsn]?|wer|warum|wie|wieviel|haben sie|machen sie|bieten sie|nehmen sie|gibt es|kann ich|kann man|sind sie|ist (?:das|der|die|es)|quel(?:le)?s?|quand|o[uù]|combien|comment|pourquoi|est-ce|avez-vous|faites-vous|acceptez-vous|proposez-vous|puis-je|peut-on|y a-t-il)(?![\p{L}'])/iu;

const WANTS =
  /(?<![\p{L}'])(?:(?:can|could|may) (?:i|you|we) (?:please )?(?:speak|talk|transfer|connect|put|book|schedule|reschedule|cancel|change|move|make an? (?:appointment|reservation|booking)|call me|send me|leave a message|take a message|have someone|get someone|hold|repeat|say that)|(?:i(?:'d| would)? (?:like|want|need)|i(?:'m| am) (?:calling|looking|trying)|let me|please|let's|i have) (?:to )?(?:book|schedule|reschedule|cancel|change|move|make an? (?:appointment|reservation|booking)|speak|talk|transfer|leave a message|order|sign up|confirm|an? appointment|to an? (?:appointment))|transfer me|connect me|put me through|call me back|give me a (?:human|person)|speak (?:to|with)|talk to an?|quiero (?:hablar|reservar|cancelar|cambiar|pedir)|quisiera (?:hablar|reservar|cancelar|cambiar|pedir)|p[aá]seme|comun[ií]queme|ich m[oö]chte (?:gerne )?(?:einen termin|mit .* sprechen|absagen|verschieben|buchen)|verbinden sie mich|je (?:voudrais|veux|souhaite) (?:parler|prendre|annuler|r[eé]server|d[eé]placer|changer)|passez-moi)(?![\p{L}'])/iu;

/** Asks for what is known in spite of wanting something: "can I book online, and what does it cost". */
const ASKS_FOR_SURE =
  /(?<![\p{L}'])(?:how much|how long|how many|what|when|where|which|why|cu[aá]nto|cu[aá]ndo|d[oó]nde|wie ?viel|wie lange|wann|wo|combien|quand|o[uù])(?![\p{L}'])/iu;

const ASKED_FOR_DATA =
  /(?:your|the) (?:(?:full|first|last) )?(?:name|number|phone|email|e-mail|address|date of birth|birthday|zip)|what (?:day|time) (?:works|would)|which (?:day|time|one)|how (?:do you )?spell|su (?:nombre|n[uú]mero|correo)|ihr(?:e|en)? (?:name|namen|nummer|telefonnummer)|votre (?:nom|num[eé]ro|adresse)/iu;

/**
 * What a caller's words ask for. In doubt it is a question: looking something up in vain costs nothing that is heard.
 * @param agentBefore what the agent said last, which these words may answer; empty: nothing
 */
export function intentOf(said: string, agentBefore = ""): KnowledgeIntent {
  const bare = withoutFillers(said);
  if (bare === "" || wordsIn(bare).length === 0 || SMALL_TALK.test(bare)) return "small_talk";
  const rest = withoutFillers(bare.replace(YES_NO, ""));
  if (rest !== bare && (rest === "" || wordsIn(rest).length === 0)) return "answer";
  if (rest !== bare && SMALL_TALK.test(rest)) return "answer";
  if (isData(rest)) return "answer";
  if (WANTS.test(rest)) return ASKS_FOR_SURE.test(rest.replace(WANTS, "")) ? "question" : "action";
  if (ASKS.test(rest)) return "question";
  if (STATES_A_FACT.test(rest)) return "answer";
  const content = contentWords(rest);
  if (content.length === 0) return rest === bare ? "small_talk" : "answer";
  const isAsked = agentBefore.trimEnd().endsWith("?");
  if (ASKED_FOR_DATA.test(agentBefore) && wordsIn(rest).length <= 8) return "answer";
  return isAsked && (rest !== bare || wordsIn(rest).length <= 3) ? "answer" : "question";
}

const NUMBER_WORD =
  /^(?:\d[\d.-]*|zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|double|triple|hundred|thousand|at|dot|dash|plus|area|code|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|null|eins|zwei|drei|vier|f[uü]nf|sechs|sieben|acht|neun|un|deux|trois|quatre|cinq|six|sept|huit|neuf|\p{L})$/u;

/** A number, an address for mail, something spelled. */
function isData(text: string): boolean {
  if (/\S+@\S+\.\p{L}{2,}/u.test(text) || / at .+ dot (?:com|net|org|de|es|fr|co)\b/i.test(text)) return true;
  const words = wordsIn(text);
  const numbers = words.filter((word) => NUMBER_WORD.test(word)).length;
  return numbers >= 3 && numbers / words.length >= 0.7;
}
