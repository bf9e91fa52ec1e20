import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { getCall } from "./get-call";
import { listActiveCalls } from "./list-active-calls";
import { listCalls } from "./list-calls";
import { listTailEvents } from "./list-tail-events";

let test: TestDatabase;
let ours: TestOrganization;
let theirs: TestOrganization;
const at = (minute: number) => new Date(Date.UTC(2026, 5, 10, 17, minute));

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
  ours = await createTestOrganization(test.url);
  theirs = await createTestOrganization(test.url);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

describe("listCalls", () => {
  it("pages newest first, without gaps or repeats, also among calls of the same moment", async () => {
    const organization = await createTestOrganization(test.url);
    const ids = await plantCalls(
      test.url,
      organization,
      Array.from({ length: 7 }, (_, index) => ({ startedAt: at(index < 4 ? 0 : index) })),
    );
    await plantCalls(test.url, theirs, [{ startedAt: at(1) }]);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCalls(organization.context, { limit: 2, ...(cursor ? { cursor } : {}) });
      expect(page.calls.length).toBeLessThanOrEqual(2);
      seen.push(...page.calls.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([ids[6], ids[5], ids[4], ...ids.slice(0, 4).sort().reverse()]);
  });

  it("answers 50 by default, 100 at most, and refuses more", async () => {
    const organization = await createTestOrganization(test.url);
    await plantCalls(
      test.url,
      organization,
      Array.from({ length: 51 }, () => ({})),
    );
    expect((await listCalls(organization.context)).calls).toHaveLength(50);
    expect((await listCalls(organization.context, { limit: 100 })).calls).toHaveLength(51);
    await expect(listCalls(organization.context, { limit: 101 })).rejects.toMatchObject({
      code: "INVALID",
      fields: { limit: expect.any(String) },
    });
  });

  it("filters by everything it offers", async () => {
    const [failed, outbound, late, spoken] = (await plantCalls(test.url, ours, [
      { status: "failed", disposition: "failed", endReason: "The language model did not answer", startedAt: at(1) },
      { direction: "outbound", from: "+14155550100", to: "+16285550172", startedAt: at(2) },
      { startedAt: at(30), said: ["Thanks, 100% helpful"] },
      { startedAt: at(3), said: ["Do you take Delta insurance?"] },
    ])) as [string, string, string, string];
    const find = async (query: Parameters<typeof listCalls>[1]) =>
      (await listCalls(ours.context, query)).calls.map(({ id }) => id);
    expect(await find({ status: ["failed", "busy"] })).toEqual([failed]);
    expect(await find({ status: "failed" as never })).toEqual([failed]);
    expect(await find({ disposition: ["failed"] })).toEqual([failed]);
    expect(await find({ direction: "outbound" })).toEqual([outbound]);
    expect(await find({ to: "(628) 555-0172" })).toEqual([outbound]);
    expect(await find({ from: "0100" })).toEqual([outbound]);
    expect(await find({ startedAfter: at(30).toISOString() })).toEqual([late]);
    expect(await find({ startedBefore: at(2).toISOString() })).toEqual([failed]);
    expect(await find({ text: "delta INSURANCE" })).toEqual([spoken]);
    expect(await find({ text: "100%" })).toEqual([late]);
    expect(await find({ text: "_00%" })).toEqual([]);
    expect(await find({ text: "model did not" })).toEqual([failed]);
    expect(await find({ agentId: ours.agentId, businessId: ours.businessId })).toHaveLength(4);
    expect(await find({ agentId: theirs.agentId })).toEqual([]);
    expect(await find({ businessId: randomUUID() })).toEqual([]);
  });

  it("refuses what is no filter of ours, by name", async () => {
    await expect(listCalls(ours.context, { status: ["gone"] as never })).rejects.toMatchObject({ code: "INVALID" });
    await expect(listCalls(ours.context, { cursor: "rubbish" })).rejects.toMatchObject({
      code: "INVALID",
      fields: { cursor: expect.any(String) },
    });
    await expect(listCalls(ours.context, { businessId: "1" })).rejects.toMatchObject({
      fields: { businessId: expect.any(String) },
    });
  });

  it("needs calls.read", async () => {
    await expect(listCalls({ ...ours.context, permissions: new Set() })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("getCall", () => {
  it("gives the summary and every fact in order of seq, epochs included", async () => {
    const body = (reason: string) => ({ type: "line.closed" as const, reason });
    const [id] = await plantCalls(test.url, ours, [
      {
        lastLine: "Bye",
        events: [
          { seq: 1_000_001, body: { type: "line.connected", streamSid: "MZ2", resumed: true } },
          { seq: 2, body: body("lost") },
          { seq: 1, body: { type: "line.connected", streamSid: "MZ1", resumed: false } },
        ],
      },
    ]);
    const { call, events } = await getCall(ours.context, id!);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 1_000_001]);
    expect(events[1]).toEqual({ callId: id, seq: 2, at: "2026-06-10T17:00:00.000Z", body: body("lost") });
    expect(call).toMatchObject({
      id,
      status: "completed",
      businessId: ours.businessId,
      agentVersion: 1,
      channel: "phone",
      kind: "regular",
      startedAt: "2026-06-10T17:00:00.000Z",
      endedAt: "2026-06-10T17:01:00.000Z",
      timeZone: "America/Los_Angeles",
      lastLine: "Bye",
    });
  });

  it("does not know another organization's call, nor a malformed id", async () => {
    const [id] = await plantCalls(test.url, theirs, [{}]);
    await expect(getCall(ours.context, id!)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getCall(ours.context, "1; drop table calls")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getCall(theirs.context, id!)).resolves.toMatchObject({ call: { id } });
  });
});

describe("listActiveCalls", () => {
  it("gives the calls that are not over, longest first", async () => {
    const organization = await createTestOrganization(test.url);
    const [, younger, older] = await plantCalls(test.url, organization, [
      { status: "completed" },
      { status: "ringing", startedAt: at(5), answeredAt: null, endedAt: null },
      { status: "in_progress", startedAt: at(1), endedAt: null },
      { status: "escalated" },
    ]);
    expect((await listActiveCalls(organization.context)).map(({ id }) => id)).toEqual([older, younger]);
  });
});

describe("listTailEvents", () => {
  it("gives what comes after a seq, and nothing of another organization", async () => {
    const body = { type: "line.closed" as const, reason: "x" };
    const [id] = await plantCalls(test.url, ours, [{ events: [1, 2, 3, 1_000_001].map((seq) => ({ seq, body })) }]);
    const tail = (afterSeq: number) => listTailEvents(ours.context, { callId: id!, afterSeq });
    expect((await tail(2)).map(({ seq }) => seq)).toEqual([3, 1_000_001]);
    expect(await tail(0)).toHaveLength(4);
    expect(await tail(1_000_001)).toEqual([]);
    await expect(listTailEvents(theirs.context, { callId: id!, afterSeq: 0 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(tail(-1)).rejects.toMatchObject({ code: "INVALID" });
  });
});
