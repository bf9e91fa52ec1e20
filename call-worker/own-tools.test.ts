import { expect, test } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { CallToolSpec } from "@/lib/contracts/call-tools";
import type { CallTool, ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import { ownToolRules, ownToolsOf, ownToolSpecs, type UseOwnTool } from "./own-tools";

const HTTP = {
  name: "make_ticket",
  title: "Make a ticket",
  description: "Makes a ticket.",
  method: "POST",
  address: "https://desk.example.com/tickets",
  effect: "changes",
  confirm: "person",
  timeoutMs: 3000,
  retries: 2,
  parameters: [
    { name: "subject", description: "What it is about", place: "body" },
    { name: "phone", place: "body", source: "caller_number" },
  ],
};
const MCP = {
  name: "look_up_parcel",
  title: "Look up a parcel",
  description: "Finds a parcel.",
  effect: "reads",
  mcp: {
    serverId: "019a9e10-7c11-7b52-8e0f-51f3a1c2b0a9",
    tool: "lookUpParcel",
    inputSchema: {
      type: "object",
      properties: { number: { type: "string" }, customer: { type: "string" } },
      required: ["number", "customer"],
    },
    bound: [{ field: "customer", source: "caller_number" }],
    fingerprint: "f",
  },
};
const tool = (spec: object, id = "a"): CallTool => ({ id, version: 1, spec: CallToolSpec.parse(spec) });
const TOOLS = [tool(HTTP, "a"), tool(MCP, "b")];
const call = (change: object = {}) =>
  ({
    organizationId: "o",
    callId: "c",
    channel: "phone",
    direction: "inbound",
    from: "+14155550134",
    to: "+14155550100",
    business: { id: "b", timeZone: "Europe/Berlin" },
    agent: { config: AgentConfig.parse({}) },
    ownTools: TOOLS,
    ...change,
  }) as unknown as ClaimedCall;

test("a model is told what is its to say, of whatever the tool is made, and nothing that the server fills in", () => {
  const specs = ownToolSpecs(TOOLS);
  expect(specs.map(({ name }) => name)).toEqual(["make_ticket", "look_up_parcel"]);
  expect(specs.map(({ inputSchema }) => inputSchema)).toMatchObject([
    { required: ["subject"] },
    { required: ["number"] },
  ]);
  expect(JSON.stringify(specs)).not.toMatch(/phone|"customer"/);
  expect(specs[0]?.description).toContain("Somebody of the team decides");
});

test("the rules of a call name each tool's limits, with time for every try", () => {
  expect(ownToolRules(TOOLS)).toMatchObject({
    make_ticket: { title: "Make a ticket", effect: "changes", confirm: "person", limitMs: 11_000, perTurn: 3 },
    look_up_parcel: { effect: "reads", confirm: "none", limitMs: 10_000 },
  });
});

test("a use is for the call's own caller, in the version the call began with", async () => {
  const used: unknown[] = [];
  const use: UseOwnTool = async (...args) => {
    used.push(args);
    return { output: { done: true }, failed: false };
  };
  for (const [change, number] of [
    [{}, "+14155550134"],
    [{ direction: "outbound" }, "+14155550100"],
    [{ channel: "browser" }, undefined],
    [{ from: "anonymous" }, undefined],
    [{ isCallerRefuted: true }, undefined],
    [{ direction: "outbound", isCallerRefuted: true }, "+14155550100"],
    [{ from: "+1" }, undefined],
    [{ from: "+1415555CALL" }, undefined],
    [{ from: "+14155550134@evil.example.com" }, undefined],
  ] as const) {
    await ownToolsOf(call(change), use)?.use("make_ticket", { subject: "Tap" });
    const [{ caller }, { id, version }, input] = used.pop() as Parameters<UseOwnTool>;
    expect(caller).toMatchObject({ call_id: "c", business_id: "b", organization_id: "o", time_zone: "Europe/Berlin" });
    expect(caller.caller_number).toBe(number);
    expect([id, version, input]).toEqual(["a", 1, { subject: "Tap" }]);
  }
});

test("an agent without such tools has none, and where none can be used there are none", () => {
  const use: UseOwnTool = async () => ({ output: {}, failed: false });
  expect(ownToolsOf(call({ ownTools: [] }), use)).toBeNull();
  expect(ownToolsOf(call(), undefined)).toBeNull();
  expect([...(ownToolsOf(call(), use)?.names ?? [])]).toEqual(["make_ticket", "look_up_parcel"]);
});
