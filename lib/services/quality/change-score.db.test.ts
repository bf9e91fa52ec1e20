import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { insert, plantCalls } from "@/scripts/test/plant-call";
import { plantQuality } from "@/scripts/test/plant-quality";
import type { ServiceContext } from "../context";
import { answerDispute, overrideScore, raiseDispute } from "./change-score";
import { decideFinding, exportFindings } from "./findings";
import { getCallQuality } from "./get-call-quality";
import { qualityTrends } from "./quality-trends";
import { listReviews, markReviewed } from "./reviews";

let database: TestDatabase;
let tenant: TestOrganization;
let context: ServiceContext;
let callId: string;
let ids: Awaited<ReturnType<typeof plantQuality>>;

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => {
  tenant = await createTestOrganization(database.url);
  ({ context } = tenant);
  [callId = ""] = await plantCalls(database.url, tenant, [{ startedAt: new Date() }]);
  ids = await withOwner(database.url, (sql) => plantQuality(sql, tenant, "said", callId));
});

const WHY = "The price is in the brochure.";
const scoreNow = async (id = ids.scoreId) =>
  (await getCallQuality(context, callId)).scores.find((score) => score.id === id)!;
const auditOf = (action: string) =>
  withTenant(context.organizationId, (tx) =>
    tx.auditEntry.findMany({ where: { organizationId: context.organizationId, action } }),
  );
const without = (...taken: string[]): ServiceContext => ({
  ...context,
  permissions: new Set([...context.permissions].filter((permission) => !taken.includes(permission))),
});

describe("a person's score", () => {
  it("counts in place of ours, which stays, with who, why and when; the call's score follows", async () => {
    const before = await getCallQuality(context, callId);
    expect(await overrideScore(context, ids.scoreId, { score: 1, reason: WHY })).toMatchObject({
      score: 1,
      aiScore: 0.5,
      aiReason: "said",
      person: { score: 1, reason: WHY, name: context.actor.name },
    });
    const after = await getCallQuality(context, callId);
    expect(after.overall).toBeGreaterThan(before.overall ?? 1);
    const { rows } = await withOwner(database.url, (sql) =>
      sql.query<{ qa_score: number }>("select qa_score from calls where id = $1", [callId]),
    );
    expect(rows[0]?.qa_score).toBeCloseTo(after.overall ?? 0, 5);
    expect(after.changes.at(-1)).toMatchObject({
      subjectId: ids.scoreId,
      before: "0.50",
      after: "1.00",
      reason: WHY,
      byName: context.actor.name,
    });
  });

  it("can be taken back, and both stay in the history", async () => {
    await overrideScore(context, ids.scoreId, { score: 0, reason: WHY });
    await overrideScore(context, ids.scoreId, { score: null, reason: "I looked at the wrong call." });
    expect(await scoreNow()).toMatchObject({ score: 0.5, person: null });
    const { changes } = await getCallQuality(context, callId);
    expect(changes.slice(-2).map(({ before, after }) => [before, after])).toEqual([
      ["0.50", "0.00"],
      ["0.00", "0.50"],
    ]);
  });

  it("needs a reason, a score between 0 and 1 and the right to review, and its words are not in the audit log", async () => {
    for (const input of [
      { score: 1, reason: "" },
      { score: 1, reason: "  " },
      { score: 1.1, reason: WHY },
      { score: -0.1, reason: WHY },
    ])
      await expect(overrideScore(context, ids.scoreId, input)).rejects.toMatchObject({ code: "INVALID" });
    const mayNot = without("quality.review");
    await expect(overrideScore(mayNot, ids.scoreId, { score: 1, reason: WHY })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await scoreNow()).toMatchObject({ person: null });
    await overrideScore(context, ids.scoreId, { score: 1, reason: WHY });
    const entries = await auditOf("score.overridden");
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries[0]?.details)).not.toContain("brochure");
  });
});

