import { expect, test } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { HttpToolSpec } from "@/lib/contracts/tools";
import type { KnownOfCaller } from "@/lib/contracts/caller-record";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import { lookUpCallerOf, type OwnRecords } from "./caller-lookup";
import type { OwnTools } from "./session/run-tool";
import { createVirtualClock } from "./testing/virtual-clock";

const TOOL_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0a1";
const spec = (effect: "reads" | "changes") =>
  HttpToolSpec.parse({
    name: "who",
    title: "Who",
    description: "Who.",
    method: "GET",
    address: "https://a.test/",
    effect,
  });
const call = (change: object = {}, effect: "reads" | "changes" = "reads") =>
  ({
    epoch: 0,
    channel: "phone",
    direction: "inbound",
    from: "+14155550134",
    to: "+14155550100",
    ownTools: [{ id: TOOL_ID, version: 1, spec: spec(effect) }],
    agent: { config: AgentConfig.parse({ callerLookup: { enabled: true, toolId: TOOL_ID } }) },
    ...change,
  }) as unknown as ClaimedCall;
const RECORD: KnownOfCaller = { from: "calls", text: "Called once before." };
const never = new Promise<never>(() => undefined);

function start(
  of = call(),
  ownRecords: OwnRecords = async () => [RECORD],
  answer: Promise<unknown> = Promise.resolve("Gold customer"),
) {
  const clock = createVirtualClock();
  const used: unknown[] = [];
  const ownTools: OwnTools = {
    names: new Set(["who"]),
    use: async (name, input) => {
      used.push([name, input]);
      return { output: { done: true, answer: await answer }, failed: false };
    },
  };
  const errors: unknown[] = [];
  const found = lookUpCallerOf(of, { clock, ownRecords, ownTools, onError: (error) => errors.push(error) });
  return { clock, found, used, errors };
}

test("own records and the tool are asked side by side, and the model gives the tool nothing", async () => {
  const { found, used } = start();
  expect(await found).toMatchObject({ known: [RECORD, { from: "tool", text: "Gold customer" }], problem: null });
  expect(used).toEqual([["who", {}]]);
});

test("after 300 ms it goes on with what there is, and what comes later changes nothing", async () => {
  let late: (value: unknown) => void = () => undefined;
  const { clock, found } = start(call(), undefined, new Promise((resolve) => (late = resolve)));
  // Own records are there by then.
  await Promise.resolve();
  clock.advance(300);
  const result = await found;
  expect(result).toMatchObject({ known: [RECORD], tookMs: 300, problem: expect.stringContaining("in time") });
  late("Gold customer");
  await Promise.resolve();
  expect(result?.known).toHaveLength(1);
});

test("records that fail are said to, and the call goes on", async () => {
  const { found, errors } = start(call({}, "changes"), () => Promise.reject(new Error("the database is away")));
  expect(await found).toMatchObject({ known: [], problem: expect.any(String) });
  expect(errors).toHaveLength(1);
});

test("a tool that changes something is not used to look", async () => {
  const { found, used } = start(call({}, "changes"));
  expect((await found)?.known).toEqual([RECORD]);
  expect(used).toEqual([]);
});

test.each([
  ["a withheld number", { from: "anonymous" }],
  ["a browser", { channel: "browser" }],
  ["a call that goes on here", { epoch: 1 }],
  ["an agent that does not look", { agent: { config: AgentConfig.parse({}) } }],
])("%s is not looked up", (_, change) => {
  expect(start(call(change), () => never).found).toBeNull();
});
