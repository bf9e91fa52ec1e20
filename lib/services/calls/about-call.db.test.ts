import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { getCallInstructions } from "./get-call-instructions";
import { listEarlierCalls } from "./list-earlier-calls";

let test: TestDatabase;
let ours: TestOrganization;
let theirs: TestOrganization;
const at = (minute: number) => new Date(Date.UTC(2026, 5, 10, 17, minute));
const number = "+14155550134";

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});
beforeEach(async () => {
  ours = await createTestOrganization(test.url);
  theirs = await createTestOrganization(test.url);
});

describe("listEarlierCalls", () => {
  it("finds what was spoken with the number before, whoever called whom, newest first, and how many in all", async () => {
    const [called, wasCalled, , , now] = await plantCalls(test.url, ours, [
      { from: number, startedAt: at(1), lastLine: "Bye" },
      { direction: "outbound", from: ours.phoneNumber, to: number, startedAt: at(2) },
      { from: "+14155550199", startedAt: at(3) },
      { from: number, startedAt: at(9) },
      { from: number, startedAt: at(5), status: "in_progress", endedAt: null },
    ]);
    await plantCalls(test.url, theirs, [{ from: number, startedAt: at(4) }]);
    const earlier = await listEarlierCalls(ours.context, now!);
    expect(earlier).toMatchObject({ number, total: 2 });
    expect(earlier.calls.map(({ id }) => id)).toEqual([wasCalled, called]);
    expect((await listEarlierCalls(ours.context, wasCalled!)).calls.map(({ id }) => id)).toEqual([called]);
  });

  it("shows the last five of many", async () => {
    const ids = await plantCalls(
      test.url,
      ours,
      Array.from({ length: 8 }, (_, minute) => ({ from: number, startedAt: at(minute) })),
    );
    const { calls, total } = await listEarlierCalls(ours.context, ids[7]!);
    expect([calls.map(({ id }) => id), total]).toEqual([ids.slice(2, 7).reverse(), 7]);
  });

  it("has none where there is no number", async () => {
    const ids = await plantCalls(test.url, ours, [
      { from: "anonymous", startedAt: at(1) },
      { from: "anonymous", startedAt: at(2) },
    ]);
    expect(await listEarlierCalls(ours.context, ids[1]!)).toEqual({ number: null, calls: [], total: 0 });
  });

  it("knows no other organization's call, and needs calls.read", async () => {
    const [id] = await plantCalls(test.url, theirs, [{}]);
    await expect(listEarlierCalls(ours.context, id!)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(listEarlierCalls(ours.context, "1")).rejects.toMatchObject({ code: "NOT_FOUND" });
    const nobody = { ...ours.context, permissions: new Set<never>() };
    await expect(listEarlierCalls(nobody, randomUUID())).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("getCallInstructions", () => {
  it("says what the agent of the call was told, in the call's own version, without what is the same for all", async () => {
    const [id] = await plantCalls(test.url, ours, [{}]);
    const instructions = await getCallInstructions(ours.context, id!);
    expect(instructions).toMatchObject({
      agentId: ours.agentId,
      versionId: ours.agentVersionId,
      scoresSentiment: true,
    });
    expect(instructions.sections.map(({ title }) => title)).toContain("Who it is");
    expect(instructions.sections.map(({ from }) => from)).not.toContain("fixed");
  });

  it("knows no other organization's call, and needs calls.read and agents.read", async () => {
    const [id] = await plantCalls(test.url, theirs, [{}]);
    await expect(getCallInstructions(ours.context, id!)).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const only of ["calls.read", "agents.read"] as const) {
      const half = { ...ours.context, permissions: new Set([only]) };
      await expect(getCallInstructions(half, id!)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});
