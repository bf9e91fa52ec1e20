import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { insert, type PlantedCall, plantCalls } from "@/scripts/test/plant-call";
import { eraseCaller } from "../privacy/erase-caller";
import { listCalls } from "./list-calls";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const day = (number: number) => new Date(Date.UTC(2026, 4, number, 17));
const planted = async (calls: PlantedCall[]): Promise<{ who: TestOrganization; ids: string[] }> => {
  const who = await createTestOrganization(test.url);
  return { who, ids: await plantCalls(test.url, who, calls) };
};
const find = async ({ context }: TestOrganization, query: Parameters<typeof listCalls>[1]) =>
  (await listCalls(context, query)).calls.map(({ id }) => id);

describe("words of calls", () => {
  it("are found in four languages, without regard to case, accents and endings, and never by what the caller did not hear", async () => {
    const { who, ids } = await planted([
      { said: ["I'd like my money back for the appointments"], startedAt: day(1) },
      { said: ["Quisiera pedir una cita mañana, señora Núñez"], startedAt: day(2) },
      { said: ["Der Reißverschluss ist kaputt, Grüße aus der Müllerstraße"], startedAt: day(3) },
      { said: ["Êtes-vous ouverts à Noël ? Un détartrage s'il vous plaît"], startedAt: day(4) },
    ]);
    const [english, spanish, german, french] = ids;
    expect(await find(who, { text: "MONEY appointment" })).toEqual([english]);
    expect(await find(who, { text: "manana senora nunez" })).toEqual([spanish]);
    expect(await find(who, { text: "reissverschluss grusse MULLERSTRASSE" })).toEqual([german]);
    expect(await find(who, { text: 'noel detartrage "s\'il vous"' })).toEqual([french]);
    expect(await find(who, { text: '"money back"' })).toEqual([english]);
    expect(await find(who, { text: '"back money"' })).toEqual([]);
    expect(await find(who, { text: "ist -money" })).toEqual([german]);
    await withOwner(test.url, async (sql) => {
      const key = { organization_id: who.organizationId, call_id: english, call_day: "2026-05-01" };
      const times = { seq: 9, start_ms: 0, end_ms: 1, at: day(1), turn_id: "a", segment_id: "0.a", speaker: "agent" };
      await insert(sql, "segments", {
        ...key,
        ...times,
        text: "We refund everything at once",
        heard_text: "We refund",
      });
      await sql.query("select keep_call_words($1, array[$2::uuid])", [who.organizationId, english]);
    });
    expect(await find(who, { text: "refund" })).toEqual([english]);
    expect(await find(who, { text: "everything" })).toEqual([]);
  });

  it("say where they were said, as text whatever is in it", async () => {
    const { who } = await planted([{ said: ["Hello", "<img src=x onerror=alert(1)> =1+1 refund, please", "refund"] }]);
    const { calls } = await listCalls(who.context, { text: "refund please" });
    expect(calls[0]?.found).toEqual({
      segmentId: "0.c1",
      speaker: "caller",
      startMs: 1000,
      pieces: [
        { text: "… onerror=alert(1)> =1+1 ", isFound: false },
        { text: "refund, please", isFound: true },
      ],
    });
  });

  it("page through months, frequent and rare ones, with and without filters, in every order, each call once", async () => {
    const { who, ids } = await planted(
      Array.from({ length: 30 }, (_, n) => ({
        startedAt: new Date(Date.UTC(2025, n % 10, 1 + n, 12)),
        said: [`thank you number${n % 3}`, n === 4 ? "a xylophone" : "nothing"],
        direction: n % 2 ? ("outbound" as const) : ("inbound" as const),
        columns: { qa_score: n / 30, duration_ms: ((n * 7) % 30) * 1000 },
      })),
    );
    const all = async (query: NonNullable<Parameters<typeof listCalls>[1]>) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listCalls(who.context, { ...query, limit: 4, ...(cursor ? { cursor } : {}) });
        seen.push(...page.calls.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return seen;
    };
    const at = (n: number) => Date.UTC(2025, n % 10, 1 + n, 12);
    const numbers = ids.map((_, n) => n);
    const fitting = (keep: (n: number) => boolean, by: (n: number) => number) =>
      numbers
        .filter(keep)
        .sort((a, b) => by(b) - by(a))
        .map((n) => ids[n]);
    expect(await all({ text: "thank" })).toEqual(fitting(() => true, at));
    expect(await all({ text: "xylo" })).toEqual([ids[4]]);
    expect(await all({ text: "number1", direction: "outbound" })).toEqual(
      fitting((n) => n % 3 === 1 && n % 2 === 1, at),
    );
    expect(await all({ text: "number2", sort: "started_at", order: "asc" })).toEqual(
      fitting((n) => n % 3 === 2, at).reverse(),
    );
    expect(await all({ text: "number0", sort: "qa_score" })).toEqual(
      fitting(
        (n) => n % 3 === 0,
        (n) => n,
      ),
    );
    expect(await all({ sort: "duration", order: "asc" })).toEqual(
      fitting(
        () => true,
        (n) => -((n * 7) % 30),
      ),
    );
    const { nextCursor } = await listCalls(who.context, { limit: 1 });
    await expect(listCalls(who.context, { sort: "duration", cursor: nextCursor ?? "" })).rejects.toMatchObject({
      code: "INVALID",
    });
  });

  it("are nobody else's, and gone with the caller who is erased", async () => {
    const { who, ids } = await planted([{ said: ["a word like quetzalcoatl"], from: "+14155550191" }]);
    const other = await createTestOrganization(test.url);
    expect(await find(who, { text: "quetzalcoatl" })).toEqual(ids);
    expect(await find(other, { text: "quetzalcoatl" })).toEqual([]);
    await eraseCaller(who.context, { phone: "+14155550191" });
    expect(await find(who, { text: "quetzalcoatl" })).toEqual([]);
  });

  it("can be found once the call is over", async () => {
    const { who, ids } = await planted([{ said: ["unmistakable"], status: "in_progress", endedAt: null }]);
    expect(await find(who, { text: "unmistakable" })).toEqual([]);
    await withOwner(test.url, (sql) => sql.query("update calls set ended_at = now() where id = $1", ids));
    expect(await find(who, { text: "unmistakable" })).toEqual(ids);
  });
});

