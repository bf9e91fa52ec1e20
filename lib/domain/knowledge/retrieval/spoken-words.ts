/** Words of speech that say nothing of what is asked, in the languages that agents speak most: English, Spanish, German, French. */

/** Sounds and openings that go before anything else is looked at. Longest first. */
const FILLERS = [
  "i was just wondering if you could tell me,i was wondering if you could tell me,could you please tell me,can you please tell me,i was just wondering",
  "could you tell me,can you tell me,would you tell me,do you know if,do you happen to know,i was wondering if,i was wondering,i am wondering,i'm wondering",
  "i would like to know,i'd like to know,i want to know,i wanted to ask,i have a question about,i have a question,i've got a question,i'm calling about,i am calling about",
  "i'm calling to ask,i'm calling because,let me ask you,quick question,one more question,one more thing,another question,just one more thing,just to check,you know,i mean,sort of,kind of,you guys",
  "good morning,good afternoon,good evening,hi there,hey there,hello there,hello,hi,hey,okay,ok,alright,all right,right,well,so,um,umm,uh,uhm,erm,er,hmm,mm,oh,ah,yeah so,actually,basically,please,sorry,excuse me,thanks,thank you",
  "me puede decir,puede decirme,podría decirme,quisiera saber,quería saber,me gustaría saber,quiero saber,una pregunta,tengo una pregunta,buenos días,buenas tardes,buenas noches,hola,pues,bueno,este,eh,o sea,por favor,gracias,oiga,disculpe,perdón",
  "können sie mir sagen,könnten sie mir sagen,ich wollte fragen,ich wollte wissen,ich möchte wissen,ich hätte eine frage,ich habe eine frage,ich würde gerne wissen,guten tag,guten morgen,guten abend,hallo,also,äh,ähm,hm,na ja,naja,bitte,danke,entschuldigung,sagen sie mal,sagen sie",
  "pouvez-vous me dire,pourriez-vous me dire,je voudrais savoir,j'aimerais savoir,je voulais savoir,je me demandais,j'ai une question,une question,bonjour,bonsoir,salut,alors,euh,ben,bah,donc,eh bien,s'il vous plaît,s'il te plaît,merci,excusez-moi,pardon",
]
  .flatMap((line) => line.split(","))
  .sort((a, b) => b.length - a.length);

/** Words that carry grammar alone. Not searched for, and no subject. */
const EMPTY = new Set(
  [
    "a an the and or but if of to in on at for from by with about into over under is are was were be been being am do does did done has have had having i you he she it we they me him her us them my your his its our their this that these those there here what which who whom whose when where why how can could will would shall should may might must not no nor so than too very just as up out off any some all both each other own same much many more most get got go going gonna want wanna need know tell say said see think guess let lets please thing things something anything someone anyone one ones i'm i'd i've i'll you're you've it's that's there's what's we're they're don't doesn't didn't can't won't isn't aren't also maybe really still even ever then now again today offer offers offered provide possible happen happens mean cost costs price long often guys give make take takes took use",
    "el la los las un una unos unas y o pero si de del al a en con por para es son era está están ser estar hay tiene tienen tengo yo tú usted ustedes él ella nosotros ellos me te se lo le les mi su sus este esta esto ese esa eso qué que cuál cuáles quién cuándo dónde cómo cuánto cuánta cuántos cuántas puede puedo pueden quiero quisiera más muy también no ni ya algo alguna alguno cuesta cuestan vale",
    "der die das den dem des ein eine einen einem einer eines und oder aber wenn von vom zu zum zur in im an am auf für mit bei aus nach über ist sind war waren sein bin hat haben habe hatte ich du sie er es wir ihr mir mich dir dich ihnen ihre ihren ihr mein meine dieser diese dieses was welche welcher welches wer wann wo warum wie wieviel viel viele kann können könnte möchte will würde gibt es auch noch nicht kein keine etwas man mal denn doch schon kostet kosten",
    "le la les un une des du de d' l' et ou mais si à au aux en dans sur pour par avec est sont était être avoir a ont ai avez je tu il elle on nous vous ils elles me te se mon ma mes votre vos son sa ses ce cet cette ces ça cela que qu' qui quoi quel quelle quels quelles quand où comment combien pourquoi puis peut pouvez peux veux voudrais y ne pas plus très aussi est-ce coûte coûtent",
  ].flatMap((line) => line.split(" ")),
);

/** What a way of asking looks for, beside its words: whoever says "how much" looks for a price. */
const MEANT: [asked: RegExp, words: readonly string[]][] = [
  [
    /\b(how much|what does .* cost|costs?|price|prices|pricing|charge|fees?|rate|rates|expensive|pay for)\b/,
    ["price", "cost", "fee", "charge", "rate"],
  ],
  [/\b(how long|how many (minutes|hours|days|weeks)|duration)\b/, ["minutes", "hours", "days", "weeks", "takes"]],
  [/\b(when (are|do|does|is)|what time|hours|how late|how early|open|close|closing)\b/, ["open", "hours", "closed"]],
  [/\b(where (are|is|do)|address|located|location|directions)\b/, ["address", "located", "street", "location"]],
  [/\b(cu[aá]nto (cuesta|vale|cuestan|es)|precio|tarifa)\b/, ["precio", "cuesta", "tarifa", "costo"]],
  [/\b(a qu[eé] hora|horario|abren|abierto|cierran)\b/, ["horario", "abierto", "horas"]],
  [/\b(d[oó]nde|direcci[oó]n)\b/, ["dirección", "calle"]],
  [/\b(wie ?viel|was kostet|was kosten|preis|kosten)\b/, ["preis", "kosten", "gebühr"]],
  [/\b(wann|öffnungszeiten|geöffnet|uhrzeit)\b/, ["öffnungszeiten", "geöffnet", "uhr"]],
  [/\b(wo ist|wo sind|adresse)\b/, ["adresse", "straße"]],
  [/\b(combien|prix|tarif)\b/, ["prix", "tarif", "coûte"]],
  [/\b(quelle heure|horaires?|ouvert|ouvrez|fermez)\b/, ["horaires", "ouvert", "heures"]],
  [/(\boù\b|\badresse\b)/, ["adresse", "rue"]],
];

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const FILLER = new RegExp(`(?<![\\p{L}\\p{N}'])(?:${FILLERS.map(escaped).join("|")})(?![\\p{L}\\p{N}'])[,.!…]*`, "giu");

/** Without hesitation, greeting and the ways around a question. What it was when nothing else would be left. */
export function withoutFillers(said: string): string {
  return said
    .replaceAll("’", "'")
    .replaceAll(FILLER, " ")
    .replaceAll(/\s+([?,.!])/g, "$1")
    .replaceAll(/\s+/g, " ")
    .replace(/^[\s,.!;:–-]+/, "")
    .trim();
}

/** The words of a text in lower case, as they are looked at one by one. */
export const wordsIn = (text: string): string[] =>
  text
    .replaceAll("’", "'")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+(?:['.-][\p{L}\p{N}]+)*/gu) ?? [];

/** Those that say what it is about, each once. */
export const contentWords = (text: string): string[] => [
  ...new Set(
    wordsIn(text)
      .map((word) => word.replace(/'s$/, ""))
      .filter((word) => !EMPTY.has(word) && (word.length > 1 || /\p{N}/u.test(word))),
  ),
];

/** Words that an answer to such a question is likely to have. */
export function meantWords(asked: string): string[] {
  const text = asked.toLowerCase();
  return [...new Set(MEANT.filter(([pattern]) => pattern.test(text)).flatMap(([, words]) => words))];
}
