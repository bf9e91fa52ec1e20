import { describe, expect, it } from "vitest";
import type { ComplianceRuleInForce, RuleCheck } from "@/lib/contracts/compliance";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { PACKS, rulesOf } from "./packs";
import { patternProblem } from "./safe-pattern";
import { redactCards } from "@/lib/domain/redaction/card-numbers";
import { newWatch, readyRules, watchFact } from "./watch";

const rule = (check: RuleCheck, more: Partial<ComplianceRuleInForce> = {}): ComplianceRuleInForce => ({
  key: "own",
  pack: null,
  name: "A rule",
  severity: "major",
  remedy: "Mend it.",
  scope: "all",
  check,
  ...more,
});
const metrics = {
  voiceToVoiceMs: null,
  endOfTurnDelayMs: null,
  llmTtftMs: null,
  ttsTtfbMs: null,
  toolMs: null,
  addedDelayMs: null,
  speculation: "none",
} as const;
type At = [atSeconds: number, body: CallEventBody];
const agent = (at: number, text: string): At => [
  at,
  {
    type: "answer.ended",
    segmentId: `a${at}`,
    turnId: `a${at}`,
    text,
    heardText: text,
    heardFraction: 1,
    interrupted: false,
    startMs: at * 1000,
    endMs: at * 1000 + 900,
    metrics,
    usage: null,
  },
];
const caller = (at: number, text: string): At => [
  at,
  {
    type: "segment.final",
    segmentId: `c${at}`,
    turnId: `c${at}`,
    speaker: "caller",
    text,
    startMs: at * 1000,
    endMs: at * 1000 + 900,
    confidence: 1,
    source: "speech",
  },
];
const end = (at: number): At => [
  at,
  { type: "call.ended", disposition: "caller_hung_up", reason: "", durationMs: at * 1000 },
];
const phrase = (...phrases: string[]) => ({ kind: "phrase", phrases }) as const;

function findingsOf(rules: ComplianceRuleInForce[], events: At[]) {
  const ready = readyRules(rules, "Harbour Vets");
  let state = newWatch(ready);
  return events.flatMap(([at, body]) => {
    const step = watchFact(ready, state, body, at * 1000);
    state = step.state;
    return step.findings;
  });
}

describe("must say", () => {
  const must = (withinSeconds: number | null) => [
    rule({ kind: "must_say", who: "agent", match: phrase("our terms"), withinSeconds }),
  ];
  it("is kept when it is said in time, whatever the case and punctuation", () => {
    expect(findingsOf(must(10), [agent(1, "Hello. OUR, terms apply."), agent(20, "Bye"), end(30)])).toEqual([]);
  });
  it("is broken as soon as the time is over, once", () => {
    const found = findingsOf(must(10), [agent(1, "Hello"), caller(12, "Hi"), agent(13, "our terms"), end(30)]);
    expect(found).toMatchObject([
      { ruleId: "own", segmentId: null, quote: null, atMs: 12_000, what: "It was not said within 10 s." },
    ]);
  });
  it("without a limit is owed until the end; nothing is owed by whom nobody let speak, or before the time is over", () => {
    expect(findingsOf(must(null), [agent(1, "Hello"), end(5)])).toHaveLength(1);
    expect(findingsOf(must(null), [caller(1, "Hello"), end(5)])).toEqual([]);
    expect(findingsOf(must(10), [agent(1, "Hello"), end(5)])).toEqual([]);
  });
});

describe("must not say", () => {
  it("finds each time, by whom the rule is about", () => {
    const rules = [rule({ kind: "must_not_say", who: "agent", match: phrase("guarantee") })];
    const found = findingsOf(rules, [
      caller(1, "A guarantee?"),
      agent(2, "We guarantee it."),
      agent(3, "We guarantee that too."),
    ]);
    expect(found.map(({ segmentId, quote }) => [segmentId, quote])).toEqual([
      ["a2", "We guarantee it."],
      ["a3", "We guarantee that too."],
    ]);
  });
  it("finds card numbers by their check digit and quotes none of them", () => {
    const rules = [rule({ kind: "must_not_say", who: "anyone", match: { kind: "card_number" } })];
    const found = findingsOf(rules, [
      caller(1, "It is 4111 1111 1111 1111, thanks"),
      caller(2, "My order is 4111 1111 1111 1112"),
    ]);
    expect(found).toMatchObject([{ segmentId: "c1", quote: "It is •••• •••• •••• ••••, thanks" }]);
  });
  it("finds card numbers that were cut out before they came here", () => {
    const rules = [rule({ kind: "must_not_say", who: "anyone", match: { kind: "card_number" } })];
    const found = findingsOf(rules, [caller(1, `It is ${redactCards("4111 1111 1111 1111")}, thanks`)]);
    expect(found).toMatchObject([{ segmentId: "c1" }]);
  });
});

