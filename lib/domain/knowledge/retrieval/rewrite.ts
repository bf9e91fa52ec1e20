import { contentWords, meantWords, withoutFillers, wordsIn } from "./spoken-words";

export type Turn = { speaker: "caller" | "agent"; text: string };

/** One thing to look for. */
export type SoughtPart = {
  /** For the vector. */
  query: string;
  /** The words that say what it is about. */
  words: string[];
  /** Any of these makes an answer likelier: whoever asks how much is told a price. */
  meant: string[];
};

export type Sought = {
  /** All of it in one line: what is shown. */
  query: string;
  parts: SoughtPart[];
};

const MOST_PARTS = 3;
const MOST_CARRIED = 6;
const TURNS_BACK = 4;

const REFERS =
  /(?<![\p{L}'])(?:it|its|it's|that|that's|they|them|those|these|this|this one|that one|the same|one|ones|there|then|eso|esa|ese|esto|ella|ello|lo mismo|ah[ií]|das|dafür|damit|davon|dazu|dort|es|sie|dies|dieser|ça|cela|celui-ci|celle-ci|y|là|en)(?![\p{L}'])/iu;
const GOES_ON =
  /^(?:and|or|but|what about|how about|y|pero|e|o|und|oder|aber|wie sieht es mit|et|mais|ou)(?![\p{L}'])/iu;
const CHANGES_SUBJECT =
  /^(?:and |y |und |et )?(?:what about|how about|and for|qu[eé] tal|y para|und für|wie sieht es (?:aus )?mit|und was ist mit|et pour|qu'en est-il)(?![\p{L}'])/iu;
const NEXT_QUESTION =
  /(?<=\?)\s+|[,;]?\s+(?:and|but|also|and also|or|plus|as well as|y|e|und|oder|et)\s+(?:also\s+)?(?=(?:do|does|did|is|are|can|could|how|what|what's|when|where|which|who|why|will|would|should|if|cu[aá]nto|cu[aá]ndo|d[oó]nde|qu[eé]|cu[aá]l|aceptan|tienen|hacen|hay|wie|was|wann|wo|welche|haben|nehmen|gibt|kann|combien|quand|o[uù]|quel|quelle|est-ce|acceptez|avez|faites)(?![\p{L}']))/giu;

/**
 * What to look for, for what a caller says. Hesitation and courtesy go; what "it" means, or what a question leaves out because it was said before, is
 * put in from the turns before; two questions in one breath become two.
 */
export function rewriteQuestion(said: string, before: readonly Turn[] = []): Sought {
  const bare = withoutFillers(said) || said.trim();
  const pieces = bare
    .split(NEXT_QUESTION)
    .map((piece) => piece.trim())
    .filter((piece) => wordsIn(piece).length > 0);
  const parts: SoughtPart[] = [];
  let context: Turn[] = [...before];
  for (const piece of joinedRests(pieces)) {
    parts.push(partOf(piece, context));
    context = [...context, { speaker: "caller", text: piece }];
  }
  if (parts.length === 0) parts.push(partOf(bare, before));
  return { query: parts.map(({ query }) => query).join(" · "), parts };
}

/** A piece that says nothing of its own belongs to the one before; what is beyond the limit to the last. */
function joinedRests(pieces: readonly string[]): string[] {
  const joined: string[] = [];
  for (const piece of pieces) {
    const isRest = contentWords(piece).length === 0 && meantWords(piece).length === 0;
    if (joined.length > 0 && (isRest || joined.length === MOST_PARTS)) joined[joined.length - 1] += ` ${piece}`;
    else joined.push(piece);
  }
  return joined;
}

function partOf(piece: string, before: readonly Turn[]): SoughtPart {
  const own = contentWords(piece);
  const meant = meantWords(piece);
  const leavesOut = own.length === 0 || (own.length <= 2 && (REFERS.test(piece) || GOES_ON.test(piece)));
  if (!leavesOut) return { query: piece, words: own, meant };
  const last = lastSubject(before);
  if (CHANGES_SUBJECT.test(piece) && own.length > 0) {
    // "And what about implants?" asks of implants what was asked before.
    const asked = meantWords(last.text);
    const lead = asked.length > 0 ? `${asked[0]} ` : "";
    return { query: `${lead}${piece.replace(CHANGES_SUBJECT, "").trim()}`, words: own, meant: asked };
  }
  const carried = last.words.filter((word) => !own.includes(word)).slice(0, MOST_CARRIED);
  if (carried.length === 0) return { query: piece, words: own, meant };
  return { query: `${piece} ${carried.join(" ")}`, words: [...own, ...carried], meant };
}

/** What was talked about last: the caller's last words that say something, else the agent's. */
function lastSubject(before: readonly Turn[]): { text: string; words: string[] } {
  const recent = before.slice(-TURNS_BACK).reverse();
  for (const speaker of ["caller", "agent"] as const) {
    for (const turn of recent) {
      if (turn.speaker !== speaker) continue;
      const words = contentWords(withoutFillers(turn.text));
      if (words.length > 0) return { text: turn.text, words };
    }
  }
  return { text: "", words: [] };
}