describe("agreement with people", () => {
  /** Of so many calls, ours beside a person's score of the same criterion. */
  async function judged(pairs: readonly (readonly [ours: number, theirs: number])[]) {
    const calls = await plantCalls(
      database.url,
      tenant,
      pairs.map(() => ({})),
    );
    for (const [index, [ours, theirs]] of pairs.entries()) {
      const id = crypto.randomUUID();
      await withOwner(database.url, (sql) =>
        insert(sql, "qa_scores", {
          organization_id: tenant.organizationId,
          business_id: tenant.businessId,
          call_id: calls[index],
          id,
          criterion: "polite",
          label: "Polite",
          section: "Manner",
          component: "professionalism",
          weight: 1,
          ai_score: ours,
          ai_reason: "said",
          quotes: "[]",
          scored_at: new Date(),
        }),
      );
      await overrideScore(context, id, { score: theirs, reason: WHY });
    }
  }

  it("counts the scores that both gave, and says how far off ours are", async () => {
    expect((await scoreNow()).agreement).toEqual({ n: 0, kappa: null, bias: null, isLow: false });
    await judged([
      [1, 1],
      [0.75, 0.75],
      [0, 0],
      [0.5, 0.25],
      [0.25, 0.25],
    ]);
    const { agreement } = await scoreNow();
    expect(agreement).toMatchObject({ n: 5, bias: 0.05, isLow: false });
    expect(agreement.kappa).toBeGreaterThan(0.9);
  });

  it("that is low is said of every score of the criterion", async () => {
    await judged([
      [1, 0],
      [0, 1],
      [1, 0.25],
      [0.25, 1],
      [1, 0],
    ]);
    const { agreement } = await scoreNow();
    expect(agreement.n).toBe(5);
    expect(agreement.kappa).toBeLessThan(0.4);
    expect(agreement.isLow).toBe(true);
  });

  it("is not judged by a few, and a score that was taken back counts no more", async () => {
    await judged([
      [1, 0],
      [0, 1],
    ]);
    expect((await scoreNow()).agreement).toMatchObject({ n: 2, isLow: false });
    await overrideScore(context, ids.scoreId, { score: 1, reason: WHY });
    expect((await scoreNow()).agreement.n).toBe(3);
    await overrideScore(context, ids.scoreId, { score: null, reason: WHY });
    expect((await scoreNow()).agreement.n).toBe(2);
  });
});

