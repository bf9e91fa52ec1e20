import type { Block } from "@/lib/contracts/knowledge-blocks";
import { estimateTokens } from "../prompt/estimate-tokens";
import { saidHeader, saidRow } from "./said-table";
import { sentencesOf } from "./sentences";

/** A part of a document that is found, and given to an agent, as a whole. */
export type Chunk = {
  /** The headings above it, "Prices › Crowns"; empty: none. */
  heading: string;
  text: string;
  /** Of `text`, estimated. */
  tokens: number;
};

/**
 * Where a text may be cut. `heading`: a chunk is a section, small ones together, large ones cut between paragraphs. `paragraph`: sections do not
 * matter, paragraphs are put together until a chunk is full. `sentence`: the same by sentences. `semantic`: within a section where a sentence is
 * about something else than the one before.
 */
export type SplitMode = "heading" | "paragraph" | "sentence" | "semantic";

export type SplitOptions = {
  mode: SplitMode;
  maxTokens: number;
  /** A chunk of fewer is put together with its neighbour, where both fit. */
  minTokens: number;
  /** Of the text before that is said again where a paragraph had to be cut. */
  overlapTokens: number;
  /** How much two neighbouring sentences have in common, 0–1; the words in common when it is left out. */
  similarity: (before: string, after: string) => number;
};

const DEFAULTS: SplitOptions = {
  mode: "heading",
  maxTokens: 350,
  minTokens: 100,
  overlapTokens: 40,
  similarity: wordsInCommon,
};

/**
 * What is not cut, if it fits. `opens`: belongs to what follows, such as the sentence before a list; `isCut`: the chunk ends after it; `goesOn`: on
 * the line of the one before.
 */
type Unit = { text: string; tokens: number; opens: boolean; isCut: boolean; goesOn?: boolean };
/** `last`: the headings above the last of its units, where those differ. */
type Section = { path: string[]; units: Unit[]; last?: string[] };

/** Cuts a document into chunks of `maxTokens` at most; no word of it is in none of them. */
export function splitBlocks(blocks: readonly Block[], given: Partial<SplitOptions> = {}): Chunk[] {
  const options = { ...DEFAULTS, ...given };
  const sections = sectionsOf(blocks, options);
  const keepsSections = options.mode === "heading" || options.mode === "semantic";
  const parts = sections.flatMap((section) => pack(section, options));
  return merged(parts, options, keepsSections).map(({ path, units }) => {
    const text = units
      .map(({ text: part, goesOn }, at) => (at === 0 ? part : `${goesOn ? " " : "\n"}${part}`))
      .join("");
    return { heading: path.join(" › "), text, tokens: estimateTokens(text) };
  });
}

/** What is longer is something said. */
const MOST_HEADING_CHARACTERS = 120;

function sectionsOf(blocks: readonly Block[], options: SplitOptions): Section[] {
  const sections: Section[] = [];
  const open: { level: number; text: string; isSaid: boolean }[] = [];
  let section: Section = { path: [], units: [] };
  const close = () => {
    if (section.units.length > 0) sections.push(section);
  };
  /** A heading with nothing below it is something said. */
  const sayUnsaid = (level: number) => {
    while ((open.at(-1)?.level ?? 0) >= level) {
      const last = open.pop();
      if (!last || last.isSaid) continue;
      sections.push({ path: open.map(({ text }) => text), units: textUnits(last.text, options, false) });
    }
  };
  for (const block of blocks) {
    if (block.kind === "heading" && block.text.length <= MOST_HEADING_CHARACTERS) {
      close();
      sayUnsaid(block.level);
      open.push({ level: block.level, text: block.text, isSaid: false });
      section = { path: open.map(({ text }) => text), units: [] };
    } else {
      const units = unitsOf(block, options);
      if (units.length > 0) for (const each of open) each.isSaid = true;
      section.units.push(...units);
    }
  }
  close();
  sayUnsaid(1);
  return sections.filter(({ units }) => units.length > 0);
}

