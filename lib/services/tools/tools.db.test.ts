import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import type { BoundRequest } from "@/lib/domain/tools/http-tool/bind-request";
import type { Sent } from "@/lib/domain/tools/http-tool/read-answer";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { tryTool } from "../proof/try-tool";
import { memberContext } from "../context";
import { getTool, listToolRuns, listTools, listToolVersions } from "./list-tools";
import { createTool, deleteTool, updateTool } from "./save-tool";
import { testTool, useHttpTool } from "./use-http-tool";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 12);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const SECRET = "the-key-of-the-desk";
const SPEC = {
  name: "make_ticket",
  title: "Make a ticket",
  description: "Makes a ticket.",
  method: "POST",
  address: "https://desk.example.com/tickets",
  auth: { kind: "bearer" },
  parameters: [
    { name: "subject", description: "What it is about", place: "body" },
    { name: "phone", place: "body", source: "caller_number", required: false },
  ],
  result: [{ name: "number", path: "number" }],
  effect: "changes",
};
const NOW = new Date("2026-12-01T18:00:00Z");
const field = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string; fields?: Record<string, string> }) => [error.code, ...Object.keys(error.fields ?? {})],
  );

/** What a system answers, and what it was asked. */
function system(answer: () => Sent = () => ok('{"number":7}')) {
  const asked: { request: BoundRequest; secret: Record<string, string> }[] = [];
  return {
    asked,
    deps: {
      send: async (request: BoundRequest, secret: Record<string, string>) => {
        asked.push({ request, secret });
        return answer();
      },
      now: () => NOW,
    },
  };
}
const ok = (text: string): Sent => ({ kind: "answer", status: 201, mediaType: "application/json", text });

async function start(change: Record<string, unknown> = {}) {
  const who = await createTestOrganization(database.url);
  const [callId = ""] = await plantCalls(database.url, who, [{ said: ["A ticket, please"] }]);
  const tool = await createTool(who.context, { spec: { ...SPEC, ...change }, secret: SECRET }, NOW);
  const caller = { call_id: callId, caller_number: "+14155550134" };
  const use = (deps: Parameters<typeof useHttpTool>[4], input: Record<string, unknown> = { subject: "Tap" }) =>
    useHttpTool(who.context, { id: tool.id, version: 1 }, caller, input, deps);
  return { ...who, tool, callId, caller, use };
}

