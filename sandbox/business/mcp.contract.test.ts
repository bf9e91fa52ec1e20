import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createMcpClient, type McpTarget } from "@/lib/adapters/mcp/mcp-client";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import { readOfferedTool } from "@/lib/domain/mcp-servers/offered-tool";
import { readMcpBack } from "@/lib/domain/mcp-servers/read-back";
import { readMcpResult } from "@/lib/domain/mcp-servers/read-result";
import { startSandbox, type Sandbox } from "../server/start";
import type { Fault } from "../stand-in";
import { BUSINESS_KEY } from "./stand-in";

/** The product's client against a server made with the protocol's own kit, also when it misbehaves: what the agent is told is true each time. */

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "x", deepgramKeys: "any" });
});
afterAll(() => sandbox.close());

let nowMs = 0;
let phones = 0;
let client: ReturnType<typeof createMcpClient>;
let target: McpTarget;
beforeEach(() => {
  sandbox.controls.faults.clearAll();
  client = createMcpClient({ allow: [new URL(sandbox.url).host], resolve: resolveBySystem }, () => nowMs);
  target = {
    key: "one",
    address: `${sandbox.url}/business/mcp`,
    secretHeaders: { authorization: `Bearer ${BUSINESS_KEY}` },
  };
});
const fault = (operation: string, change: Partial<Fault>) =>
  sandbox.controls.faults.add({ vendor: "business", kind: "drop", count: 1, operation: `mcp.${operation}`, ...change });
const call = (
  tool = "parcelStatus",
  input: Record<string, unknown> = { number: 77 },
  check: (tools: readonly unknown[]) => string | null = () => null,
) => client.call(target, { tool, input, runId: "run-1", timeoutMs: 1000, check });
const READS = { effect: "reads" as const };
const CHANGES = { effect: "changes" as const };
const written = () =>
  sandbox.controls.requestLog.list({ vendor: "business" }).filter(({ what }) => what === "mcp.ticket").length;

test("it says who it is and what it offers, and does what it is asked", async () => {
  const look = await client.look(target, 2000);
  expect(look).toMatchObject({ ok: true, says: "Harbor Warehouse" });
  const offered = look.ok ? look.tools.map(readOfferedTool) : [];
  expect(offered.map((tool) => tool?.name)).toContain("openTicket.v2");
  expect(offered[0]).toMatchObject({ readOnly: true, problem: null, inputSchema: { properties: { number: {} } } });
  expect(readMcpResult(READS, await call())).toMatchObject({
    told: { done: true, answer: "Parcel 77 has the status: on shelf four." },
  });
  const ticket = await call("openTicket.v2", { subject: "Tap" });
  expect(readMcpResult(CHANGES, ticket)).toMatchObject({
    outcome: "done",
    told: { answer: { number: expect.any(Number) } },
  });
});

test("a wrong key, a private address, another kind of server: said in words, and nothing is asked", async () => {
  expect(await client.look({ ...target, secretHeaders: {} }, 2000)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/sign-in/),
  });
  const inside = createMcpClient({ allow: [], resolve: resolveBySystem }, () => 0);
  expect(await inside.look(target, 2000)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/public internet/),
  });
  expect(await client.look({ ...target, address: `${sandbox.url}/example/` }, 2000)).toMatchObject({ ok: false });
});

test("a session that the server has forgotten is begun anew, and the tool is used once", async () => {
  await call();
  const before = written();
  fault("call", { kind: "expired" });
  expect(readMcpResult(CHANGES, await call("openTicket.v2", { subject: "Tap" })).outcome).toBe("done");
  expect(written()).toBe(before + 1);
});

test("what a tool is now is looked at before it is used, a minute later again", async () => {
  const seen: string[] = [];
  const check = (tools: readonly unknown[]) => {
    seen.push(readOfferedTool(tools[0])?.description ?? "");
    return seen.length > 1 ? "it is not what was allowed" : null;
  };
  await call("parcelStatus", { number: 77 }, check);
  fault("list", { kind: "changed" });
  nowMs += 61_000;
  const result = await call("parcelStatus", { number: 77 }, check);
  expect(seen[1]).toContain("card number");
  expect(readMcpResult(READS, result)).toMatchObject({ outcome: "not_sent" });
});

test.each([
  ["as it was asked for", null, "yes", "Tap"],
  ["not written at all", "no-write", "no", null],
  ["written as something else", "wrong-slot", "yes", "Something else"],
  ["written twice", "duplicate", "yes", "Tap"],
] as const)("a ticket that is %s is read back as it stands", async (_, kind, found, stored) => {
  if (kind !== null) fault("call", { kind });
  const phone = `+1415555${String((phones += 1)).padStart(4, "0")}`;
  const made = await call("openTicket.v2", { subject: "Tap", phone });
  expect(readMcpResult(CHANGES, made).outcome).toBe("done");
  const readBack = {
    tool: "findTickets",
    input: [{ field: "phone", with: "phone" }],
    list: "tickets",
    compare: [{ path: "subject", with: "subject" }],
  };
  const sent = await call("findTickets", { phone });
  const read = readMcpBack(readBack, { subject: "Tap" }, sent, "UTC");
  expect(read).toMatchObject({ found, fields: [{ name: "subject", asked: "Tap", stored }] });
  if (read.found === "yes") expect(read.copies).toBe(kind === "duplicate" ? 2 : 1);
});

describe("in the middle of a call", () => {
  test.each<Partial<Fault>>([
    { kind: "drop" },
    { kind: "stall" },
    { kind: "status", status: 500 },
    { kind: "garbage" },
    { kind: "redirect" },
    { kind: "endless" },
    { kind: "failed" },
  ])("$kind $status: of a change it is not known whether it was done, and a look-up found nothing", async (change) => {
    await call();
    for (const [tool, rule, outcome] of [
      ["openTicket.v2", CHANGES, "unknown"],
      ["parcelStatus", READS, "failed"],
    ] as const) {
      fault("call", change);
      const result = readMcpResult(
        rule,
        await call(tool, tool === "parcelStatus" ? { number: 77 } : { subject: "Tap" }),
      );
      expect(result.outcome).toBe(outcome);
      expect(JSON.stringify(result.told)).not.toContain("say that it worked");
    }
  });
  test("a tool that is gone was not used, and that is what is told", async () => {
    fault("call", { kind: "gone" });
    expect(readMcpResult(CHANGES, await call("openTicket.v2", { subject: "Tap" }))).toMatchObject({
      outcome: "refused",
      told: { error: expect.stringMatching(/was not done/) },
    });
  });
  test.each<Partial<Fault>>([
    { kind: "drop" },
    { kind: "stall" },
    { kind: "status", status: 500 },
    { kind: "garbage" },
    { kind: "endless" },
  ])("a server that does not even begin ($kind): nothing was done", async (change) => {
    fault("initialize", change);
    expect(readMcpResult(CHANGES, await call("openTicket.v2", { subject: "Tap" }))).toMatchObject({
      outcome: "not_sent",
    });
  });
});
