// Words that carry no meaning of their own when a question is compared with a sentence.
const STOP_WORDS = new Set(
  `a about actually after again all also am an and any are around as ask at be because been before being but by call called
  caller can could day did do does doing done for from get give go going good goodbye bye got had has have having he hello help her
  here hey hi him his hope hoping how i if in into is it its just know later let like look looking make may maybe me might mine more
  most much must my name need never new no not now of ok okay on one only or our out over please question really right say see she should so some
  someone something sorry speak still sure take talk tell than thank thanks that the their them then there these they
  anyone somebody anybody terrible really horrible policies policy thing this those to today tonight tomorrow too uh um up us use very wanted was way we well were what when whether which while who will with wonder wondering would yes
  you your`.split(/\s+/),
);

// Groups of words that people use for one another.
const SYNONYMS: readonly (readonly string[])[] = [
  ["open", "close", "hours", "shut"],
  ["address", "location", "located", "where", "directions"],
  ["price", "cost", "fee", "charge", "rate", "expensive"],
  ["insurance", "insurer", "insured", "coverage", "ppo"],
  ["pain", "hurt", "ache", "aching", "toothache", "tooth", "emergency", "urgent", "swollen", "swelling"],
  ["weigh", "weight", "heavy", "light", "kilos", "grams"],
  ["post", "postage"],
  ["exchange", "sent"],
  ["broken", "broke", "repair", "fix"],
  ["clean", "cleaning", "hygienist"],
  ["book", "appointment", "reservation", "reserve", "schedule", "slot"],
  ["cancel", "reschedule"],
  ["delivery", "deliver", "ship", "shipping"],
  ["refund", "return", "money back"],
  ["phone", "telephone", "number"],
  ["holiday", "christmas", "easter", "weekend"],
  ["pay", "payment", "card", "cash"],
  ["wheelchair", "accessible", "disabled"],
  ["vegan", "vegetarian", "menu", "dish"],
  ["child", "children", "kid", "daughter", "son", "baby", "toddler"],
];
const synonymsOf = new Map<string, readonly string[]>();
for (const group of SYNONYMS) {
  const roots = group.map(stem);
  for (const root of roots) synonymsOf.set(root, roots);
}

/** The word's root, roughly: enough that "opening", "opens" and "open" meet. */
export function stem(word: string): string {
  let root = word;
  if (root.length > 4 && root.endsWith("ies")) root = `${root.slice(0, -3)}y`;
  else if (root.length > 5 && root.endsWith("ing")) root = undouble(root.slice(0, -3));
  else if (root.length > 4 && root.endsWith("ed")) root = undouble(root.slice(0, -2));
  else if (root.length > 3 && root.endsWith("s") && !root.endsWith("ss")) root = root.slice(0, -1);
  if (root.length > 6 && root.endsWith("ment")) root = root.slice(0, -4);
  if (root.length > 9 && root.endsWith("ation")) root = undouble(root.slice(0, -5));
  return root.length > 3 && root.endsWith("e") ? root.slice(0, -1) : root;
}

function undouble(root: string): string {
  return /([bdglmnprt])\1$/.test(root) ? root.slice(0, -1) : root;
}

/** The stems of the words that carry meaning, each once, in order. */
export function stems(text: string): string[] {
  const found = new Set<string>();
  const plain = text
    .toLowerCase()
    .replace(/[’'](?:s|re|ve|ll|d|m)\b/g, "")
    .replace(/n[’']t\b/g, " not")
    .replace(/\bhow much (?:is|are|does|do|for|would|will)\b|\bhow much$/g, "price")
    .replace(/\bcheck[ -]?ups?\b/g, "checkup");
  for (const word of plain.match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (!STOP_WORDS.has(word)) found.add(stem(word));
  }
  return [...found];
}

/** A stem and what people say for it. */
export function withSynonyms(root: string): readonly string[] {
  return synonymsOf.get(root) ?? [root];
}

const SENTENCE_END =
  /(?<=[.!?][”"')]?)(?<!\b(?:Mr|Mrs|Ms|Dr|St|Ave|Rd|No|approx|e\.g|i\.e|a\.m|p\.m)\.)\s+(?=[\p{Lu}\p{N}"“(])/u;

/** The sentences of a text, without what separates them. */
export function sentences(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((line) => line.split(SENTENCE_END))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

const CLAUSE_START = [
  "what|when|where|how|who|which|do|does|are|is|can|could|may|will|would|please|tell|leave|take|then",
  "i['’]d|i would|i want|i need|i was|i am|i['’]m",
].join("|");
const CLAUSE_BREAK = new RegExp(
  String.raw`(?<=[?!.;])\s+|,?\s+(?:and|also|but|plus)\s+(?:also\s+)?(?=(?:${CLAUSE_START})\b)`,
  "i",
);

/** What is asked or said, one thing at a time: "What are your hours and where are you?" is two. */
export function clauses(text: string): string[] {
  return text
    .split(CLAUSE_BREAK)
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause));
}

export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}'’]+/gu)?.length ?? 0;
}

/** A sentence as it is spoken: a capital first, a full stop last. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") return "";
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]["”')]?$/.test(capital) ? capital : `${capital}.`;
}

/** A field or key name as words: "callbackNumber", "callback_number" → "callback number". */
export function humanise(name: string): string {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, "$1 $2")
    .replace(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
}

/** "a", "a and b", "a, b and c". */
export function listOf(items: readonly string[], last = "and"): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

const LEAD_IN = new RegExp(
  String.raw`^(?:${[
    "wait(?: a (?:moment|minute|second))?|hold on|hang on|stop|sorry(?: to interrupt)?|excuse me|pardon me|no|nope|oh|ah|um+|uh+|er|hmm*",
    "well|so|ok|okay|alright|all right|right|great|perfect|thanks|thank you(?: very much| so much)?|yes|yeah|sure|actually|listen|hey|hi(?: there)?|hello(?: there)?|good (?:morning|afternoon|evening)",
    "please|just|(?:no,? )?i mean(?:t)?|quick question|(?:one|a) (?:more|other|last|quick) (?:question|thing)|another question|but",
  ].join("|")})(?:[,.!:;…-]+\s*|\s+)`,
  "i",
);

/** What is left without "wait", "sorry", "no, I meant" and the like in front; the text itself when nothing is. */
export function withoutLeadIn(text: string): string {
  let rest = text.trim();
  for (let round = 0; round < 6; round++) {
    const next = rest.replace(LEAD_IN, "").trim();
    if (next === rest || countWords(next) === 0) break;
    rest = next;
  }
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** The words of a sentence alone, to tell whether two are the same. */
export function fold(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

/** Whether a text has a word that any English sentence may have. */
export function hasCommonWord(text: string): boolean {
  return (text.toLowerCase().match(/[\p{L}]+/gu) ?? []).some((word) => STOP_WORDS.has(word));
}
