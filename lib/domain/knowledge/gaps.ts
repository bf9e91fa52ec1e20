/** How callers' questions that ask the same find together: by the words that carry them, whatever they are put in. */

/** How much of their words two questions must share (Jaccard) to be one. */
const SHARED = 0.5;

// Words that carry no subject, and those with which one asks for it, in the languages agents speak most.
const STOP_WORDS = new Set(
  `a an the and or but of to in on at for from with by about as is are was were be been am do does did done doing have has had having can could may
  might must shall should will would i you he she it we they me my mine your yours his her our their them us this that these those there here what
  which who whom whose when where why how if then than so not no yes please just also any some all one ones thing take accept offer get got want need
  know tell give say ask like wonder wondering question hi hello hey ok okay um uh actually maybe really anyway thank thanks into out up down
  el la los las un una unos unas y o de del al en por para con sin que como cuando donde cual cuales quien es son esta estan estoy ser estar hay
  tiene tienen tengo puede pueden puedo hacer hace hacen me te se nos le les lo su sus mi mis tu tus si no ya muy mas hola gracias quiero quisiera
  necesito saber aceptan acepta ofrecen ofrece favor algo eso esto
  der die das den dem des ein eine einen einem einer eines und oder aber von zu zum zur im auf fur mit bei aus nach ist sind war waren sein bin hat
  haben habe wird werden kann konnen konnte mochte mochten will wollen muss mussen ich du er sie wir ihr mir mich dir uns euch ihnen ihre ihren ihrem
  mein meine was wie wo wann warum welche welcher welches wer ob auch nicht kein keine ja nein bitte danke hallo mal denn noch da man es gibt wissen
  nehmen bieten an
  le les des du de et ou mais dans sur pour avec sans par est sont etait etre avoir ai as ont avez peut peuvent pouvez puis je tu il elle nous vous ils
  elles mon ma mes ton votre vos notre nos leur ce cet cette ces qui que quoi quel quelle quels quelles quand comment pourquoi ne pas oui non si y en
  se au aux bonjour merci veux voudrais savoir acceptez proposez faites plait c qu d l j n s m`.split(/\s+/),
);

// What asks for a price does so in many words.
const PRICE = "price";
const PRICE_STEMS = new Set(
  [
    "cost",
    "pric",
    "charg",
    "fee",
    "cuest",
    "preci",
    "kost",
    "preis",
    "cout",
    "prix",
    "tarif",
    "combien",
    "cuant",
  ].concat(PRICE),
);
const HOW_MUCH = /\b(how much|how expensive|wie viel|wieviel|wie teuer|cuanto|combien)\b/g;

// Endings, longest first; what is left has at least SHORTEST letters.
const ENDINGS = [
  "ments",
  "ment",
  "ings",
  "ing",
  "ies",
  "ons",
  "ern",
  "ed",
  "es",
  "en",
  "er",
  "et",
  "em",
  "os",
  "as",
  "s",
  "e",
  "o",
  "a",
  "n",
  "y",
];
const SHORTEST = 4;

/** The words a question is about, without their endings. */
export function questionStems(question: string): ReadonlySet<string> {
  const plain = question
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(HOW_MUCH, ` ${PRICE} `);
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !STOP_WORDS.has(word)).map(stemOf));
}

/** Whether two sets of stems, of `questionStems`, are one question. Without any words to go by they are not. */
export function isSameQuestion(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = [...one].filter((stem) => other.has(stem)).length;
  return shared > 0 && shared / (one.size + other.size - shared) >= SHARED;
}

/** The group among `known` whose question is nearest to this one, if it is the same. */
export function groupOfQuestion(
  question: string,
  known: readonly { groupId: string; question: string }[],
): string | null {
  const stems = questionStems(question);
  let best: { groupId: string; shared: number } | null = null;
  for (const each of known) {
    if (each.question.trim().toLowerCase() === question.trim().toLowerCase()) return each.groupId;
    const theirs = questionStems(each.question);
    if (!isSameQuestion(stems, theirs)) continue;
    const shared = [...stems].filter((stem) => theirs.has(stem)).length / Math.max(stems.size, theirs.size);
    if (best === null || shared > best.shared) best = { groupId: each.groupId, shared };
  }
  return best?.groupId ?? null;
}

function stemOf(word: string): string {
  let stem = word;
  // Twice: "tickets" and "ticket" end alike.
  for (let pass = 0; pass < 2; pass += 1) {
    const ending = ENDINGS.find((each) => stem.endsWith(each) && stem.length - each.length >= SHORTEST);
    if (ending === undefined) break;
    stem = stem.slice(0, -ending.length);
  }
  return PRICE_STEMS.has(stem) ? PRICE : stem;
}
