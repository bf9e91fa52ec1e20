import { AgentConfig } from "@/lib/contracts/agent-config";
import type { Schedule } from "@/lib/domain/schedule/opening-hours";
import { agent, caller, type Dialogue, goodbye, type Line } from "@/prisma/demo/dialogue";
import type { KeptCall } from "@/prisma/demo/insert-calls";
import { pick, type Random, randomOf, uuidAt } from "@/prisma/demo/random";
import { simulateCall } from "@/prisma/demo/simulate-call";
import { TOPICS, type Topic } from "./topics";
import { FIRST_NAMES, LAST_NAMES, THINGS } from "./words";

/** An agent of the organization, as far as its calls need it. */
export type SeedAgent = {
  id: string;
  name: string;
  businessId: string;
  businessName: string;
  timeZone: string;
  versionId: string;
  version: number;
  config: unknown;
  line: string;
};
export type SeedPlan = {
  organizationId: string;
  seed: string;
  agents: readonly SeedAgent[];
  author: { id: string; name: string };
  /** The last moment of the history, and how many days it goes back. */
  until: Date;
  days: number;
};

const DAY_MS = 86_400_000;
const TAGS = ["new customer", "vip", "follow up", "price", "praise", "bug", "training", "urgent"];
const NOTES: readonly [string, string][] = [
  ["follow_up", "Call them back **before Friday**, they asked for the manager."],
  ["complaint", "Third complaint about the same order. See the [policy](https://example.com/returns)."],
  ["praise", "Lovely call, the caller said so twice."],
  ["training", "- greeting was fine\n- price was said too fast\n- no check of the name"],
  ["general", "Asked for the invoice again."],
];
const IDLE: Schedule = { timeZone: "UTC", weeklyHours: {} as Schedule["weeklyHours"], specialDays: [] };

/** The id that carriers' calls have is the mark by which a history is found again. */
export const seedMark = (organizationId: string): string => `seed:${organizationId}:`;

/** Call number `index` of a history: of the same plan always the same. */
export function seedCall(plan: SeedPlan, index: number): KeptCall {
  const random = randomOf(`${plan.seed} ${index}`);
  const startedAt = momentOf(plan, random);
  const by = plan.agents[Math.floor(random() ** 1.5 * plan.agents.length)]!;
  const direction: "inbound" | "outbound" = random() < 0.85 ? "inbound" : "outbound";
  const number = someNumber(random);
  const id = uuidAt(startedAt, random);
  const call = {
    id,
    organization: { id: plan.organizationId, business: { id: by.businessId } },
    agent: { id: by.id, direction },
    versionId: by.versionId,
    from: direction === "inbound" ? number : by.line,
    to: direction === "inbound" ? by.line : number,
    startedAt,
    providerCallSid: `${seedMark(plan.organizationId)}${plan.seed}:${index}`,
    answeredBy: direction === "inbound" ? null : "human",
  };
  if (random() < (direction === "outbound" ? 0.3 : 0.03)) return unanswered(call, random);
  const topic = topicOf(random);
  const first = pick(random, FIRST_NAMES);
  const last = pick(random, LAST_NAMES);
  const frame = {
    callId: id,
    answeredAt: new Date(startedAt.getTime() + 900),
    started: {
      type: "call.started" as const,
      direction,
      from: call.from,
      to: call.to,
      agentName: by.name,
      agentVersion: by.version,
      businessName: by.businessName,
    },
    config: AgentConfig.parse(by.config),
    schedule: IDLE,
  };
  const outcome = pick(random, topic.outcomes);
  const { events, endedAt, ending } = simulateCall(frame, dialogueOf(topic, outcome, { first, last }, random), random);
  const { disposition, reason: endReason, status } = ending;
  return {
    ...call,
    events,
    endedAt,
    disposition,
    endReason,
    status,
    answeredAt: frame.answeredAt,
    columns: figuresOf(topic, outcome, random),
    notes: random() < 0.08 ? [noteOf(plan, endedAt, random)] : [],
  };
}

/** More by day than by night, more on working days, more lately than long ago. */
function momentOf({ until, days }: SeedPlan, random: Random): Date {
  const day = Math.floor(random() ** 1.3 * days);
  const date = new Date(until.getTime() - day * DAY_MS);
  const isWeekend = date.getUTCDay() % 6 === 0 && random() < 0.7;
  const hour = random() < 0.8 ? 15 + random() * 9 : random() * 24;
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - (isWeekend ? 2 : 0));
  const at = Math.floor(start + hour * 3_600_000);
  return new Date(at > until.getTime() ? at - DAY_MS : at);
}