describe("a secret", () => {
  test("is sealed, told to nobody, and goes out with the request alone", async () => {
    const { context, organizationId, tool, use } = await start();
    const { asked, deps } = system(() => ok(`{"number":7,"you_sent":"Bearer ${SECRET}"}`));
    expect(await use(deps)).toEqual({ output: { done: true, answer: { number: 7 } }, failed: false });
    expect(asked[0]?.secret).toEqual({ authorization: `Bearer ${SECRET}` });
    const all = await withTenant(organizationId, async (tx) => [
      await tx.tool.findMany(),
      await tx.toolVersion.findMany(),
      await tx.toolRun.findMany(),
      await listTools(context, NOW),
      await listToolRuns(context, tool.id),
    ]);
    const audit = await withTenant(organizationId, (tx) => tx.auditEntry.findMany({ select: { details: true } }));
    expect(JSON.stringify([all, audit])).not.toContain(SECRET);
    expect(tool.hasSecret).toBe(true);
  });
  test("stays when it is not given, and is asked for anew when the tool leads to another system", async () => {
    const { context, tool, use } = await start();
    const { deps, asked } = system();
    const moved = { ...SPEC, address: "https://evil.example.com/tickets" };
    expect(await field(updateTool(context, tool.id, { spec: moved }))).toEqual(["INVALID", "secret"]);
    await updateTool(context, tool.id, { spec: { ...SPEC, address: "https://desk.example.com/v2/tickets" } });
    await use(deps);
    expect(asked[0]?.secret).toEqual({ authorization: `Bearer ${SECRET}` });
    await updateTool(context, tool.id, { spec: moved, secret: "another" });
    // The call began when it led to the first system: neither secret goes anywhere.
    expect((await use(deps)).output).toMatchObject({ error: expect.stringMatching(/can't be used any more/) });
    expect(asked).toHaveLength(1);
  });
  test("is needed by a tool that signs in", async () => {
    const { context } = await createTestOrganization(database.url);
    expect(await field(createTool(context, { spec: SPEC }))).toEqual(["INVALID", "secret"]);
  });
});

describe("a run", () => {
  test("binds the caller's number itself, marks the request as one, and is written down", async () => {
    const { context, tool, callId, use } = await start();
    const { asked, deps } = system();
    await use(deps, { subject: "My card is 4111 1111 1111 1111" });
    const [run] = await listToolRuns(context, tool.id, { callId });
    expect(JSON.parse(asked[0]?.request.body ?? "")).toMatchObject({ phone: "+14155550134" });
    expect(asked[0]?.request.headers["idempotency-key"]).toBe(run?.id);
    expect(run).toMatchObject({ outcome: "done", httpStatus: 201, version: 1, kind: "call", callId, ms: 0 });
    expect(run?.request?.headers.authorization).toBe("Bearer ••••••••");
    expect(run?.request?.body).toContain("[card number removed]");
  });
  test("with what the server alone may say is not made", async () => {
    const { use } = await start();
    const { asked, deps } = system();
    const answer = await use(deps, { subject: "Tap", phone: "+19005550100" });
    expect(answer).toMatchObject({ failed: true, output: { error: expect.stringMatching(/not done/) } });
    expect(asked).toEqual([]);
  });
  test("that may have changed something is not tried again; one that was never sent is", async () => {
    const { use } = await start({ retries: 2 });
    const lost = system(() => ({ kind: "broken", problem: "it took too long to answer", status: null, text: "" }));
    expect((await use(lost.deps)).output).toMatchObject({
      error: expect.stringMatching(/not known whether it was done/),
    });
    expect(lost.asked).toHaveLength(1);
    const closed = system(() => ({ kind: "not_sent", problem: "nothing answers at its address" }));
    expect((await use(closed.deps)).output).toMatchObject({ error: expect.stringMatching(/It was not done/) });
    expect(closed.asked).toHaveLength(3);
  });
  test("of a tool removed or switched off in mid-call is none", async () => {
    const { context, tool, use } = await start();
    const { asked, deps } = system();
    await updateTool(context, tool.id, { spec: SPEC, enabled: false });
    expect((await use(deps)).failed).toBe(true);
    await deleteTool(context, tool.id);
    expect((await use(deps)).output).toMatchObject({ error: expect.stringMatching(/can't be used any more/) });
    expect(asked).toEqual([]);
  });
  test("beyond the day's number is not sent, however many come at once", async () => {
    const { use } = await start({ limits: { perDay: 3 } });
    const { asked, deps } = system();
    const answers = await Promise.all(Array.from({ length: 8 }, () => use(deps)));
    expect(asked).toHaveLength(3);
    expect(answers.filter(({ failed }) => failed)).toHaveLength(5);
  });
});

test("a test on the page sends the real request and shows it, with what the agent would be told", async () => {
  const { context, tool } = await start();
  const { asked, deps } = system();
  const wanted = { input: { subject: "Tap" }, bound: { caller_number: "+14155550199" } };
  const { run } = await testTool(context, tool.id, wanted, deps);
  expect(run).toMatchObject({ kind: "test", outcome: "done", told: { done: true, answer: { number: 7 } } });
  expect(run.request?.body).toContain("+14155550199");
  expect(asked).toHaveLength(1);
  expect(await getTool(context, tool.id, NOW)).toMatchObject({ runsOfDay: 1, failuresOfDay: 0, lastOutcome: "done" });
});

test("a test of one that is read back shows what stands there, and one that was not done reads nothing", async () => {
  const address = "https://desk.example.com/tickets/{number}";
  const readBack = { address, compare: [{ path: "subject", with: "subject" }] };
  const { context, tool } = await start({ readBack });
  const answers = ['{"number":7}', '{"subject":"Roof"}'];
  const { asked, deps } = system(() => ok(answers.shift() ?? ""));
  const outside = { ...deps, clients: {}, bases: {}, redirectUri: "", wait: async () => undefined };
  expect(await tryTool(context, tool.id, { input: { subject: "Tap" } }, outside)).toMatchObject({
    outcome: "done",
    readBack: { verdict: "different", read: { fields: [{ name: "subject", asked: "Tap", stored: "Roof" }] } },
  });
  expect(asked.map(({ request }) => `${request.method} ${request.url.pathname}`)).toEqual([
    "POST /tickets",
    "GET /tickets/7",
  ]);
  const refused = system(() => ({ kind: "answer", status: 422, mediaType: "", text: "no" }));
  const again = { ...outside, ...refused.deps };
  expect(await tryTool(context, tool.id, { input: { subject: "Tap" } }, again)).toMatchObject({
    outcome: "refused",
    readBack: null,
  });
});

test("every change is a version that stays, with who made it; the same again is none", async () => {
  const { context, tool } = await start();
  await updateTool(context, tool.id, { spec: { ...SPEC, timeoutMs: 3000 } });
  expect((await updateTool(context, tool.id, { spec: { ...SPEC, timeoutMs: 3000 } })).version).toBe(2);
  const versions = await listToolVersions(context, tool.id);
  expect(versions.map(({ number, spec, createdBy }) => [number, spec.timeoutMs, createdBy])).toEqual([
    [2, 3000, context.actor.name],
    [1, 8000, context.actor.name],
  ]);
  await expect(
    withTenant(context.organizationId, (tx) => tx.toolVersion.updateMany({ data: { createdBy: "somebody else" } })),
  ).rejects.toThrow();
});

test("one name is one tool's, and a tool that cannot work is refused by field", async () => {
  const { context } = await start();
  expect(await field(createTool(context, { spec: SPEC, secret: "x" }))).toEqual(["INVALID", "spec.name"]);
  const inside = { ...SPEC, name: "other", address: "https://{subject}.example.com/" };
  expect(await field(createTool(context, { spec: inside, secret: "x" }))).toEqual(["INVALID", "spec.address"]);
});

test.each([
  ["viewer", [false, false, false]],
  ["supervisor", [true, false, false]],
  ["manager", [true, true, true]],
] as const)("a %s may read, try, change: %j", async (role, expected) => {
  const { organizationId, userId, tool } = await start();
  const context = memberContext({ organizationId, userId, name: "M", role }, { requestId: "r" });
  const may = async (work: () => Promise<unknown>) => (await field(work()))?.[0] !== "FORBIDDEN";
  expect([
    await may(() => listTools(context)),
    await may(() => testTool(context, tool.id, {}, system().deps)),
    await may(() => updateTool(context, tool.id, { spec: SPEC })),
  ]).toEqual(expected);
});

test("an address that nothing would ever be sent to is refused when it is written down", async () => {
  const { context } = await createTestOrganization(database.url);
  const at = (address: string) =>
    createTool(context, { spec: { ...SPEC, address, auth: { kind: "none" } } }, NOW, ["127.0.0.1:4600"]);
  for (const address of [
    "http://10.0.0.1/orders",
    "http://localhost/x",
    "http://127.0.0.1:4601/x",
    "https://a.example:8443/x",
  ])
    expect(await field(at(address))).toEqual(["INVALID", "spec.address"]);
  expect((await at("http://127.0.0.1:4600/orders")).enabled).toBe(true);
});
