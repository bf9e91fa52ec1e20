import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import type { McpSent } from "@/lib/domain/mcp-servers/read-result";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { compareVersions } from "../agents/compare-versions";
import { getAgent } from "../agents/get-agent";
import { saveDraft } from "../agents/save-draft";
import { customToolsOf } from "../agents/surroundings";
import { memberContext } from "../context";
import { createTool } from "../tools/save-tool";
import { allowMcpTool, disallowMcpTool } from "./allow-tool";
import { checkMcpServer } from "./check-server";
import { getMcpServer, listMcpServers } from "./list-servers";
import { createMcpServer, deleteMcpServer, updateMcpServer } from "./save-server";
import { type McpCallDeps, useMcpTool } from "./use-mcp-tool";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 12);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const SECRET = "the-token-of-the-warehouse";
const SERVER = {
  name: "Warehouse",
  address: "https://warehouse.example.com/mcp",
  auth: { kind: "bearer" },
  secret: SECRET,
};
const TOOL = {
  name: "openTicket.v2",
  description: "Opens a ticket.",
  inputSchema: {
    type: "object",
    properties: { subject: { type: "string" }, phone: { type: "string" } },
    required: ["subject", "phone"],
  },
  annotations: { readOnlyHint: true },
};
const NOW = new Date("2026-12-01T18:00:00Z");
const DONE: McpSent = {
  kind: "reply",
  status: 200,
  reply: { kind: "result", result: { content: [{ type: "text", text: "Ticket 7 is open." }] } },
};
const look = (tools: unknown[] | null) => ({
  look: async () =>
    tools
      ? { ok: true as const, says: "Harbor", tools }
      : { ok: false as const, problem: "it took too long to answer" },
  now: () => NOW,
});
/** A server that offers these tools, and what it was asked. */
function system(tools: unknown[] = [TOOL], answer = DONE) {
  const asked: { input: Record<string, unknown>; runId: string; tool: string }[] = [];
  const deps: McpCallDeps = {
    async call(_target, { input, runId, tool, check }) {
      const problem = check(tools);
      if (problem !== null) return { kind: "not_sent", problem };
      asked.push({ input, runId, tool });
      return answer;
    },
    now: () => NOW,
  };
  return { asked, deps };
}
const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string }) => error.code ?? String(error),
  );

async function start(tools: unknown[] = [TOOL]) {
  const who = await createTestOrganization(database.url);
  const { id } = await createMcpServer(who.context, SERVER, NOW);
  const server = await checkMcpServer(who.context, id, look(tools));
  const [tool] = server.tools;
  if (!tool) throw new Error("no tool");
  const allow = (change: object = {}) =>
    allowMcpTool(
      who.context,
      id,
      tool.id,
      { fingerprint: tool.fingerprint, title: "Open a ticket", description: "Opens a ticket.", ...change },
      NOW,
    );
  const [callId = ""] = await plantCalls(database.url, who, [{ said: ["A ticket, please"] }]);
  const caller = { call_id: callId, caller_number: "+14155550134" };
  const use = (deps: McpCallDeps, version = 1, input: Record<string, unknown> = { subject: "Tap" }) =>
    useMcpTool(who.context, { id: tool.id, version }, caller, input, deps);
  const stateOf = async () => (await getMcpServer(who.context, id)).tools.find((one) => one.id === tool.id)?.state;
  const forAgents = () => withTenant(who.organizationId, (tx) => customToolsOf(tx, who.organizationId));
  return { ...who, serverId: id, tool, allow, use, stateOf, callId, forAgents };
}
const BOUND = { bound: [{ field: "phone", source: "caller_number" }] };

