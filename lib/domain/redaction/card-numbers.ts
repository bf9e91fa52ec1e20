import { MOST_WORDS, NUMBER_WORDS, REPEATS } from "./number-words";

/** What stands where a card number stood. */
export const CARD_REDACTED = "[card number removed]";

const SCHEMES: readonly { prefix: RegExp; lengths: readonly number[] }[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^3(?:0[0-5]|09|[689])/, lengths: [14, 16, 19] },
  { prefix: /^(?:6011|64[4-9]|65|62|35|81)/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:50|5[6-9]|6\d)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
];
const SHORTEST = 12;
const LONGEST = 19;

/** The check that every card number passes (ISO/IEC 7812-1, Luhn). Digits alone. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const counted = place % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** Whether these digits can be the number of a payment card: a known scheme's beginning and length, and the check digit. */
export const isCardNumber = (digits: string): boolean =>
  SCHEMES.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits)) && passesLuhn(digits);

/** One digit of what was said, and which piece of the text says it. */
type SaidDigit = { digit: string; start: number; end: number };

/**
 * The text without the numbers of payment cards, however they are written or said: in one piece, in groups, with words between, as words of four languages.
 * `before`: what `digitsAtEnd` told of the speaker's turns before, for a number that is said in several breaths. Such a number begins where one of those
 * turns began to say digits: a code, and after it another, make no card of the end of one and the beginning of the other.
 */
export function redactCards(text: string, before = ""): string {
  if (!MAY_HOLD.test(text)) return text;
  const cuts: { start: number; end: number }[] = [];
  for (const run of digitRuns(text)) {
    const { carried, begins } = carriedInto(run, before);
    const digits = carried + run.said.map(({ digit }) => digit).join("");
    for (let from = 0; from + SHORTEST <= digits.length; from += 1) {
      if (from < carried.length && !begins.has(from)) continue;
      const length = lengthOfCardAt(digits, from);
      if (length === 0) continue;
      const first = run.said[Math.max(0, from - carried.length)];
      const last = run.said[from + length - 1 - carried.length];
      if (!first || !last) continue;
      cuts.push({ start: first.start, end: last.end });
      from += length - 1;
    }
  }
  let redacted = text;
  for (const { start, end } of cuts.toReversed())
    redacted = redacted.slice(0, start) + CARD_REDACTED + redacted.slice(end);
  return redacted;
}

/**
 * The same for words that go on: what so far may be most of a card's number is taken out before it is whole. For what is shown or asked ahead of a turn's
 * end alone.
 */
export function redactCardsSoFar(text: string, before = ""): string {
  const redacted = redactCards(text, before);
  const run = digitRuns(redacted).at(-1);
  if (!run?.isLast) return redacted;
  const { carried } = carriedInto(run, before);
  const digits = carried + run.said.map(({ digit }) => digit).join("");
  const first = run.said[0];
  if (!first || digits.length < SHORTEST || !SCHEMES.some(({ prefix }) => prefix.test(digits))) return redacted;
  return redacted.slice(0, first.start) + CARD_REDACTED + redacted.slice(run.said.at(-1)?.end);
}

/**
 * The digits with which a text ends, for what is said next: those of each turn as a group, blanks between, as far back as a number can begin. With the groups
 * before where it has no other words; empty when it ends in other words.
 */
export function digitsAtEnd(text: string, before = ""): string {
  const last = digitRuns(text).at(-1);
  if (!last?.isLast) return "";
  const groups = last.isFirst ? before.split(" ").filter(Boolean) : [];
  groups.push(last.said.map(({ digit }) => digit).join(""));
  while (groups.length > 1 && groups.join("").length >= LONGEST) groups.shift();
  return groups.join(" ");
}

/** Every digit that a text says, in figures or in words, one after the other. */
export const digitsSaid = (text: string): string =>
  digitRuns(text)
    .flatMap(({ said }) => said.map(({ digit }) => digit))
    .join("");

