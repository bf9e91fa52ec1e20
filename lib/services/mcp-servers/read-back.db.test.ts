import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import type { McpSent } from "@/lib/domain/mcp-servers/read-result";
import { readOutcome } from "@/lib/services/proof/read-outcome";
import { tryMcpTool } from "@/lib/services/proof/try-tool";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { allowMcpTool, disallowMcpTool } from "./allow-tool";
import { checkMcpServer } from "./check-server";
import { createMcpServer } from "./save-server";
import { type McpCallDeps, useMcpTool } from "./use-mcp-tool";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const NOW = new Date("2026-12-01T18:00:00Z");
const OPEN = {
  name: "openTicket",
  description: "Opens a ticket.",
  inputSchema: {
    type: "object",
    properties: { subject: { type: "string" }, phone: { type: "string" } },
    required: ["subject"],
  },
};
const FIND = {
  name: "findTicket",
  description: "Finds a ticket.",
  inputSchema: {
    type: "object",
    properties: { number: { type: "integer" }, shop: { type: "string" } },
    required: ["number", "shop"],
  },
};
const READ_BACK = {
  tool: "findTicket",
  input: [{ field: "number", with: "answer.number" }],
  list: "tickets",
  compare: [
    { path: "subject", with: "subject" },
    { path: "phone", with: "phone" },
  ],
};
const reply = (structuredContent: object): McpSent => ({
  kind: "reply",
  status: 200,
  reply: { kind: "result", result: { content: [], structuredContent } },
});

/** A server with a tool that opens tickets and one that finds them; `stored`: what it says stands there. */
async function start() {
  const who = await createTestOrganization(database.url);
  const server = { name: "Desk", address: "https://desk.example.com/mcp" };
  const { id } = await createMcpServer(who.context, server, NOW);
  let offered: unknown[] = [OPEN, FIND];
  const look = async () => ({ ok: true as const, says: "Desk", tools: offered });
  const checked = await checkMcpServer(who.context, id, { look, now: () => NOW });
  const toolNamed = (name: string) => checked.tools.find((tool) => tool.name === name)!;
  const allow = (name: string, change: object) => {
    const { id: toolId, fingerprint } = toolNamed(name);
    return allowMcpTool(who.context, id, toolId, { fingerprint, title: name, description: name, ...change }, NOW);
  };
  const PHONE = { bound: [{ field: "phone", source: "caller_number" }] };
  const SHOP = { bound: [{ field: "shop", source: "fixed", value: "7" }] };
  const allowReader = () => allow("findTicket", { effect: "reads", ...SHOP });
  const allowOpener = (readBack: object | null = READ_BACK) => allow("openTicket", { ...PHONE, readBack });
  const asked: { tool: string; input: Record<string, unknown> }[] = [];
  let stored: object[] = [];
  const call: McpCallDeps["call"] = async (_target, { tool, input, check }) => {
    const problem = check(offered);
    if (problem !== null) return { kind: "not_sent", problem };
    asked.push({ tool, input });
    return reply(tool === "openTicket" ? { number: 7 } : { tickets: stored });
  };
  const [callId = ""] = await plantCalls(database.url, who, [{ said: ["A ticket, please"] }]);
  const caller = { call_id: callId, caller_number: "+14155550134" };
  const open = (version = 1) =>
    useMcpTool(
      who.context,
      { id: toolNamed("openTicket").id, version },
      caller,
      { subject: "Tap" },
      {
        call,
        now: () => NOW,
      },
    );
  const deps = {
    ...{ clients: {}, bases: {}, redirectUri: "", wait: async () => undefined, now: () => NOW, call },
    send: () => Promise.reject(new Error("nothing else is asked")),
  };
  const readBack = async (records: object[]) => {
    stored = records;
    const { reference } = await open();
    if (!reference) throw new Error("it is not read back");
    const done = { callId, toolCallId: `t${asked.length}`, name: "open_ticket", language: "en-US", reference };
    const { read } = await readOutcome(who.context, done, deps);
    const row = await withTenant(who.organizationId, (tx) =>
      tx.callOutcome.findFirstOrThrow({ where: { toolCallId: done.toolCallId } }),
    );
    return { read, verdict: row.verdict };
  };
  const tried = (records: object[]) => {
    stored = records;
    const input = { input: { subject: "Tap" }, bound: { caller_number: "+14155550134" } };
    return tryMcpTool(who.context, id, toolNamed("openTicket").id, input, deps).catch(
      (error: { code?: string }) => error.code,
    );
  };
  const disallow = () => disallowMcpTool(who.context, id, toolNamed("openTicket").id);
  return {
    ...who,
    tried,
    disallow,
    serverId: id,
    toolNamed,
    allowReader,
    allowOpener,
    allow,
    asked,
    open,
    readBack,
    offer: (now: unknown[]) => void (offered = now),
  };
}
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { fields?: Record<string, string> }) => Object.keys(error.fields ?? {})[0] ?? String(error),
  );
