import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { checkDueOutcomes } from "./check-due-outcomes";
import { readOutcome } from "./read-outcome";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const NOW = new Date("2026-10-20T05:00:00Z");
const inMinutes = (minutes: number) => () => new Date(NOW.getTime() + minutes * 60_000);
const DEPS = {
  ...{ clients: {}, bases: {}, redirectUri: "", wait: async () => undefined },
  send: () => Promise.reject(new Error("nothing else is asked")),
};

/** A call in which a text message was sent, and what became of it two and eleven minutes after the call. */
async function texted(state: string | null) {
  const own = await createTestOrganization(database.url);
  const { organizationId, context } = own;
  const [callId = ""] = await plantCalls(database.url, own, [{ startedAt: NOW, endedAt: NOW }]);
  const reference = { kind: "text" as const, messageSid: `SM ${organizationId}` };
  const done = { callId, toolCallId: "t1", name: "send_text", language: "en-US", reference };
  const atOnce = await readOutcome(context, done, { ...DEPS, now: () => NOW, textState: async () => "sent" });
  const written: string[] = [];
  for (const minutes of [2, 11])
    await checkDueOutcomes({
      ...DEPS,
      now: inMinutes(minutes),
      textState: async (of, sid) => (of === organizationId && sid === reference.messageSid ? state : "delivered"),
      sendText: async (of) => void written.push(of),
    });
  const [row, news] = await withTenant(organizationId, async (tx) => [
    await tx.callOutcome.findFirstOrThrow({ where: { callId } }),
    await tx.notification.count({ where: { callId } }),
  ]);
  return { atOnce: atOnce.read.found, verdict: row.verdict, toldAt: row.toldAt, news, written };
}

it("a text message that arrived stands, and nobody hears of it again", async () => {
  expect(await texted("delivered")).toMatchObject({
    atOnce: "yes",
    verdict: "same",
    toldAt: null,
    news: 0,
    written: [],
  });
});

it.each(["undelivered", "failed", null])(
  "of one that did not arrive (%s) people are told once, and its telephone is not texted again",
  async (state) => {
    const { toldAt, ...rest } = await texted(state);
    expect(rest).toEqual({ atOnce: "yes", verdict: "absent", news: 1, written: [] });
    expect(toldAt).toEqual(inMinutes(2)());
  },
);