function unitsOf(block: Block, options: SplitOptions): Unit[] {
  if (block.kind === "table") return tableUnits(block.header, block.rows, options);
  if (block.kind === "list") return block.items.flatMap((item) => textUnits(`- ${item}`, options, false));
  const whole = textUnits(block.text, options, /[:：]$/.test(block.text));
  if (options.mode === "semantic" && block.kind === "paragraph") return byMeaning(block.text, options);
  if (options.mode === "sentence" && block.kind === "paragraph") return bySentence(block.text, options);
  return whole;
}

const unit = (text: string, opens = false, isCut = false): Unit => ({
  text,
  tokens: estimateTokens(text),
  opens,
  isCut,
});

/** A text that fits is one unit; else as many as it needs, cut between sentences, each beginning with the last words of the one before. */
function textUnits(text: string, options: SplitOptions, opens: boolean): Unit[] {
  const { maxTokens, overlapTokens } = options;
  if (estimateTokens(text) <= maxTokens) return text.trim() === "" ? [] : [unit(text.trim(), opens)];
  const units: Unit[] = [];
  let current: string[] = [];
  let tokens = 0;
  for (const piece of sentencesOf(text).flatMap((sentence) => fitting(sentence, maxTokens))) {
    if (current.length > 0 && tokens + added(current.at(-1) ?? "", piece) > maxTokens) {
      units.push(unit(current.join("").trim(), false, true));
      const again = current.length > 1 ? (current.at(-1) ?? "") : "";
      const overlap = estimateTokens(again);
      const fits = overlap <= overlapTokens && overlap + added(again, piece) <= maxTokens;
      current = fits && again !== "" ? [again] : [];
      tokens = fits ? overlap : 0;
    }
    tokens += added(current.at(-1) ?? "", piece);
    current.push(piece);
  }
  units.push(unit(current.join("").trim()));
  return units.filter(({ text: part }) => part !== "");
}

/** How many tokens a text adds to the one before it, at most: a word that is cut between them may count for more as a whole. */
const added = (before: string, text: string): number =>
  estimateTokens(text) + (before === "" || /\s$/.test(before) || /^\s/.test(text) ? 0 : 1);

/** A sentence that is too long is cut between words, a word that is too long within it. */
function fitting(sentence: string, maxTokens: number): string[] {
  if (estimateTokens(sentence) <= maxTokens) return [sentence];
  const pieces: string[] = [];
  let current: string[] = [];
  let tokens = 0;
  for (const [word] of sentence.matchAll(/\s*\S{1,40}\s*/gu)) {
    for (const part of estimateTokens(word) > maxTokens ? Array.from(word) : [word]) {
      if (current.length > 0 && tokens + added(current.at(-1) ?? "", part) > maxTokens) {
        pieces.push(current.join(""));
        current = [];
        tokens = 0;
      }
      tokens += added(current.at(-1) ?? "", part);
      current.push(part);
    }
  }
  return current.length > 0 ? [...pieces, current.join("")] : pieces;
}

function bySentence(text: string, options: SplitOptions): Unit[] {
  const sentences = sentencesOf(text);
  return sentences.flatMap((sentence, at) => {
    const goesOn = at > 0 && !sentences[at - 1]?.endsWith("\n");
    return textUnits(sentence.trim(), options, /[:：]\s*$/.test(sentence)).map((each) => ({ ...each, goesOn }));
  });
}

/** Neighbouring sentences stay together unless the step between them is among the paragraph's largest. */
function byMeaning(text: string, options: SplitOptions): Unit[] {
  const sentences = sentencesOf(text);
  const alike = sentences.slice(1).map((sentence, at) => options.similarity(sentences[at] ?? "", sentence));
  const mean = alike.reduce((sum, value) => sum + value, 0) / Math.max(alike.length, 1);
  const spread = Math.sqrt(alike.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(alike.length, 1));
  const parts: string[] = [];
  sentences.forEach((sentence, at) => {
    const isStep =
      at > 0 &&
      spread > 0 &&
      (alike[at - 1] ?? 1) < mean - spread / 2 &&
      estimateTokens(parts.at(-1) ?? "") >= options.minTokens / 2;
    if (at === 0 || isStep) parts.push(sentence);
    else parts[parts.length - 1] += sentence;
  });
  return parts.flatMap((part, at) =>
    textUnits(part, options, false).map((each) => ({ ...each, isCut: each.isCut || at < parts.length - 1 })),
  );
}