/** People call again: a small part of the numbers has a large part of the calls. Numbers are of the ranges for fiction. */
function someNumber(random: Random): string {
  const area = pick(random, ["415", "510", "628", "925", "707", "212", "312", "206"]);
  return random() < 0.01
    ? "anonymous"
    : `+1${area}555${String(100 + Math.floor(random() ** 2 * 100)).padStart(4, "0")}`;
}

function topicOf(random: Random): Topic {
  let ticket = random() * TOPICS.reduce((sum, { weight }) => sum + weight, 0);
  return TOPICS.find(({ weight }) => (ticket -= weight) < 0) ?? TOPICS[0]!;
}

function dialogueOf(topic: Topic, outcome: string, who: { first: string; last: string }, random: Random): Dialogue {
  const fill = (template: string): string =>
    pick(random, template.split("|")).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === "first" ? who.first : name === "last" ? who.last : pick(random, THINGS[name] ?? [name]),
    );
  const said = (line: string): Line => {
    const [, speaker, text = ""] = /^(C|A!?) (.*)$/s.exec(line) ?? [];
    if (speaker === "C") return caller(fill(text));
    return agent(fill(text), speaker === "A!" && random() < 0.5 ? { cutAt: 0.3 + random() * 0.4 } : {});
  };
  const lines = topic.lines.map(said);
  // Some people go on to the next thing.
  if (!topic.language && random() < 0.25) {
    const more = pick(
      random,
      TOPICS.filter(({ language, weight }) => !language && weight > 5),
    );
    lines.push(...more.lines.map(said));
  }
  const isCut = random() < 0.12;
  if (isCut) lines.splice(1 + Math.floor(random() * (lines.length - 1)));
  else if (!topic.language && outcome !== "escalated") lines.push(goodbye("Thank you for calling. Goodbye."));
  const ending = { disposition: "transferred", reason: "Put through to a person", status: "escalated" } as const;
  return { weight: 1, lines, ...(outcome === "escalated" ? { ending } : {}) };
}

function figuresOf({ mood, name }: Topic, outcome: string, random: Random): Record<string, unknown> {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const mean = round(Math.max(-0.95, Math.min(0.95, mood + (random() - 0.5) * 0.6)));
  const score = round(Math.max(0.2, Math.min(1, 0.78 + mood * 0.25 + (random() - 0.5) * 0.4)));
  const tags = TAGS.filter(() => random() < 0.03);
  return {
    sentiment_mean: mean,
    sentiment_low: round(Math.max(-1, mean - random() * 0.5)),
    qa_score: random() < 0.9 ? score : null,
    outcome,
    resolved: random() < 0.05 ? null : !["unresolved", "callback", "escalated"].includes(outcome),
    findings: random() < 0.06 ? 1 + Math.floor(random() * 3) : 0,
    tags: name === "complaint" && random() < 0.3 ? [...tags, "complaint"] : tags,
  };
}

function noteOf({ author }: SeedPlan, endedAt: Date, random: Random): Record<string, unknown> {
  const [category, text] = pick(random, NOTES);
  const at = new Date(endedAt.getTime() + random() * DAY_MS);
  const tags = random() < 0.4 ? [pick(random, TAGS)] : [];
  const row = { author_id: author.id, author_name: author.name, category, text, tags, created_at: at, updated_at: at };
  return { id: uuidAt(at, random), ...row };
}

const UNSCORED = {
  sentiment_mean: null,
  sentiment_low: null,
  qa_score: null,
  outcome: null,
  resolved: null,
  findings: 0,
  tags: [],
};

type Unanswered = Omit<KeptCall, "status" | "disposition" | "endReason" | "answeredAt" | "endedAt" | "events">;

function unanswered(call: Unanswered, random: Random): KeptCall {
  const [status, endReason, afterMs] = pick(random, [
    ["no_answer", "Nobody answered", 30_000],
    ["busy", "The line was busy", 4_000],
    ["failed", "The carrier could not connect the call", 2_000],
  ] as const);
  const endedAt = new Date(call.startedAt.getTime() + afterMs);
  const rest = { disposition: null, answeredAt: null, answeredBy: null, events: [] };
  return { ...call, ...rest, status, endReason, endedAt, columns: UNSCORED };
}
