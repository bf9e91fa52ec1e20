import { humanise, listOf } from "./words";

/** One value of a JSON document, with the words that lead to it. */
export interface Leaf {
  readonly words: string;
  readonly value: string | number | boolean;
}

// Keys whose values are for programs and not for ears.
const SILENT_KEY =
  /(?:^|_|\b)(?:id|ids|uuid|sid|ok|success|saved|status|code|timezone|time_zone|timestamp|score|source|url|version|type)$|[a-z](?:Id|Ids|Sid|Url|Code)$/;
const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const LABEL_KEYS = ["weekday", "day", "name", "title", "label", "date"];
const RANGE_KEYS: readonly (readonly [string, string])[] = [
  ["from", "to"],
  ["opens", "closes"],
  ["open", "close"],
  ["opensAt", "closesAt"],
  ["opens_at", "closes_at"],
  ["start", "end"],
  ["startsAt", "endsAt"],
];
const MOST_RECORDS = 7;

/** The values that are worth saying, in their order; ranges are one value, records of a list go by their label. */
export function* leavesOf(record: Readonly<Record<string, unknown>>, path = ""): Generator<Leaf> {
  const range = rangeOf(record);
  if (range) yield { words: path, value: range.text };
  for (const [key, value] of Object.entries(record)) {
    if (SILENT_KEY.test(key) || range?.keys.includes(key)) continue;
    const words = `${path} ${humanise(key)}`.trim();
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      const isSilent =
        value === "" || (typeof value === "string" && ISO_MOMENT.test(value)) || (key === "closed" && value === false);
      if (!isSilent) yield { words, value };
    } else if (Array.isArray(value)) yield* listLeaves(value, words);
    else if (isRecord(value)) yield* leavesOf(value, words);
  }
}

function* listLeaves(list: readonly unknown[], words: string): Generator<Leaf> {
  const plain = list.filter((entry) => typeof entry === "string" || typeof entry === "number");
  if (plain.length > 0) yield { words, value: listOf(plain.slice(0, MOST_RECORDS).map(String)) };
  const ranges: string[] = [];
  for (const entry of list.filter(isRecord).slice(0, MOST_RECORDS)) {
    const labelKey = LABEL_KEYS.find((key) => typeof entry[key] === "string");
    const range = rangeOf(entry);
    if (!labelKey && range) ranges.push(range.text);
    else if (labelKey) {
      const rest = Object.fromEntries(Object.entries(entry).filter(([key]) => !LABEL_KEYS.includes(key)));
      for (const leaf of leavesOf(rest))
        yield { words: labelled(String(entry[labelKey]), leaf.words), value: leaf.value };
    } else yield* leavesOf(entry, words);
  }
  if (ranges.length > 0) yield { words, value: listOf(ranges) };
}

/** "Saturday" for a Saturday's intervals, "Saturday note" for its note. */
function labelled(label: string, words: string): string {
  return /^(?:intervals?|hours?|times?|ranges?|opening hours|)$/.test(words) ? label : `${label} ${words}`;
}

function rangeOf(record: Readonly<Record<string, unknown>>): { text: string; keys: readonly string[] } | undefined {
  const keys = RANGE_KEYS.find(([from, to]) => typeof record[from] === "string" && typeof record[to] === "string");
  return keys && { text: `from ${String(record[keys[0]])} to ${String(record[keys[1]])}`, keys };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value with its words as part of a sentence: "the price is 5", "we are open", "we close at 22:00". */
export function sayLeaf({ words, value }: Leaf): string {
  if (typeof value === "boolean") {
    if (/\bopen\b/.test(words)) return value ? "we are open" : "we are closed";
    if (/\bclosed\b/.test(words)) {
      const day = words.replace(/\s*\bclosed\b/, "");
      const subject = /^\p{Lu}/u.test(day) ? `${day} is` : "we are";
      return value ? `${subject} closed` : `${subject} open`;
    }
    return `${words} is ${value ? "yes" : "no"}`;
  }
  if (/\bcloses at$/.test(words)) return `we close at ${value}`;
  if (/\bopens at$/.test(words)) return `we open at ${value}`;
  return `${words} ${/[^s]s$/.test(words) && /^\p{Ll}/u.test(words) ? "are" : "is"} ${value}`;
}