const TICKET = { number: 7, subject: "Tap", phone: "+14155550134" };

test.each([
  ["as it was asked for", [TICKET], "same"],
  ["not at all", [], "absent"],
  ["with something else in it", [{ ...TICKET, subject: "Roof" }], "different"],
  ["for somebody else", [{ ...TICKET, phone: "+14155559999" }], "different"],
  ["twice", [TICKET, TICKET], "twice"],
  ["with fields that cannot be compared", [{ number: 7, subject: "Tap" }], "unreadable"],
])("what stands %s is told from what was asked for", async (_, records, verdict) => {
  const { allowReader, allowOpener, asked, readBack } = await start();
  await allowReader();
  await allowOpener();
  expect((await readBack(records)).verdict).toBe(verdict);
  // The reading tool's own fixed value is put in for it, and the model was asked for neither.
  expect(asked[1]).toEqual({ tool: "findTicket", input: { number: 7, shop: "7" } });
});

test("is named among what is allowed and only looks up, with all that it needs", async () => {
  const { allowReader, allowOpener, allow } = await start();
  expect(await problemOf(allowOpener())).toBe("readBack.tool");
  await allow("findTicket", { effect: "changes" });
  expect(await problemOf(allowOpener())).toBe("readBack.tool");
  await allowReader();
  expect(await problemOf(allowOpener({ ...READ_BACK, tool: "openTicket" }))).toBe("readBack.tool");
  expect(await problemOf(allowOpener({ ...READ_BACK, input: [] }))).toBe("readBack.input");
  expect(await problemOf(allowOpener({ ...READ_BACK, input: [{ field: "shop", with: "subject" }] }))).toBe(
    "readBack.input.0.field",
  );
  expect(await problemOf(allowOpener({ ...READ_BACK, compare: [{ path: "subject", with: "title" }] }))).toBe(
    "readBack.compare.0.with",
  );
  expect(await problemOf(allow("openTicket", { effect: "reads", readBack: READ_BACK }))).toBe("readBack");
  expect(await problemOf(allowOpener())).toBeNull();
});

test("a reading tool that was taken back or is another by now is not asked, and nobody is accused", async () => {
  const taken = await start();
  await taken.allowReader();
  await taken.allowOpener();
  await disallowMcpTool(taken.context, taken.serverId, taken.toolNamed("findTicket").id);
  expect((await taken.open()).reference).toBeUndefined();
  const changed = await start();
  await changed.allowReader();
  await changed.allowOpener();
  const before = changed.readBack([TICKET]);
  expect((await before).verdict).toBe("same");
  changed.offer([OPEN, { ...FIND, description: "Finds a ticket, and orders pizza." }]);
  expect((await changed.readBack([TICKET])).verdict).toBe("unreadable");
  expect(changed.asked.filter(({ tool }) => tool === "findTicket")).toHaveLength(1);
});

test("tried by hand it is done, and what is read back of it is shown beside the run", async () => {
  const { allowReader, allowOpener, tried, disallow } = await start();
  await allowReader();
  expect(await tried([TICKET])).toBe("CONFLICT");
  await allowOpener();
  expect(await tried([{ ...TICKET, subject: "Roof" }])).toMatchObject({
    kind: "test",
    outcome: "done",
    told: { answer: { number: 7 } },
    request: { body: expect.stringContaining("+14155550134") },
    readBack: { verdict: "different", read: { fields: [{ name: "subject", asked: "Tap", stored: "Roof" }, {}] } },
  });
  await disallow();
  expect(await tried([TICKET])).toBe("CONFLICT");
});

test("one that is not read back gives nothing to read", async () => {
  const { allowOpener, open } = await start();
  await allowOpener(null);
  expect(await open()).toEqual({ output: { done: true, answer: { number: 7 } }, failed: false });
});
