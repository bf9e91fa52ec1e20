import { expect, it, test } from "vitest";
import { type SetupFacts, setupProblems } from "./setup-problems";

const READY: SetupFacts = {
  connections: [{ vendor: "twilio", status: "working", found: null }],
  business: { name: "Bright Dental", isActive: true },
  agent: { id: "a-1", problems: [] },
  number: null,
  waitingSources: 0,
  untouched: [],
};
const shortly = (change: Partial<SetupFacts>) =>
  setupProblems({ ...READY, ...change }).map(({ severity, step, href }) => `${severity} ${step} ${href}`);

test("nothing stands against one that is ready", () => {
  expect(setupProblems(READY)).toEqual([]);
});

const noNumber = {
  severity: "blocks",
  code: "no_number",
  section: "uses",
  message: "There is no phone number.",
} as const;

test.each<[string, Partial<SetupFacts>]>([
  ["blocks connections /setup/connections", { connections: [{ vendor: "deepgram", status: "failing", found: "x" }] }],
  ["warns connections /setup/connections", { connections: [{ vendor: "stripe", status: "failing", found: "x" }] }],
  ["warns connections /setup/connections", { connections: [{ vendor: "twilio", status: "attention", found: "x" }] }],
  ["blocks business /setup/business", { business: null, agent: null }],
  ["blocks business /settings/businesses", { business: { name: "B", isActive: false } }],
  ["blocks review /agents", { agent: null }],
  ["warns knowledge /setup/knowledge", { waitingSources: 2 }],
  ["warns quality /setup/quality", { untouched: ["quality"] }],
  ["blocks review /settings/phone-numbers", { agent: { id: "a-1", problems: [noNumber] } }],
  ["blocks review /agents/a-1", { agent: { id: "a-1", problems: [{ ...noNumber, code: "no_voice" }] } }],
  ["blocks review /settings/phone-numbers", { number: { e164: "+1", state: "ready", answeredBy: "Desk" } }],
  ["blocks review /settings/phone-numbers", { number: { e164: "+1", state: "ordering", answeredBy: null } }],
])("%s", (expected, change) => {
  expect(shortly(change)).toEqual([expected]);
});

it("says everything at once, in the order of the steps", () => {
  const problems = setupProblems({
    ...READY,
    connections: [{ vendor: "bedrock", status: "failing", found: "No access to the model in that region" }],
    agent: { id: "a-1", problems: [noNumber] },
    untouched: ["people", "escalation"],
  });
  expect(problems.map(({ step }) => step)).toEqual(["connections", "escalation", "review"]);
  expect(problems[0]?.message).toBe("Amazon Bedrock does not work: No access to the model in that region.");
});
