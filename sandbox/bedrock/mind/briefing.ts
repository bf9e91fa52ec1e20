import { readFacts, type Fact } from "./read-facts";
import { stems } from "./words";

/** What a system prompt says, read once: who speaks, for whom, and the facts; its instructions are left out. */
export interface Briefing {
  readonly text: string;
  readonly agentName: string | undefined;
  readonly businessName: string | undefined;
  readonly callerNumber: string | undefined;
  /** The day and time it says it is, as it says it. */
  readonly now: string | undefined;
  /** We called them. */
  readonly isOutbound: boolean;
  /** What it is told to find out: "Ask whether they are coming." as the question it makes. */
  readonly openers: readonly string[];
  /** "For heavy bleeding tell the caller to ring 911." */
  readonly emergencies: readonly { readonly signs: ReadonlySet<string>; readonly number: string }[];
  readonly facts: readonly Fact[];
}

const cache = new Map<string, Briefing>();
const CACHE_LIMIT = 200;

/** Reads a system prompt; the same text is read once. */
export function readBriefing(text: string): Briefing {
  const known = cache.get(text);
  if (known) return known;
  const briefing: Briefing = {
    text,
    agentName: findAgentName(text),
    businessName: findBusinessName(text),
    callerNumber:
      /\b(?:caller(?:[’']s)?(?: phone| telephone)?(?: number)?|number (?:at the other end|of the caller|they call from))\s*(?:is|:|=|from)\s*(\+?\d[\d ()-]{5,18}\d)/i.exec(
        text,
      )?.[1],
    now: /\b(?:it is|now is|today is|now:)\s+((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b[^\n.]*?)(?: where|\.(?:\s|$)|\n|$)/i.exec(
      text,
    )?.[1],
    isOutbound: /\b(?:we|you) (?:have )?call(?:ed)? them\b|\boutbound call\b/i.test(text),
    openers: [
      ...text.matchAll(
        /^(?:[-*] )?Ask (?:the caller )?whether they (are|have|can|will|would like to|want to) ([^.;,\n]+)/gim,
      ),
    ].map(([, verb = "", rest = ""]) => toQuestion(verb.toLowerCase(), rest.trim())),
    emergencies: [
      ...text.matchAll(/\bfor ([^.;,\n]+?),? tell (?:the caller|them) to (?:ring|call|dial) (\d{3,})/gi),
    ].map(([, signs = "", number = ""]) => ({
      signs: new Set(stems(signs.replace(/\b(?:trouble|heavy|severe|strong|bad|problems?|difficulty)\b/gi, " "))),
      number,
    })),
    facts: readFacts(text),
  };
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(text, briefing);
  return briefing;
}

function toQuestion(verb: string, told: string): string {
  const rest = told.replace(/\btheir\b/gi, "your").replace(/\bthem\b/gi, "you");
  if (verb === "would like to") return `Would you like to ${rest}?`;
  if (verb === "want to") return `Do you want to ${rest}?`;
  return `${verb.charAt(0).toUpperCase()}${verb.slice(1)} you ${rest}?`;
}

const NAME = String.raw`((?:the )?\p{Lu}[\p{L}\p{N}&'’-]*(?:(?: (?:and|of|the|de|&))* \p{Lu}[\p{L}\p{N}&'’-]*){0,5})`;

function findAgentName(text: string): string | undefined {
  const patterns = [
    /\b(?:[Yy]our name is|[Yy]ou are called|named)\s+(\p{Lu}[\p{L}'’-]+)/u,
    /\bYou are (\p{Lu}[\p{L}'’-]+)(?:,| the| an?\b| of\b| from\b| at\b)/u,
    /^(?:[Aa]gent|[Aa]ssistant|[Pp]ersona)(?: [Nn]ame)?:\s*(\p{Lu}[\p{L}'’-]+)/mu,
  ];
  return firstMatch(patterns, text);
}

function findBusinessName(text: string): string | undefined {
  const role = "(?:receptionist|assistant|agent|concierge|operator|secretary|voice|telephone|phone|calls?|line)";
  const patterns = [
    new RegExp(String.raw`^(?:[-*] )?(?:[Bb]usiness|[Cc]ompany|[Oo]rgani[sz]ation)(?: [Nn]ame)?:\s*${NAME}`, "mu"),
    new RegExp(String.raw`\b${role}\b[^.\n]{0,40}?\b(?:for|at|of)\s+${NAME}`, "u"),
    new RegExp(String.raw`\b(?:on behalf of|representing|work(?:s|ing)? (?:for|at))\s+${NAME}`, "u"),
  ];
  return firstMatch(patterns, text);
}

function firstMatch(patterns: readonly RegExp[], text: string): string | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found) return found.trim();
  }
  return undefined;
}
