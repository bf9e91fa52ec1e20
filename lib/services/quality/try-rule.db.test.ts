import { afterAll, beforeAll, expect, it } from "vitest";
import type { RuleCheck, TriedOn } from "@/lib/contracts/compliance";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { factsOfWords } from "@/lib/domain/quality/compliance/hold-against";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { tryRule } from "./try-rule";

let database: TestDatabase;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "only-for-tests", deepgramKeys: "any" });
  process.env["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = sandbox.url;
  process.env["AWS_ACCESS_KEY_ID"] = "AKIATEST";
  process.env["AWS_SECRET_ACCESS_KEY"] = "only-for-tests";
  process.env["AWS_REGION"] = "us-east-1";
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
  await sandbox.close();
});

const phrase = (...phrases: string[]) => ({ kind: "phrase", phrases }) as const;
const said = (agent: string, caller = "Is it safe?"): TriedOn => ({
  kind: "words",
  lines: [
    { by: "caller", text: caller },
    { by: "agent", text: agent },
  ],
});

it.each<[string, RuleCheck, string, number]>([
  [
    "must not be said",
    { kind: "must_not_say", who: "agent", match: phrase("guaranteed") },
    "Yes, it is guaranteed.",
    1,
  ],
  ["is not said", { kind: "must_not_say", who: "agent", match: phrase("guaranteed") }, "Yes, it is.", 0],
  [
    "must be said in time",
    { kind: "must_say", who: "agent", match: phrase("our terms"), withinSeconds: 10 },
    "It is.",
    1,
  ],
  [
    "comes together with what must come first",
    { kind: "must_ask_before", first: phrase("date of birth"), then: phrase("your results") },
    "Here are your results. What is your date of birth?",
    0,
  ],
  [
    "comes without what must come first",
    { kind: "must_ask_before", first: phrase("date of birth"), then: phrase("your results") },
    "Here are your results.",
    1,
  ],
  [
    "is not answered",
    { kind: "must_answer", when: phrase("safe"), then: phrase("ask a doctor"), withinSeconds: 20 },
    "It is.",
    1,
  ],
  [
    "is answered",
    { kind: "must_answer", when: phrase("safe"), then: phrase("ask a doctor"), withinSeconds: 20 },
    "Please ask a doctor.",
    0,
  ],
])("finds in made-up words what %s", async (_, check, words, breaches) => {
  const { context, businessId } = await createTestOrganization(database.url);
  const trial = await tryRule(context, businessId, { check, on: said(words) });
  expect(trial).toMatchObject({ looked: 1, problem: null });
  expect(trial.breaches).toHaveLength(breaches);
});

it("finds in the last calls where it was said, and keeps nothing of it", async () => {
  const who = await createTestOrganization(database.url);
  const { context, businessId } = who;
  const call = (text: string) => ({
    events: factsOfWords([{ by: "agent", text }]).map(({ body }, index) => ({ seq: index + 1, body })),
  });
  const [broken] = await plantCalls(database.url, who, [
    call("A full refund is guaranteed."),
    call("Goodbye."),
    { ...call("It is guaranteed."), endedAt: null },
  ]);
  const check: RuleCheck = { kind: "must_not_say", who: "agent", match: phrase("guaranteed") };
  expect(await tryRule(context, businessId, { check, on: { kind: "calls" } })).toEqual({
    looked: 2,
    problem: null,
    breaches: [
      {
        call: expect.objectContaining({ id: broken }) as unknown,
        what: "It was said.",
        quote: "A full refund is guaranteed.",
        turnId: "t1",
        atMs: 0,
      },
    ],
  });
  expect(await tryRule(context, businessId, { check, scope: "outbound", on: { kind: "calls" } })).toMatchObject({
    breaches: [],
  });
  const { rows } = await withOwner(database.url, (sql) =>
    sql.query("select 1 from compliance_findings where organization_id = $1", [context.organizationId]),
  );
  expect(rows).toEqual([]);
});

it("asks the model about meaning, and says when it has no answer", async () => {
  const { context, businessId } = await createTestOrganization(database.url);
  const check: RuleCheck = {
    kind: "must_not_say",
    who: "agent",
    match: { kind: "meaning", meaning: "A promise that a treatment is without risk." },
  };
  const trial = await tryRule(context, businessId, { check, on: said("There is no risk at all.") });
  expect(trial).toMatchObject({ looked: 1, problem: null });
  sandbox.controls.faults.add({ vendor: "bedrock", operation: "converse", kind: "nonsense", count: 1 });
  const failed = await tryRule(context, businessId, { check, on: said("There is no risk at all.") });
  expect(failed).toMatchObject({ looked: 0, breaches: [], problem: expect.stringContaining("asked for") as unknown });
});

it("is refused with a pattern that could take long, and to who may not make rules", async () => {
  const { context, businessId } = await createTestOrganization(database.url);
  const check = { kind: "must_not_say", who: "agent", match: { kind: "pattern", pattern: "(a+)+b" } } as const;
  await expect(tryRule(context, businessId, { check, on: said("aaaa") })).rejects.toMatchObject({ code: "INVALID" });
  const readOnly = { ...context, permissions: new Set(["quality.read"] as const) };
  const harmless = { ...check, match: phrase("x") };
  await expect(tryRule(readOnly, businessId, { check: harmless, on: said("x") })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