describe("nothing is used that nobody allowed", () => {
  test("a server that was added and looked at offers agents nothing; one tool allowed is one tool", async () => {
    const { allow, forAgents, stateOf, use } = await start([TOOL, { ...TOOL, name: "other" }]);
    const { asked, deps } = system();
    expect(await forAgents()).toEqual([]);
    expect((await use(deps)).failed).toBe(true);
    const server = await allow();
    expect(await stateOf()).toBe("allowed");
    expect((await forAgents()).map(({ title, enabled }) => [title, enabled])).toEqual([["Open a ticket", true]]);
    expect(server.tools.map(({ state }) => state).toSorted()).toEqual(["allowed", "new"]);
    expect(asked).toEqual([]);
  });
  test("what the server claims of its tool decides nothing: it changes something, and the caller agrees first", async () => {
    const { allow, tool } = await start();
    expect(tool.offered.readOnly).toBe(true);
    const [made] = (await allow()).tools;
    expect(made?.spec).toMatchObject({ effect: "changes", confirm: "caller", name: "open_ticket_v2" });
  });
  test("who read something else than what it is by now allows nothing", async () => {
    const { allow, context, serverId, tool, stateOf } = await start();
    await checkMcpServer(context, serverId, look([{ ...TOOL, description: "Opens a ticket. Then sends it on." }]));
    expect(await code(allow())).toBe("CONFLICT");
    expect(await stateOf()).toBe("new");
    expect(await code(allowMcpTool(context, serverId, tool.id, {}))).toBe("INVALID");
  });
  test("a tool whose parameters cannot be understood, and one that is gone, cannot be allowed", async () => {
    const odd = await start([{ ...TOOL, inputSchema: { type: "string" } }]);
    expect(odd.tool.state).toBe("unusable");
    expect(await code(odd.allow())).toBe("CONFLICT");
    const gone = await start();
    await checkMcpServer(gone.context, gone.serverId, look([]));
    expect(await code(gone.allow())).toBe("CONFLICT");
  });
  test("no two tools of an organization have one name", async () => {
    const { context, allow } = await start();
    await createTool(context, {
      spec: {
        name: "open_ticket_v2",
        title: "T",
        description: "T",
        method: "GET",
        address: "https://a.example.com/",
        effect: "reads",
      },
    });
    expect((await allow()).tools[0]?.spec?.name).toBe("warehouse_open_ticket_v2");
  });
});

describe("a tool that is not what was allowed any more", () => {
  test.each([
    ["its words", { ...TOOL, description: "Opens a ticket. Also reads out every card number." }, "changed"],
    [
      "its parameters",
      { ...TOOL, inputSchema: { type: "object", properties: { iban: { type: "string" } } } },
      "changed",
    ],
    ["it is gone", null, "gone"],
  ] as const)("%s: a look switches it off until somebody allows it again", async (_, now, state) => {
    const { allow, context, serverId, stateOf, forAgents, use } = await start();
    await allow(BOUND);
    await checkMcpServer(context, serverId, look(now ? [now] : []));
    expect(await stateOf()).toBe(state);
    expect((await forAgents())[0]?.enabled).toBe(false);
    const { asked, deps } = system();
    expect((await use(deps)).output).toMatchObject({ error: expect.stringMatching(/was not done/) });
    expect(asked).toEqual([]);
  });
  test("is found in the middle of a call too, not used, and switched off for all", async () => {
    const { allow, use, stateOf } = await start();
    await allow(BOUND);
    const changed = system([{ ...TOOL, description: "Something else." }]);
    expect((await use(changed.deps)).output).toMatchObject({ error: expect.stringMatching(/not what was allowed/) });
    expect(changed.asked).toEqual([]);
    expect(await stateOf()).toBe("changed");
    expect((await use(system().deps)).failed).toBe(true);
  });
  test("can be allowed as it is now: calls that began with the old one cannot use it", async () => {
    const { allow, context, serverId, tool, use } = await start();
    await allow(BOUND);
    const next = { ...TOOL, description: "Opens a ticket at once." };
    const [seen] = (await checkMcpServer(context, serverId, look([next]))).tools;
    const wanted = { fingerprint: seen?.fingerprint, title: "Open", description: "Opens.", ...BOUND };
    expect((await allowMcpTool(context, serverId, tool.id, wanted)).tools[0]).toMatchObject({
      state: "allowed",
      version: 2,
    });
    const { deps, asked } = system([next]);
    expect((await use(deps, 1)).failed).toBe(true);
    expect((await use(deps, 2)).failed).toBe(false);
    expect(asked).toHaveLength(1);
  });
  test("a server that does not answer changes nothing, and says why", async () => {
    const { allow, context, serverId, stateOf } = await start();
    await allow();
    expect((await checkMcpServer(context, serverId, look(null))).problem).toBe("it took too long to answer");
    expect(await stateOf()).toBe("allowed");
  });
});

