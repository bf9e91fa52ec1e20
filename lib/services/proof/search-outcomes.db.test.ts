import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OutcomeVerdict } from "@/lib/contracts/live/outcomes";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { insert, plantCalls } from "@/scripts/test/plant-call";
import { memberContext } from "../context";
import { searchOutcomes } from "./search-outcomes";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const NOW = new Date("2026-11-20T17:00:00Z");
const READ = { found: "yes", copies: 1, changedSince: false, fields: [] };

/** Calls with an outcome each, a minute after one another, and what was said of it. */
async function start(verdicts: readonly OutcomeVerdict[]) {
  const who = await createTestOrganization(database.url);
  const own = { organization_id: who.organizationId };
  const calls = await plantCalls(
    database.url,
    who,
    verdicts.map(() => ({ startedAt: NOW, endedAt: NOW })),
  );
  await withOwner(database.url, async (sql) => {
    for (const [at, verdict] of verdicts.entries()) {
      const createdAt = new Date(NOW.getTime() + at * 60_000);
      const of = { ...own, call_id: calls[at] };
      await insert(sql, "call_outcomes", {
        ...{ ...of, id: uuidv7(), tool_call_id: `t${at}`, name: at % 2 ? "make_ticket" : "book", language: "en" },
        ...{ reference: "{}", read: JSON.stringify(READ), verdict, checked_at: createdAt, created_at: createdAt },
      });
      const facts = [
        { type: "claim.checked", toolCallId: `t${at}`, said: `Said ${at}.`, verdict: "done" },
        { type: "outcome.checked", toolCallId: `t${at}`, said: `Said ${at} again.`, verdict },
        { type: "claim.checked", toolCallId: "another", said: "Of another.", verdict: "done" },
      ];
      for (const [seq, body] of facts.entries())
        await insert(sql, "call_events", {
          ...{ ...of, call_day: NOW.toISOString().slice(0, 10), seq: 100 + seq, at: NOW },
          ...{ type: body.type, body: JSON.stringify(body) },
        });
    }
  });
  return { ...who, calls };
}

test("what was not done as it was said is found, newest first, with what was said and whether the caller knows", async () => {
  const { context, calls, agentId } = await start(["same", "absent", "different", "unreadable", "twice"]);
  const { outcomes } = await searchOutcomes(context, { verdict: ["different", "absent", "twice"] });
  expect(outcomes.map(({ verdict, said, corrected }) => [verdict, said, corrected])).toEqual([
    ["twice", "Said 4 again.", true],
    ["different", "Said 2 again.", true],
    ["absent", "Said 1 again.", true],
  ]);
  expect(outcomes[0]).toMatchObject({ agentId, callId: calls[4], toldAt: null, texted: false });
  expect((await searchOutcomes(context, { verdict: ["same"] })).outcomes).toMatchObject([{ corrected: false }]);
});

test("by call, agent, tool and day, and page by page without a gap", async () => {
  const { context, calls, agentId } = await start(["same", "absent", "same", "twice"]);
  const of = async (query: object) => (await searchOutcomes(context, query)).outcomes.map(({ callId }) => callId);
  expect(await of({ callId: calls[1] })).toEqual([calls[1]]);
  expect(await of({ tool: "make_ticket" })).toEqual([calls[3], calls[1]]);
  expect(await of({ agentId })).toHaveLength(4);
  expect(await of({ agentId: uuidv7() })).toEqual([]);
  expect(await of({ doneAfter: "2026-11-20T17:01:00Z", doneBefore: "2026-11-20T17:03:00Z" })).toEqual([
    calls[2],
    calls[1],
  ]);
  const first = await searchOutcomes(context, { limit: 3 });
  const second = await searchOutcomes(context, { limit: 3, cursor: first.nextCursor ?? "" });
  expect([...first.outcomes, ...second.outcomes].map(({ callId }) => callId)).toEqual(calls.toReversed());
  expect(second.nextCursor).toBeNull();
});

test("is the organization's own, for who may read calls", async () => {
  const { context, organizationId, userId } = await start(["absent"]);
  const other = await createTestOrganization(database.url);
  expect((await searchOutcomes(other.context)).outcomes).toEqual([]);
  expect((await searchOutcomes(context)).outcomes).toHaveLength(1);
  const viewer = memberContext({ organizationId, userId, name: "V", role: "viewer" }, { requestId: "r" });
  expect((await searchOutcomes(viewer)).outcomes).toHaveLength(1);
  const none = { ...context, permissions: new Set<never>() };
  await expect(searchOutcomes(none)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