/** One unit if all of it fits; else rows, with the header's names above each part. */
function tableUnits(header: string[] | null, rows: readonly string[][], options: SplitOptions): Unit[] {
  const names = saidHeader(header);
  const isShort = names !== null && estimateTokens(names) <= options.maxTokens / 3;
  const head = isShort ? [names] : [];
  const units: Unit[] = names !== null && !isShort ? textUnits(names, options, true) : [];
  const room = options.maxTokens - estimateTokens(head.join("\n")) - head.length;
  let current: string[] = [];
  let tokens = 0;
  const close = (isCut: boolean) => {
    if (current.length > 0) units.push(unit([...head, ...current].join("\n"), false, isCut));
    current = [];
    tokens = 0;
  };
  for (const row of rows.flatMap((cells) => fitting(saidRow(header, cells), room)).map((said) => said.trim())) {
    // A line's end counts as well.
    const size = estimateTokens(row) + 1;
    if (tokens + size > room) close(true);
    current.push(row);
    tokens += size;
  }
  close(false);
  return units.length === 0 && head.length > 0 ? [unit(head.join("\n"))] : units;
}

/** Fills parts of a section, in order; what opens something stays with it. */
function pack({ path, units }: Section, options: SplitOptions): Section[] {
  const parts: Section[] = [];
  let current: Unit[] = [];
  let tokens = 0;
  const close = () => {
    if (current.length > 0) parts.push({ path, units: current });
    current = [];
    tokens = 0;
  };
  units.forEach((each, at) => {
    const size = each.tokens + 1;
    const next = units[at + 1];
    const withNext = each.opens && next && size + next.tokens + 1 <= options.maxTokens ? size + next.tokens + 1 : size;
    if (tokens + withNext > options.maxTokens + 1) close();
    current.push(each);
    tokens += size;
    if (each.isCut) close();
  });
  close();
  return parts;
}

const tokensOf = (units: readonly Unit[]): number => units.reduce((sum, { tokens }) => sum + tokens + 1, -1);

/** Small parts next to each other become one, with their headings in the text when these differ. */
function merged(parts: readonly Section[], options: SplitOptions, keepsSections: boolean): Section[] {
  const result: Section[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    const joined = last && isSmall(last, part, options, keepsSections) ? join(last, part) : null;
    if (joined && tokensOf(joined.units) <= options.maxTokens) result[result.length - 1] = joined;
    else result.push(part);
  }
  return result;
}

function isSmall(a: Section, b: Section, { minTokens }: SplitOptions, keepsSections: boolean): boolean {
  if ([...a.units, ...b.units].some(({ isCut }) => isCut)) return false;
  if (!keepsSections) return true;
  const isNear = shared(a.path, b.path).length > 0 || a.path.length + b.path.length === 0;
  return (
    isNear &&
    (tokensOf(a.units) < minTokens || tokensOf(b.units) < minTokens) &&
    tokensOf(a.units) + tokensOf(b.units) < minTokens * 2
  );
}

function join(a: Section, b: Section): Section {
  const path = shared(a.path, b.path);
  const above = a.path.slice(path.length);
  const between = b.path.slice(Math.max(path.length, shared(a.last ?? a.path, b.path).length));
  const said = (headings: readonly string[]): Unit[] => headings.map((text) => unit(text, true));
  return { path, last: b.path, units: [...said(above), ...a.units, ...said(between), ...b.units] };
}

function shared(a: readonly string[], b: readonly string[]): string[] {
  const end = a.findIndex((text, at) => b[at] !== text);
  return a.slice(0, end < 0 ? a.length : end);
}

const WORD = /[\p{L}\p{N}]{4,}/gu;

/** Of the words of the shorter one, how many are in the other, by how they begin. */
function wordsInCommon(before: string, after: string): number {
  const [a, b] = [before, after].map(
    (text) => new Set(Array.from(text.toLowerCase().matchAll(WORD), ([word]) => word.slice(0, 5))),
  );
  if (!a || !b || a.size === 0 || b.size === 0) return 1;
  return [...a].filter((word) => b.has(word)).length / Math.min(a.size, b.size);
}
