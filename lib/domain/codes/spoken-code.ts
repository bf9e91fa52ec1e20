import { isSpeakableCode } from "./speakable-code";
import { type Lexicon, lexiconOf, type SpokenLanguage } from "./spoken-words";

export type SaidAccountId =
  | { kind: "id"; accountId: string }
  /** `groups`: which of the three groups of four (1 to 3) to ask for again; `inDoubt`: places in `heard`, from 0. */
  | { kind: "unclear"; heard: string; inDoubt: number[]; groups: number[] };

type Piece = { readings: readonly string[]; sure: boolean };

const BODY = 12;
/** What rhymes on the telephone. */
const RHYMING = new Set("BCDEGPTVZMNFS");
const IMPOSSIBLE = new Set("01OI");
const MOST_READINGS = 200;

/** "en-US" → "en"; what is not known is read as English. */
export function spokenLanguageOf(tag: string): SpokenLanguage {
  const primary = tag.slice(0, 2).toLowerCase();
  return primary === "de" || primary === "fr" || primary === "es" ? primary : "en";
}

/**
 * An account id from what a recogniser made of a said one: letter names, spelling words, "K as in kilo", digits as words, "double four",
 * dashes said or not, characters run together. When the check character does not fit, says which groups to ask for again.
 */
export function readAccountId(said: string, language: SpokenLanguage = "en"): SaidAccountId {
  const pieces = piecesOf(said, lexiconOf(language));
  for (const reading of readingsOf(pieces)) {
    const body = bodyOf(reading.map(({ text }) => text).join(""));
    if (body !== null) {
      const accountId = `AYB-${body.slice(0, 4)}-${body.slice(4, 8)}-${body.slice(8)}`;
      if (isSpeakableCode(accountId)) return { kind: "id", accountId };
    }
  }
  return unclear(pieces);
}

/** The digits of a said or keyed-in code, in order; everything else is left out. `length` decides between "to" and "two". */
export function readDigits(said: string, length: number, language: SpokenLanguage = "en"): string {
  const digitsOf = (everyday: boolean) =>
    piecesOf(said, lexiconOf(language))
      .map(({ readings }) => (readings.length > 1 && !everyday ? "" : (readings[0] ?? "")))
      .map((text) => (everyday || text.length === 1 ? text.replace(/^O$/, "0") : text))
      .join("")
      .replaceAll(/\D/g, "");
  const strict = digitsOf(false);
  return strict.length === length ? strict : digitsOf(true).length === length ? digitsOf(true) : strict;
}

/** The twelve characters after AYB, or without it. */
function bodyOf(text: string): string | null {
  const characters = text.replaceAll("-", "");
  if (characters.length === BODY) return characters;
  const at = characters.length - BODY - 3;
  return at >= 0 && characters.startsWith("AYB", at) ? characters.slice(at + 3) : null;
}

function unclear(pieces: readonly Piece[]): SaidAccountId {
  const characters = pieces.flatMap(({ readings, sure }) => [...(readings[0] ?? "")].map((text) => ({ text, sure })));
  const plain = characters.filter(({ text }) => text !== "-");
  const prefix = plain
    .map(({ text }) => text)
    .join("")
    .indexOf("AYB");
  const body = prefix >= 0 ? plain.slice(prefix + 3) : plain;
  const heard = body.map(({ text }) => text).join("");
  if (body.length === BODY) {
    const doubtful = placesWhere(body, ({ text, sure }) => IMPOSSIBLE.has(text) || (!sure && RHYMING.has(text)));
    const inDoubt = doubtful.length > 0 ? doubtful : placesWhere(body, () => true);
    return { kind: "unclear", heard, inDoubt, groups: [...new Set(inDoubt.map((place) => Math.floor(place / 4) + 1))] };
  }
  const said = characters
    .map(({ text }) => text)
    .join("")
    .split("-")
    .filter(Boolean);
  const groups = (said[0]?.endsWith("AYB") ? said.slice(1) : said).map((group, index) => ({ group, index }));
  const wrong =
    groups.length === 3 ? groups.filter(({ group }) => group.length !== 4).map(({ index }) => index + 1) : [];
  return {
    kind: "unclear",
    heard,
    inDoubt: placesWhere(body, () => true),
    groups: wrong.length > 0 ? wrong : [1, 2, 3],
  };
}

const placesWhere = <T>(items: readonly T[], test: (item: T) => boolean): number[] =>
  items.flatMap((item, place) => (test(item) ? [place] : []));

/** All readings, those with the fewest unlikely pieces first. */
function* readingsOf(pieces: readonly Piece[]): Generator<{ text: string }[]> {
  const open = pieces.flatMap((piece, index) => piece.readings.slice(1).map((text) => ({ index, text })));
  const first = pieces.map(({ readings }) => ({ text: readings[0] ?? "" }));
  const queue: { reading: { text: string }[]; from: number }[] = [{ reading: first, from: 0 }];
  for (let taken = 0; queue.length > 0 && taken < MOST_READINGS; taken++) {
    const next = queue.shift();
    if (!next) return;
    yield next.reading;
    for (let at = next.from; at < open.length && queue.length < MOST_READINGS; at++) {
      const { index, text } = open[at] ?? { index: 0, text: "" };
      queue.push({ reading: next.reading.map((piece, place) => (place === index ? { text } : piece)), from: at + 1 });
    }
  }
}