/** Every text in a value without card numbers, those under `keep` as they are. */
export function redactCardsDeep<T>(value: T, keep: ReadonlySet<string> = new Set()): T {
  if (typeof value === "string") return redactCards(value) as T;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => redactCardsDeep(item, keep));
    return (items.every((item, at) => item === value[at]) ? value : items) as T;
  }
  if (typeof value !== "object" || value === null) return value;
  let changed = false;
  const entries = Object.entries(value).map(([name, inner]: [string, unknown]) => {
    const redacted = keep.has(name) ? inner : redactCardsDeep(inner, keep);
    changed ||= redacted !== inner;
    return [name, redacted] as const;
  });
  return changed ? (Object.fromEntries(entries) as T) : value;
}

/** The digits of the turns before that a run goes on from, and where among them a turn began. */
function carriedInto(run: Run, before: string): { carried: string; begins: ReadonlySet<number> } {
  const begins = new Set<number>();
  let carried = "";
  for (const group of run.isFirst ? before.split(" ").filter(Boolean) : []) {
    begins.add(carried.length);
    carried += group;
  }
  return { carried, begins };
}

function lengthOfCardAt(digits: string, from: number): number {
  for (let length = Math.min(LONGEST, digits.length - from); length >= SHORTEST; length -= 1) {
    if (isCardNumber(digits.slice(from, from + length))) return length;
  }
  return 0;
}

const MAY_HOLD = /\d|\p{L}{2,}[\s,.-]+\p{L}{2,}/u;
const TOKEN = /[+]?\d+|\p{L}+/gu;
/** Words that may stand between two groups of one number without ending it. */
const BETWEEN = new Set([
  "and",
  "then",
  "dash",
  "space",
  "hyphen",
  "um",
  "uh",
  "y",
  "luego",
  "guion",
  "und",
  "dann",
  "strich",
  "et",
  "puis",
  "tiret",
  "äh",
  "euh",
  "eh",
]);
/** So many characters may stand between. */
const MOST_GAP = 12;

type Run = { said: SaidDigit[]; isFirst: boolean; isLast: boolean };

function digitRuns(text: string): Run[] {
  const tokens = [...text.matchAll(TOKEN)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
  const runs: Run[] = [];
  let run: Run | null = null;
  let repeat = 1;
  const close = () => {
    if (run && run.said.length > 0) runs.push(run);
    run = null;
    repeat = 1;
  };
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]!;
    const opened: Run | null = run;
    if (opened && token.start - (opened.said.at(-1)?.end ?? token.start) > MOST_GAP) close();
    if (/^\d/.test(token.word)) {
      run ??= { said: [], isFirst: at === 0, isLast: false };
      for (let times = 0; times < repeat; times += 1)
        for (const [offset, digit] of [...token.word].entries())
          run.said.push({ digit, start: token.start + offset, end: token.start + offset + 1 });
      repeat = 1;
      at += 1;
      continue;
    }
    if (token.word.startsWith("+")) {
      // A telephone number.
      close();
      at += 1;
      continue;
    }
    const times = REPEATS.get(token.word);
    if (times) {
      repeat = times;
      at += 1;
      continue;
    }
    const number = numberAt(tokens, at);
    if (number) {
      run ??= { said: [], isFirst: at === 0, isLast: false };
      const end = tokens[at + number.words - 1]!.end;
      for (let n = 0; n < repeat; n += 1)
        for (const digit of number.digits) run.said.push({ digit, start: token.start, end });
      repeat = 1;
      at += number.words;
      continue;
    }
    if (!BETWEEN.has(token.word)) close();
    at += 1;
  }
  close();
  const last = runs.at(-1);
  if (last) last.isLast = (last.said.at(-1)?.end ?? 0) >= (tokens.at(-1)?.end ?? 0);
  return runs;
}

function numberAt(tokens: readonly { word: string }[], at: number): { digits: string; words: number } | null {
  for (let words = Math.min(MOST_WORDS, tokens.length - at); words > 0; words -= 1) {
    const digits = NUMBER_WORDS.get(
      tokens
        .slice(at, at + words)
        .map(({ word }) => word)
        .join(" "),
    );
    if (digits !== undefined) return { digits, words };
  }
  return null;
}