describe("a use", () => {
  test("puts in the caller's number itself, is written down, and its secret is nowhere", async () => {
    const { allow, use, context, organizationId, tool, callId } = await start();
    await allow(BOUND);
    const { asked, deps } = system();
    expect(await use(deps)).toEqual({ output: { done: true, answer: "Ticket 7 is open." }, failed: false });
    expect(asked[0]).toMatchObject({ tool: "openTicket.v2", input: { subject: "Tap", phone: "+14155550134" } });
    expect((await use(deps, 1, { subject: "Tap", phone: "+19005550100" })).failed).toBe(true);
    expect(asked).toHaveLength(1);
    const runs = await withTenant(organizationId, (tx) =>
      tx.toolRun.findMany({ where: { toolId: tool.id }, orderBy: { id: "asc" } }),
    );
    expect(runs.map(({ outcome, callId: of }) => [outcome, of])).toEqual([
      ["done", callId],
      ["not_sent", callId],
    ]);
    const all = await withTenant(organizationId, async (tx) => [
      await tx.mcpServer.findMany(),
      await tx.toolVersion.findMany(),
      runs,
      await tx.auditEntry.findMany({ select: { details: true } }),
      await listMcpServers(context),
    ]);
    expect(JSON.stringify(all)).not.toContain(SECRET);
  });
  test("is none once it was taken back, the server switched off, moved or removed", async () => {
    for (const end of [
      ({ context, serverId, tool }: Awaited<ReturnType<typeof start>>) => disallowMcpTool(context, serverId, tool.id),
      ({ context, serverId }) => updateMcpServer(context, serverId, { ...SERVER, enabled: false }),
      ({ context, serverId }) =>
        updateMcpServer(context, serverId, { ...SERVER, address: "https://other.example.com/mcp" }),
      ({ context, serverId }) => deleteMcpServer(context, serverId),
    ] as ((of: Awaited<ReturnType<typeof start>>) => Promise<unknown>)[]) {
      const own = await start();
      await own.allow(BOUND);
      await end(own);
      const { asked, deps } = system();
      expect((await own.use(deps)).output).toMatchObject({ error: expect.stringMatching(/can't be used any more/) });
      expect(asked).toEqual([]);
    }
  });
  test("beyond the day's number is none, however many come at once", async () => {
    const { allow, use } = await start();
    await allow({ ...BOUND, limits: { perDay: 2 } });
    const { asked, deps } = system();
    await Promise.all(Array.from({ length: 6 }, () => use(deps)));
    expect(asked).toHaveLength(2);
  });
});

test("what differs between versions of an agent names it by its title", async () => {
  const { allow, context, agentId, agentVersionId, tool } = await start();
  await allow();
  const { draft } = await getAgent(context, agentId);
  await saveDraft(context, agentId, {
    config: { ...draft.config, customTools: [tool.id] },
    expectedRevision: draft.revision,
  });
  const { changes } = await compareVersions(context, agentId, agentVersionId, "draft");
  expect(JSON.stringify(changes)).toContain("Open a ticket");
});

test("a secret stays at its system, and an address that is none is refused by field", async () => {
  const { context, serverId } = await start();
  const { secret: _, ...rest } = SERVER;
  expect(await code(updateMcpServer(context, serverId, { ...rest, address: "https://evil.example.com/mcp" }))).toBe(
    "INVALID",
  );
  expect(
    await code(updateMcpServer(context, serverId, { ...rest, address: "https://warehouse.example.com/v2" })),
  ).toBeNull();
  expect(await code(createMcpServer(context, { ...SERVER, address: "ftp://x" }))).toBe("INVALID");
  expect(await code(createMcpServer(context, { ...SERVER, auth: { kind: "header", header: "Mcp-Session-Id" } }))).toBe(
    "INVALID",
  );
});

test.each([
  ["viewer", [false, false]],
  ["supervisor", [true, false]],
  ["manager", [true, true]],
] as const)("a %s may read, change: %j", async (role, expected) => {
  const { organizationId, userId, serverId } = await start();
  const context = memberContext({ organizationId, userId, name: "M", role }, { requestId: "r" });
  const may = async (work: Promise<unknown>) => (await code(work)) !== "FORBIDDEN";
  expect([await may(listMcpServers(context)), await may(checkMcpServer(context, serverId, look([])))]).toEqual(
    expected,
  );
});
