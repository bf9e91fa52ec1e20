import { z } from "zod";
import type { ContextPacket, EscalationPriority } from "@/lib/contracts/escalations";
import { type Fields, knownMatters, mattersIn } from "./matters";

/** One turn of the conversation, as far as it was heard. */
export type SaidLine = { speaker: "caller" | "agent" | "human"; text: string };

/** What is known of a call without understanding it. */
export type PacketFacts = {
  said: readonly SaidLine[];
  customer: ContextPacket["customer"];
  earlierContacts: ContextPacket["earlierContacts"];
  knowledgeUsed: ContextPacket["knowledgeUsed"];
  /** What people of the business are there for. */
  fields: Fields;
  /** Messages that were taken and calls back that were promised, in words. */
  agreed: readonly string[];
  priority: EscalationPriority;
  reason: string;
  language: string;
};

/** What a language model makes of it. */
export const WrittenPacket = z.strictObject({
  summary: z.string().describe("What the call is about and where it stands, in two short sentences"),
  issue: z.string().describe("What the caller wants or what went wrong, in one short sentence"),
  key_points: z.array(z.string()).describe("What the colleague must know, each in one short sentence, at most 6"),
  promises: z.array(z.string()).describe("What the agent or a colleague promised the caller, and nothing else"),
  action_items: z.array(z.string()).describe("What is left to do for the caller"),
  department: z.string().nullable().describe("The one of the departments listed that this is for; null: not clear"),
  skills: z.array(z.string()).describe("Those of the skills listed that this needs"),
  customer_name: z.string().nullable().describe("The caller's name, if they said it"),
});
export type WrittenPacket = z.infer<typeof WrittenPacket>;

export const WRITTEN_WITHOUT_MODEL = "Written without the model: these are the caller's own words.";

const MOST = { lines: 6, line: 300, summary: 600 };

/** The packet with what the model wrote, as far as the conversation bears it out: a line with a figure that nobody said is left out. */
export function packetFromModel(facts: PacketFacts, written: WrittenPacket): ContextPacket {
  const heard = figuresOf(facts.said.map(({ text }) => text).join(" "));
  const isSound = (line: string) => line !== "" && [...figuresOf(line)].every((figure) => heard.has(figure));
  const lines = (given: readonly string[]) =>
    distinct(given.map((line) => shorten(line)).filter(isSound)).slice(0, MOST.lines);
  const plain = packetFromWords(facts);
  const matters = knownMatters(written, facts.fields);
  const summary = shorten(written.summary, MOST.summary);
  const issue = shorten(written.issue);
  return {
    ...plain,
    summary: isSound(summary) ? summary : plain.summary,
    issue: isSound(issue) ? issue : plain.issue,
    department: matters.department ?? plain.department,
    skills: distinct([...plain.skills, ...matters.skills]),
    keyPoints: lines(written.key_points),
    promises: lines(written.promises),
    actionItems: distinct([...facts.agreed, ...lines(written.action_items)]).slice(0, MOST.lines),
    customer: { ...facts.customer, name: facts.customer.name ?? nameIn(written.customer_name, facts.said) },
  };
}

/** The packet by the words alone: the caller's own sentences, and those of the agent that promise something. */
export function packetFromWords(facts: PacketFacts): ContextPacket {
  const { said, agreed, customer, earlierContacts, knowledgeUsed, priority, reason, language } = facts;
  const wishes = said.filter(({ speaker }) => speaker === "caller").map(({ text }) => shorten(text));
  const telling = wishes.filter((text) => text.split(/\s+/).length > 3);
  const issue = telling[0] ?? wishes[0] ?? "";
  const last = telling.at(-1) ?? "";
  const summary = issue === "" ? reason : `The caller said: “${issue}”${last === issue ? "" : ` Last: “${last}”`}`;
  return {
    summary: shorten(summary, MOST.summary),
    keyPoints: distinct(telling.filter((text) => text !== issue)).slice(-MOST.lines),
    customer,
    issue,
    ...mattersIn([...wishes, reason], facts.fields),
    earlierContacts,
    knowledgeUsed,
    promises: promisesIn(said),
    actionItems: [...agreed],
    priority,
    reason,
    language,
  };
}

const PROMISE =
  /\b(?:I|we)(?:'ll| will| am going to| are going to)\b|\byou(?:'ll| will) (?:get|receive|have)\b|\b(?:I|we) promise\b|\b(?:werde|werden wir|verspreche)\b|\b(?:voy a|vamos a|le prometo)\b|\b(?:je vais|nous allons|je vous promets)\b/iu;
/** What one says while one looks something up, or before somebody is connected, is no promise. */
const PASSING = /\b(?:check|look|see|connect|transfer|put you through|one moment|find (?:out|somebody|someone))\b/iu;

function promisesIn(said: readonly SaidLine[]): string[] {
  const sentences = said
    .filter(({ speaker }) => speaker !== "caller")
    .flatMap(({ text }) => text.split(/(?<=[.!?])\s+/))
    .map((text) => shorten(text));
  return distinct(sentences.filter((text) => PROMISE.test(text) && !PASSING.test(text))).slice(-MOST.lines);
}

/** A name that the caller did not say is none. */
function nameIn(name: string | null, said: readonly SaidLine[]): string | null {
  const words = (name ?? "").trim().split(/\s+/).filter(Boolean);
  const heard = said.map(({ text }) => text.toLowerCase()).join(" ");
  return words.length > 0 && words.every((word) => heard.includes(word.toLowerCase()))
    ? words.join(" ").slice(0, 100)
    : null;
}

const figuresOf = (text: string): ReadonlySet<string> => new Set(text.match(/\d+/g) ?? []);
const distinct = (lines: readonly string[]): string[] => [...new Set(lines)];

function shorten(text: string, most = MOST.line): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/\s+\S*$/, "")}…`;
}