it("keeps calls without a score or a duration at the end of a list ordered by it, the newest first, page by page", async () => {
  const scores = [0.4, null, 0.9, null, 0.4, null, null, 0.1];
  const { who, ids } = await planted(
    scores.map((score, n) => ({
      startedAt: day(1 + n),
      said: [n === 3 ? "silence" : "thank you"],
      columns: { qa_score: score, duration_ms: score === null ? null : score * 10_000 },
    })),
  );
  const all = async (query: NonNullable<Parameters<typeof listCalls>[1]>, limit: number) => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCalls(who.context, { ...query, limit, ...(cursor ? { cursor } : {}) });
      expect(page.calls.length).toBeGreaterThan(0);
      seen.push(...page.calls.map(({ id }) => ids.indexOf(id)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return seen;
  };
  for (const limit of [1, 2, 3, 4, 5, 100]) {
    expect(await all({ sort: "qa_score" }, limit)).toEqual([2, 4, 0, 7, 6, 5, 3, 1]);
    expect(await all({ sort: "qa_score", order: "asc" }, limit)).toEqual([7, 0, 4, 2, 6, 5, 3, 1]);
    expect(await all({ sort: "duration", text: "thank" }, limit)).toEqual([2, 4, 0, 7, 6, 5, 1]);
  }
  expect(await all({ sort: "qa_score", minQaScore: 0.4 }, 2)).toEqual([2, 4, 0]);
});

it("finds the few that have a frequent word among many that have a filter's mark, and the other way round", async () => {
  const { who, ids } = await planted(
    Array.from({ length: 700 }, (_, n) => ({
      startedAt: new Date(day(1).getTime() + n * 60_000),
      said: [n % 100 === 7 ? "a rare zebra" : n < 690 ? "thank you" : "nothing"],
      direction: n % 3 === 0 ? ("outbound" as const) : ("inbound" as const),
      columns: { qa_score: n / 700 },
    })),
  );
  const numbers = async (query: NonNullable<Parameters<typeof listCalls>[1]>) => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCalls(who.context, { ...query, limit: 50, ...(cursor ? { cursor } : {}) });
      seen.push(...page.calls.map(({ id }) => ids.indexOf(id)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return seen;
  };
  const zebras = [607, 507, 407, 307, 207, 107, 7];
  expect(await numbers({ text: "zebra" })).toEqual(zebras);
  expect(await numbers({ text: "zebra", order: "asc" })).toEqual(zebras.toReversed());
  expect(await numbers({ text: "zebra", sort: "qa_score" })).toEqual(zebras);
  expect(await numbers({ text: "zebra", direction: "outbound" })).toEqual([507, 207]);
  expect(await numbers({ text: "zebra", direction: "outbound", sort: "qa_score", order: "asc" })).toEqual([207, 507]);
  const thanks = ids.map((_, n) => n).filter((n) => n % 100 !== 7 && n < 690);
  expect(await numbers({ text: "thank" })).toEqual(thanks.toReversed());
  expect(await numbers({ text: "thank", sort: "qa_score", order: "asc" })).toEqual(thanks);
  expect(await numbers({ text: "thank", direction: "outbound" })).toEqual(
    thanks.filter((n) => n % 3 === 0).toReversed(),
  );
});

it("filters by how good a call was, its tags, language and notes", async () => {
  const { who, ids } = await planted([
    { columns: { qa_score: 0.9, sentiment_mean: 0.4, outcome: "booked", resolved: true, tags: ["vip", "new"] } },
    { columns: { qa_score: 0.4, sentiment_mean: -0.4, outcome: "refund", resolved: false, findings: 2 } },
    { columns: { sentiment_mean: 0, duration_ms: 5_000, channel: "browser", kind: "widget" }, to: "browser" },
  ]);
  const [good, bad, short] = ids;
  await withOwner(test.url, (sql) =>
    insert(sql, "call_notes", {
      organization_id: who.organizationId,
      id: good,
      call_id: good,
      author_id: who.userId,
      author_name: "A",
      text: "x",
    }),
  );
  const found = async (query: Parameters<typeof listCalls>[1]) => (await find(who, query)).sort();
  expect(await found({ minQaScore: 0.5 })).toEqual([good]);
  expect(await found({ maxQaScore: 0.5 })).toEqual([bad]);
  expect(await found({ sentiment: ["negative", "neutral"] })).toEqual([bad, short].sort());
  expect(await found({ sentiment: "positive" as never })).toEqual([good]);
  expect(await found({ outcome: ["refund"] })).toEqual([bad]);
  expect(await found({ resolved: "false" })).toEqual([bad]);
  expect(await found({ hasFindings: true })).toEqual([bad]);
  expect(await found({ tags: ["VIP", "other"] })).toEqual([good]);
  expect(await found({ maxDurationMs: 10_000 })).toEqual([short]);
  expect(await found({ channel: "browser", kind: "widget" })).toEqual([short]);
  expect(await found({ hasNotes: true })).toEqual([good]);
  expect(await found({ hasNotes: false })).toEqual([bad, short].sort());
  expect(await found({ language: "en" })).toEqual([...ids].sort());
  expect(await found({ language: "es" })).toEqual([]);
  expect((await listCalls(who.context, { tags: ["vip"] })).calls[0]).toMatchObject({
    qaScore: 0.9,
    outcome: "booked",
    resolved: true,
    tags: ["vip", "new"],
    found: null,
  });
});