it("must ask before: the first must have come", () => {
  const rules = [rule({ kind: "must_ask_before", first: phrase("date of birth"), then: phrase("your results") })];
  expect(findingsOf(rules, [agent(1, "Your date of birth?"), agent(2, "Your results are here.")])).toEqual([]);
  expect(findingsOf(rules, [agent(1, "Your results are here."), agent(2, "Your date of birth?")])).toMatchObject([
    { segmentId: "a1" },
  ]);
});

it("in order: a later step before an earlier one is a breach", () => {
  const rules = [rule({ kind: "in_order", steps: [phrase("one"), phrase("two"), phrase("three")] })];
  expect(findingsOf(rules, [agent(1, "one"), agent(2, "two"), agent(3, "three")])).toEqual([]);
  expect(findingsOf(rules, [agent(1, "one"), agent(2, "three")])).toMatchObject([
    { segmentId: "a2", what: "Step 3 came before step 2." },
  ]);
});

it("must answer: within its time, or the caller's words are the breach", () => {
  const rules = [
    rule({ kind: "must_answer", when: phrase("stop calling"), then: phrase("will not call"), withinSeconds: 20 }),
  ];
  expect(findingsOf(rules, [caller(1, "Stop calling me!"), agent(3, "We will not call again."), end(60)])).toEqual([]);
  expect(
    findingsOf(rules, [caller(1, "Stop calling me!"), agent(3, "Why?"), agent(30, "We will not call again.")]),
  ).toMatchObject([{ segmentId: "c1", quote: "Stop calling me!" }]);
});

describe("the packs", () => {
  const kind = { type: "sales", industry: "Dental practice" } as const;
  const all = rulesOf(kind, ["ai_disclosed", "recording_announced", "no_sensitive_data"], []);
  const on = all.filter(({ enabled }) => enabled);
  const start = (direction: "inbound" | "outbound"): At => [
    0,
    { type: "call.started", direction, from: "", to: "", agentName: "", agentVersion: 1, businessName: "" },
  ];
  const keys = (events: At[]) => findingsOf(on, events).map(({ ruleId }) => ruleId);

  it("are on by the business's trade and checks, and each rule can be switched by itself", () => {
    expect(new Set(on.map(({ pack }) => pack))).toEqual(new Set(PACKS.map(({ pack }) => pack)));
    expect(rulesOf({ type: "custom", industry: "" }, [], []).filter(({ enabled }) => enabled)).toEqual([]);
    const [one] = rulesOf(kind, [], [{ key: "recording_notice.announced", enabled: true, definition: null }]);
    expect(one).toMatchObject({ key: "recording_notice.announced", enabled: true });
  });

  it.each<[string, At[], string[]]>([
    [
      "denies to be an AI",
      [agent(1, "I'm an AI assistant."), agent(2, "I'm not a robot.")],
      ["ai_disclosure.not_denied"],
    ],
    ["says nothing of being an AI", [agent(1, "Hello"), agent(40, "Well")], ["ai_disclosure.disclosed"]],
    [
      "says nothing of the recording",
      [agent(1, "I'm an AI."), [2, { type: "recording.started", atMs: 0 }], agent(20, "Well")],
      ["recording_notice.announced"],
    ],
    ["records nobody", [agent(1, "I'm an AI."), agent(20, "Well"), end(50)], []],
    ["asks for a card number", [agent(1, "I'm an AI. Please tell me your card number.")], ["pci.not_asked_aloud"]],
    ["calls and does not say who", [start("outbound"), agent(1, "I'm an AI."), agent(35, "Well")], ["tcpa.identified"]],
    ["calls and says who", [start("outbound"), agent(1, "I'm an AI from Harbour Vets."), agent(35, "Well")], []],
    [
      "gives results to a stranger",
      [agent(1, "I'm an AI."), agent(2, "Your lab results are fine.")],
      ["hipaa.verified_first"],
    ],
  ])("find what an agent does that %s", (_what, events, expected) => {
    expect(keys(events)).toEqual(expected);
  });

  it("are told once more only where something new was broken: a call that goes on elsewhere keeps what was found", () => {
    const ready = readyRules(on, "Harbour Vets");
    const [finding] = findingsOf(on, [agent(2, "I'm an AI, not a machine. I'm not a robot.")]);
    if (!finding) throw new Error("nothing was found");
    let state = newWatch(ready);
    state = watchFact(ready, state, { type: "finding.noted", finding }, 0).state;
    expect(watchFact(ready, state, agent(2, "I'm not a robot.")[1], 2000).findings).toEqual([]);
  });
});

describe("a pattern of a business", () => {
  it.each(["guarantee(?:d|s)?", "\\b(?:100|hundred) ?percent\\b", "never .{0,40} fail", "a+b+", "(?:no )?refunds?"])(
    "may be %s",
    (pattern) => {
      expect(patternProblem(pattern)).toBeNull();
    },
  );
  it.each(["(a+)+$", "(a|aa)+b", "((ab)*c)*", "a*b*c*", "(", "(?=x)", "(x)\\1", "([a-z]+)*"])(
    "may not be %s",
    (pattern) => {
      expect(patternProblem(pattern)).toBeTypeOf("string");
    },
  );
});