type Word = { text: string; /** As written: letters and digits run together, or capitals. */ spelled: boolean };

/** Lower case, without accents; a dash is a word of its own. */
function plainWords(said: string): Word[] {
  const text = said.normalize("NFKD").replaceAll(/\p{M}/gu, "").replaceAll("ß", "ss").replaceAll(/x-ray/gi, "xray");
  const shouted = !/[a-z]/.test(text);
  return [...text.matchAll(/[A-Za-z0-9]+|[-–—−‐‑]/g)].map(([chunk]) => {
    if (!/[A-Za-z0-9]/.test(chunk)) return { text: "-", spelled: false };
    const mixed = /\d/.test(chunk);
    const capitals = !shouted && chunk.length > 1 && /^[A-Z]+$/.test(chunk);
    return { text: chunk.toLowerCase(), spelled: mixed || capitals };
  });
}

const CONNECTORS = new Set(["like", "wie", "comme", "como"]);
const MAYBE_CONNECTORS = new Set(["for", "de", "fur", "pour", "von"]);

function piecesOf(said: string, lexicon: Lexicon): Piece[] {
  const words = plainWords(said);
  const pieces: Piece[] = [];
  let times = 1;
  for (let at = 0; at < words.length;) {
    const example = exampleAt(words, at, pieces.at(-1), lexicon);
    if (example) {
      pieces[pieces.length - 1] = { readings: [example.letter], sure: true };
      at += example.length;
      continue;
    }
    const phrase = phraseAt(words, at, lexicon);
    const many = phrase === null ? lexicon.times.get(words[at]?.text ?? "") : undefined;
    if (many !== undefined) {
      times = many;
      at += 1;
      continue;
    }
    const piece = phrase?.piece ?? unknownWord(words[at] ?? { text: "", spelled: false }, lexicon);
    // "Triple one two" says one three times and two once, also where two words were heard as one.
    pieces.push(
      times === 1
        ? piece
        : { ...piece, readings: piece.readings.map((text) => text.charAt(0).repeat(times) + text.slice(1)) },
    );
    if (piece.readings[0] !== "") times = 1;
    at += phrase?.length ?? 1;
  }
  return pieces;
}

/** "… as in kilo": the word behind says what the letter before was. */
function exampleAt(words: readonly Word[], at: number, before: Piece | undefined, lexicon: Lexicon) {
  const letter = before?.readings[0];
  if (letter === undefined || !/^[A-Z]$/.test(letter)) return null;
  const word = words[at]?.text ?? "";
  const asIn = word === "as" && words[at + 1]?.text === "in";
  const example = words[at + (asIn ? 2 : 1)]?.text ?? "";
  if (!/^[a-z]{2,}$/.test(example)) return null;
  const initial = example.charAt(0).toUpperCase();
  if (asIn || CONNECTORS.has(word)) return { letter: initial, length: asIn ? 3 : 2 };
  const means = lexicon.meanings.get(example);
  const isExample = means
    ? means.readings[0] === letter && means.sure
    : example.length > 2 && !lexicon.times.has(example);
  return MAYBE_CONNECTORS.has(word) && initial === letter && isExample ? { letter: initial, length: 2 } : null;
}

/** The longest phrase that begins here. A dash within one ("quarante-deux") is none. */
function phraseAt(words: readonly Word[], at: number, lexicon: Lexicon): { piece: Piece; length: number } | null {
  const first = words[at];
  if (!first || first.spelled) return null;
  if (first.text === "-") return { piece: { readings: ["-"], sure: true }, length: 1 };
  let found: { piece: Piece; length: number } | null = null;
  let phrase = "";
  for (let length = 1, counted = 0; counted < lexicon.longest && at + length <= words.length; length++) {
    const word = words[at + length - 1];
    if (!word || word.spelled) break;
    if (word.text === "-") continue;
    phrase = phrase === "" ? word.text : `${phrase} ${word.text}`;
    counted += 1;
    const meaning = lexicon.meanings.get(phrase);
    if (meaning) found = { piece: { ...meaning, readings: alsoSpelled(phrase, meaning.readings) }, length };
  }
  return found;
}

/** ZULU may be a group of four characters. */
function alsoSpelled(word: string, readings: readonly string[]): readonly string[] {
  return /^[a-z]{2,4}$/.test(word) ? [...readings, word.toUpperCase()] : readings;
}

function unknownWord({ text, spelled }: Word, lexicon: Lexicon): Piece {
  const characters = text.toUpperCase();
  if (spelled || /^\d+$/.test(text)) return { readings: [characters], sure: false };
  if (lexicon.fillers.has(text)) return { readings: text.length <= 4 ? ["", characters] : [""], sure: false };
  if (text.startsWith("ayb") || text.length <= 4 || text.length === BODY)
    return { readings: [characters, ""], sure: false };
  return { readings: ["", characters], sure: false };
}
