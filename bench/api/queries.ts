import { pick, type Random } from "@/prisma/demo/random";

/** What people ask the list of calls for: addresses' parameters. */
export type Asked = Record<string, string | readonly string[]>;

export type Place = { agentIds: readonly string[]; businessIds: readonly string[]; newest: Date };

const DAY_MS = 86_400_000;
const daysAgo = ({ newest }: Place, days: number) => new Date(newest.getTime() - days * DAY_MS).toISOString();

/** One filter or several, often with another order, sometimes none, as screens and programs send them. */
const FILTERS: readonly ((place: Place, random: Random) => Asked)[] = [
  () => ({}),
  () => ({ status: "completed" }),
  (_, random) => ({ status: pick(random, ["failed", "escalated", "no_answer"]) }),
  () => ({ status: ["failed", "busy", "no_answer"] }),
  (_, random) => ({ direction: pick(random, ["inbound", "outbound"]) }),
  ({ agentIds }, random) => ({ agentId: pick(random, agentIds) }),
  ({ businessIds }, random) => ({ businessId: pick(random, businessIds), direction: "outbound" }),
  (place, random) => ({ startedAfter: daysAgo(place, 1 + Math.floor(random() * 30)) }),
  (place, random) => {
    const back = 30 + Math.floor(random() * 300);
    return { startedAfter: daysAgo(place, back), startedBefore: daysAgo(place, back - 7) };
  },
  (_, random) => ({ from: `+1415555${String(100 + Math.floor(random() * 100)).padStart(4, "0")}` }),
  (_, random) => ({ from: `555 01${10 + Math.floor(random() * 90)}` }),
  () => ({ from: "anonymous" }),
  () => ({ to: "0100" }),
  () => ({ minQaScore: "0.9" }),
  () => ({ maxQaScore: "0.4" }),
  () => ({ minQaScore: "0.5", maxQaScore: "0.6", resolved: "false" }),
  (_, random) => ({ sentiment: pick(random, ["negative", "neutral", "positive"]) }),
  (_, random) => ({ outcome: pick(random, ["booked", "refund", "callback", "unresolved", "spam"]) }),
  () => ({ resolved: "false", sentiment: "negative", hasFindings: "true" }),
  () => ({ hasFindings: "true" }),
  (_, random) => ({ tags: pick(random, ["vip", "urgent", "bug", "complaint", "training"]) }),
  () => ({ hasNotes: "true", outcome: "callback" }),
  () => ({ language: "en" }),
  () => ({ minDurationMs: "120000" }),
  () => ({ disposition: "transferred" }),
];

const ORDERS: readonly Asked[] = [
  {},
  {},
  {},
  { sort: "started_at", order: "asc" },
  { sort: "duration" },
  { sort: "duration", order: "asc" },
  { sort: "qa_score" },
  { sort: "qa_score", order: "asc" },
];

export const listQuery = (place: Place, random: Random): Asked => ({
  ...pick(random, FILTERS)(place, random),
  ...pick(random, ORDERS),
});

/** Frequent words and rare ones, phrases, several languages, and what nobody said. */
const WORDS = [
  "thank you",
  "you",
  "the",
  "appointment",
  "refund",
  "manager",
  "whitening",
  "lawyer",
  "insurance delta",
  "kayak paddle",
  '"on Tuesday"',
  '"I want to speak to a manager"',
  '"two hundred and forty dollars"',
  "toothache swollen",
  "refund -voucher",
  "juniper drive",
  "snowshoes mustard",
  "órale",
  "senora",
  "cita mañana",
  "reissverschluss",
  "Rücksendeschein",
  "détartrage",
  '"vous etes ouverts"',
  "Zoë Rousseau",
  "Lindqvist example.com",
  "xylophone",
  "garcia crown",
  "review lawyer",
  "ridiculous",
];

export const searchQuery = (place: Place, random: Random): Asked => ({
  ...(random() < 0.4 ? pick(random, FILTERS)(place, random) : {}),
  ...(random() < 0.2 ? pick(random, ORDERS) : {}),
  text: pick(random, WORDS),
});
