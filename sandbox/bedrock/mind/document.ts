import { fillSchema } from "./structured";
import { asSchema, type JsonSchema } from "./tool-view";
import { asSentence, countWords, humanise, listOf, sentences, stems } from "./words";
import { readWeek } from "./week";

/** Material that a request brings along between tags, and what stands around it. */
export interface Document {
  readonly text: string;
  readonly around: string;
}

const TAGGED = /<(document|website|page|source|material)\b[^>]*>\n?([\s\S]*?)\n?<\/\1>/gi;

/** The tagged material of a request; undefined when there is none. */
export function findDocument(asked: string): Document | undefined {
  const parts = [...asked.matchAll(TAGGED)].map((match) => match[2] ?? "");
  return parts.length === 0 ? undefined : { text: parts.join("\n"), around: asked.replace(TAGGED, " ") };
}

/** Fills a schema from tagged material: sentences of it, each with itself as its source; nothing of what it asks for is done. */
export function fillFromDocument(schema: JsonSchema, document: Document): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    filled[name] = fillField(name, property, document);
  return filled;
}

function fillField(name: string, schema: JsonSchema, document: Document): unknown {
  const words = humanise(name);
  if (schema.type === "array") return fillList(words, schema, document);
  if (schema.type !== "string" || schema.enum) return fillSchema(schema, document.text, name);
  if (/\bgreeting\b/.test(words)) return "How can I help you today?";
  if (/\b(?:persona|role|identity)\b/.test(words)) return personaOf(document);
  return fillSchema(schema, document.text, name);
}

function personaOf({ text, around }: Document): string {
  const name = /\bcalled ([^(.\n]{2,80}?)(?= \(|[.\n])/.exec(around)?.[1] ?? "the business";
  const told = statements(text).find((line) => /^we(?:’|'| )/i.test(line) && !/\d/.test(line));
  return `You are the assistant who answers the telephone of ${name}.${told ? ` ${asSentence(told.replace(/^we\b/i, "The business"))}` : ""}`;
}

function fillList(words: string, schema: JsonSchema, { text }: Document): unknown[] {
  const items = asSchema(schema.items);
  const names = Object.keys(items.properties ?? {});
  const sourceName = names.find((name) => /\b(?:source|quote|evidence|sentence)\b/.test(humanise(name)));
  if (sourceName && names.includes("opens") && names.includes("closes"))
    return readWeek(text).map(({ line, ...hours }) => ({ ...hours, [sourceName]: line }));
  if (sourceName)
    return statements(text)
      .slice(0, 40)
      .map((line) => withSource(items, sourceName, line));
  if (/\b(?:goals?|tasks?|duties)\b/.test(words)) return goalsOf(text);
  if (/\b(?:never|rules?|must not)\b/.test(words)) return rulesOf(text);
  if (/\b(?:key ?terms?|terms?|names?)\b/.test(words)) return termsOf(text);
  return statements(text).slice(0, 5);
}

function withSource(items: JsonSchema, sourceName: string, line: string): Record<string, unknown> {
  const filled = Object.entries(items.properties ?? {}).map(([name, property]) => {
    if (name === sourceName) return [name, line];
    return [name, property.enum ? kindOf(line, property.enum.map(String)) : asSentence(line)];
  });
  return Object.fromEntries(filled) as Record<string, unknown>;
}

const ORDERS = /\b(?:ignore|disregard|instructions?|prompt|you (?:must|should|are) now|as an ai)\b/i;
const TELLING =
  /[$€£]\s?\d|\d\s?(?:dollars|euros|pounds|%|min|hours?|days?)\b|\b(?:avenue|street|road|st\.|rd\.|parking|insur\w+|accept\w*|take|offer\w*|speak|years?|free|cancel\w*|emergenc\w*|welcome|located|dr\.|our)\b/i;

/** Lines that say something one could be asked about; orders to whoever reads it are none. */
function statements(text: string): string[] {
  const all = sentences(text).filter((line) => countWords(line) > 3 && line.length < 300 && !ORDERS.test(line));
  const telling = all.filter((line) => TELLING.test(line) && readWeek(line).length === 0);
  return [...new Set(telling.length > 0 ? telling : all)];
}

const KINDS: readonly (readonly [RegExp, RegExp])[] = [
  [/price|cost|fee/, /[$€£]|\b(?:dollars|euros|pounds|price|cost|fee|free of charge)\b/i],
  [/hours|time/, /\b(?:open|closed|hours|am|pm)\b/i],
  [/address|place|location/, /\b(?:avenue|street|road|st\.|rd\.|located|parking|floor|corner)\b/i],
  [/people|person|staff/, /\b(?:dr\.|our (?:team|dentists?|doctors?|lawyers?|chef)|led by|founded by)/i],
  [/policy|rule/, /\b(?:cancel\w*|deposit|refund\w*|polic\w+|must|insur\w+|accept\w*)\b/i],
  [/contact/, /@|\b(?:call us|phone|e-?mail)\b/i],
  [/service|offer|product/, /\b(?:offer\w*|provide|service|treatment|repair\w*|serve|take)\b/i],
];

function kindOf(line: string, options: readonly string[]): string | undefined {
  for (const [named, said] of KINDS) {
    const option = options.find((candidate) => named.test(candidate));
    if (option && said.test(line)) return option;
  }
  return options.find((option) => /other|general|misc/i.test(option)) ?? options[0];
}

function goalsOf(text: string): string[] {
  const kinds = ["price", "hours", "address", "people", "policy", "service"];
  const found = [...new Set(statements(text).map((line) => kindOf(line, kinds) ?? ""))].filter(Boolean);
  const names: Record<string, string> = {
    price: "prices",
    hours: "opening hours",
    address: "how to get there",
    people: "the people here",
    policy: "what holds for visits and payment",
    service: "what is offered",
  };
  const about = found.flatMap((kind) => names[kind] ?? []);
  return about.length > 0 ? [`Answer questions about ${listOf(about)} from what you know for certain.`] : [];
}

const rulesOf = (text: string): string[] =>
  statements(text)
    .filter((line) => /\b(?:we|they) (?:do not|don[’']t|cannot|can[’']t|never)\b/i.test(line) && !/\d/.test(line))
    .slice(0, 6)
    .map((line) => `Never say otherwise than this: ${asSentence(line)}`);

/** Names in mid-sentence: capital letters where grammar asks for none. */
function termsOf(text: string): string[] {
  const named = [
    ...text.matchAll(/(?<=[\p{Ll}\p{N},] )(?:(?:Dr|Mr|Ms|Mrs)\. )?\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+){0,2}/gu),
  ];
  const terms = named
    .map((match) => match[0])
    .filter((term) => stems(term).length > 0 && !/^(?:Mon|Tues?|Wed|Thu|Fri|Sat|Sun)/.test(term));
  return [...new Set(terms)].slice(0, 20);
}