describe("a dispute", () => {
  it("is raised by who may only read, once at a time, and puts the call before those who review", async () => {
    const reader = without("quality.review", "quality.write");
    await markReviewed(context, callId);
    const dispute = await raiseDispute(reader, ids.scoreId, { reason: WHY });
    expect(dispute).toMatchObject({ state: "open", reason: WHY, raisedByName: context.actor.name, answer: null });
    expect(await scoreNow()).toMatchObject({ score: 0.5, person: null });
    await expect(raiseDispute(reader, ids.scoreId, { reason: "Again" })).rejects.toMatchObject({ code: "CONFLICT" });
    const { reviews } = await listReviews(context);
    expect(reviews).toMatchObject([{ callId, reasons: expect.arrayContaining(["dispute"]) as unknown }]);
    expect(await auditOf("score.disputed")).toHaveLength(1);
  });

  it("upheld, gives the score that is right, with the answer as its reason", async () => {
    await answerDispute(context, ids.disputeId, { state: "upheld", score: 0.75, answer: WHY });
    const { disputes, scores } = await getCallQuality(context, callId);
    const dispute = disputes.find(({ id }) => id === ids.disputeId)!;
    expect(dispute).toMatchObject({ state: "upheld", answer: WHY, answeredByName: context.actor.name });
    expect(scores.find(({ id }) => id === dispute.scoreId)).toMatchObject({ score: 0.75, person: { reason: WHY } });
    const again = { state: "rejected", answer: "No" + WHY } as const;
    await expect(answerDispute(context, ids.disputeId, again)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("rejected, leaves the score as it is", async () => {
    await answerDispute(context, ids.disputeId, { state: "rejected", answer: WHY });
    const { disputes, scores } = await getCallQuality(context, callId);
    expect(disputes.find(({ id }) => id === ids.disputeId)).toMatchObject({ state: "rejected", answer: WHY });
    expect(scores.every(({ person }) => person === null)).toBe(true);
  });

  it("is answered with a reason, by who may review alone; a key disputes nothing", async () => {
    const answer = { state: "rejected", answer: " " } as const;
    await expect(answerDispute(context, ids.disputeId, answer)).rejects.toMatchObject({ code: "INVALID" });
    await expect(
      answerDispute(without("quality.review"), ids.disputeId, { ...answer, answer: WHY }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    const key: ServiceContext = { ...context, actor: { kind: "api_key", id: crypto.randomUUID(), name: "A key" } };
    await expect(raiseDispute(key, ids.scoreId, { reason: WHY })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a finding", () => {
  it("that was dismissed counts no more, opened again it does; each with why and by whom", async () => {
    const rules = async () => (await qualityTrends(context, { days: 7 })).rules;
    expect(await rules()).toMatchObject([{ open: 1, total: 1 }]);
    expect(await decideFinding(context, ids.findingId, { state: "dismissed", reason: WHY })).toMatchObject({
      state: "dismissed",
      reason: WHY,
    });
    expect(await rules()).toEqual([]);
    await decideFinding(context, ids.findingId, { state: "open", reason: "It was one after all." });
    expect(await rules()).toMatchObject([{ open: 1, total: 1 }]);
    await decideFinding(context, ids.findingId, { state: "accepted", reason: "The agent is told now." });
    expect(await rules()).toMatchObject([{ open: 0, total: 1 }]);
    const { changes } = await getCallQuality(context, callId);
    expect(changes.filter(({ subject }) => subject === "finding").map(({ before, after }) => [before, after])).toEqual([
      ["open", "dismissed"],
      ["dismissed", "open"],
      ["open", "accepted"],
    ]);
    expect((await auditOf("finding.dismissed")).map(({ details }) => JSON.stringify(details))).toEqual([
      expect.not.stringContaining("brochure"),
    ]);
  });

  it("is exported as text: what calculates in a spreadsheet does not, and markup stays what was said", async () => {
    await withOwner(database.url, (sql) =>
      sql.query("update compliance_findings set quote = $2, what = $3 where id = $1", [
        ids.findingId,
        '=HYPERLINK("http://evil.test")',
        "<script>alert(1)</script>",
      ]),
    );
    const lines: string[] = [];
    for await (const line of await exportFindings(context)) lines.push(line);
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
    expect(lines[1]).toContain("<script>alert(1)</script>");
    await expect(exportFindings(without("calls.export"))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("is decided with a reason, by who may review alone", async () => {
    await expect(decideFinding(context, ids.findingId, { state: "accepted", reason: "" })).rejects.toMatchObject({
      code: "INVALID",
    });
    await expect(
      decideFinding(without("quality.review"), ids.findingId, { state: "accepted", reason: WHY }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

it("a call is low in the trends below what its business calls low", async () => {
  const columns = { qa_score: 0.55 };
  await plantCalls(database.url, tenant, [{ startedAt: new Date(), columns }]);
  const low = async () => (await qualityTrends(context, { days: 2 })).days.reduce((sum, day) => sum + day.low, 0);
  const below = (alertBelow: number) =>
    withOwner(database.url, (sql) =>
      sql.query("update businesses set settings = $2 where id = $1", [
        tenant.businessId,
        JSON.stringify({ quality: { alertBelow } }),
      ]),
    );
  await below(0.5);
  expect(await low()).toBe(0);
  await below(0.6);
  expect(await low()).toBe(1);
});
