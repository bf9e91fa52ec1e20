/** What somebody looks for in calls: all of it must be there, and nothing of `not`. Each is a row of folded words; several stand next to each other. */
export type Sought = { all: string[][]; not: string[][] };

/** A piece of a text; `isFound`: it is what was looked for. */
export type MarkedText = { text: string; isFound: boolean };

/** As `fold_spoken` of the database parts words: at signs and spaces, an apostrophe too. */
const WORD = /[^\s\u0001-/:-@[-`{-\u00bf\u2000-\u206f\u3000-\u303f]+/gu;
const MOST_WORDS = 12;
/** From so many letters on a word is found by its beginning: "appointment" finds "appointments". */
const OPEN_FROM = 3;

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/[\u0300-\u036f]/g, "");

const wordsOf = (text: string): string[] => fold(text).match(WORD) ?? [];

/** Reads `refund "two hundred dollars" -invoice`. Null: there is no word in it. */
export function readSought(typed: string): Sought | null {
  const sought: Sought = { all: [], not: [] };
  let left = MOST_WORDS;
  for (const [, minus, quoted, bare] of typed.matchAll(/(?<!\S)(-?)(?:"([^"]*)"?|(\S+))/g)) {
    const words = wordsOf(quoted ?? bare ?? "").slice(0, left);
    if (words.length === 0) continue;
    left -= words.length;
    (minus ? sought.not : sought.all).push(words);
  }
  return sought.all.length > 0 ? sought : null;
}

/** The same for PostgreSQL. Folded words have no sign in them, so that quoting them is enough. */
export function toTsquery({ all, not }: Sought): string {
  return [...all.map(rowQuery), ...not.map((words) => `!(${rowQuery(words)})`)].join(" & ");
}

/** What is shown of a call: a piece of speech that has one of them. */
export const toAnyTsquery = ({ all }: Sought): string => all.map(rowQuery).join(" | ");

const rowQuery = (words: readonly string[]): string =>
  words.length === 1 ? wordQuery(words[0] ?? "") : `(${words.map(wordQuery).join(" <-> ")})`;

const wordQuery = (word: string): string => (word.length < OPEN_FROM ? `'${word}'` : `'${word}':*`);

const isLike = (said: string, word: string): boolean =>
  word.length < OPEN_FROM ? said === word : said.startsWith(word);

/** Whether a text has all of what was looked for, some of it, or none. */
export function soughtIn(text: string, { all }: Sought): "all" | "any" | "none" {
  const words = wordsOf(text);
  const has = (row: readonly string[]) =>
    words.some((_, at) => row.every((word, next) => isLike(words[at + next] ?? "", word)));
  const found = all.filter(has).length;
  return found === 0 ? "none" : found === all.length ? "all" : "any";
}

/** A text in pieces, those marked that were looked for. Put together they are the text. */
export function markSought(text: string, { all }: Sought): MarkedText[] {
  // Folding changes lengths: words are looked at one by one, where they stand.
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].flatMap((match) =>
    wordsOf(match[0]).map((word) => ({ word, from: match.index, to: match.index + match[0].length })),
  );
  const marked = new Set<number>();
  words.forEach((_, at) => {
    for (const row of all)
      if (row.every((word, next) => isLike(words[at + next]?.word ?? "", word)))
        row.forEach((__, next) => marked.add(at + next));
  });
  const pieces: MarkedText[] = [];
  let done = 0;
  const add = (upTo: number, isFound: boolean) => {
    if (upTo <= done) return;
    pieces.push({ text: text.slice(done, upTo), isFound });
    done = upTo;
  };
  for (const at of [...marked].sort((a, b) => a - b)) {
    const { from = 0, to = 0 } = words[at] ?? {};
    // What stands between two found words of a row belongs to them.
    if (!marked.has(at - 1)) add(from, false);
    else if (from > done) add(from, true);
    add(to, true);
  }
  add(text.length, false);
  return joined(pieces);
}

function joined(pieces: readonly MarkedText[]): MarkedText[] {
  return pieces.reduce<MarkedText[]>((all, piece) => {
    const last = all.at(-1);
    if (last?.isFound === piece.isFound) last.text += piece.text;
    else all.push({ ...piece });
    return all;
  }, []);
}

/** The words around the first found one, at most about so many letters. */
export function cutAround(pieces: readonly MarkedText[], most = 180): MarkedText[] {
  const first = pieces.findIndex(({ isFound }) => isFound);
  const before = first > 0 ? (pieces[first - 1]?.text ?? "") : "";
  const lead = Math.min(24, most / 3);
  const start = before.length > lead ? before.slice(-lead).replace(/^\S*\s/, "… ") : before;
  const rest = first < 0 ? [...pieces] : [{ text: start, isFound: false }, ...pieces.slice(first)];
  const cut: MarkedText[] = [];
  let left = most;
  for (const piece of rest) {
    if (piece.text === "") continue;
    if (piece.text.length > left) {
      cut.push({ ...piece, text: `${piece.text.slice(0, left).replace(/\s\S*$/, "")} …` });
      break;
    }
    cut.push(piece);
    left -= piece.text.length;
  }
  return cut;
}
