import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import type { Sent } from "@/lib/domain/tools/http-tool/read-answer";
import { planCall, plantFields, plantFinishedCall } from "@/scripts/test/after-call";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { createTool, deleteTool, updateTool } from "../tools/save-tool";
import type { SendDeps } from "../tools/tool-run";
import { listCallRuns, retryRun } from "./list-runs";
import { runDueSteps } from "./run-due-steps";
import { createStep, deleteStep, updateStep } from "./save-step";

/** Steps after calls in a system of the business's own: how often, when, and what is told of them. */

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 12);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

// Whoever runs what is due runs it for everybody.
beforeEach(() => withOwner(database.url, (sql) => sql.query("delete from after_call_runs")));

const MINUTE_MS = 60_000;
/** Before the calls that are planted. */
const EARLIER = new Date("2026-06-01T00:00:00Z");
const AWAY: Sent = { kind: "not_sent", problem: "the system could not be reached" };
const answer = (status: number, json: unknown): Sent => ({
  ...{ kind: "answer", status, mediaType: "application/json", text: JSON.stringify(json) },
});

const SPEC = {
  ...{ name: "order_parts", title: "Order parts", description: "Orders parts.", method: "POST", effect: "changes" },
  address: "https://parts.example.test/orders",
  parameters: [
    { name: "call", place: "body", description: "The call." },
    { name: "make", place: "body", description: "The make of the car." },
    { name: "seats", place: "body", type: "whole_number", required: false, description: "How many seats." },
    { name: "caller", place: "body", source: "caller_number", required: false },
  ],
  result: [{ name: "order", path: "id" }],
};
/** By what was sent alone, so that a lost answer can be found out too. */
const READ_BACK = { address: "https://parts.example.test/orders/{call}", compare: [{ path: "make", with: "make" }] };

/** A system of a business, with what it holds and how it is about to fail. */
type Order = { call?: unknown; make?: unknown };
type Parts = {
  orders: Map<string, Order>;
  posts: Order[];
  /** What comes of the next changes, in place of an answer. */
  next: ((keep: () => void) => Sent)[];
  send: SendDeps["send"];
};

function partsSystem(): Parts {
  const system: Parts = {
    orders: new Map(),
    posts: [],
    next: [],
    send: async ({ method, url, body }) => {
      if (method === "GET") {
        const order = system.orders.get(url.pathname.split("/").at(-1) ?? "");
        return order ? answer(200, order) : answer(404, {});
      }
      const order = JSON.parse(body ?? "{}") as Order;
      system.posts.push(order);
      const keep = () => void system.orders.set(String(order.call), order);
      const fault = system.next.shift();
      if (fault) return fault(keep);
      keep();
      return answer(201, { id: "1" });
    },
  };
  return system;
}

async function start({ readBack = true } = {}) {
  const who = await createTestOrganization(database.url);
  const { context, businessId, organizationId } = who;
  await plantFields(database.url, who);
  const tool = await createTool(context, { spec: { ...SPEC, ...(readBack ? { readBack: READ_BACK } : {}) } });
  const system = partsSystem();
  const clock = { at: new Date("2031-01-01T00:00:00Z") };
  const deps = {
    ...{ clients: {}, bases: {}, redirectUri: "", send: system.send, now: () => clock.at },
    wait: async () => undefined,
  };
  const rule = {
    ...{ businessId, toolId: tool.id, name: "Order the parts" },
    mapping: [
      { parameter: "call", value: "{call_id}" },
      { parameter: "make", value: "{field.make}", ifMissing: "skip" },
      { parameter: "seats", value: "{field.seats}" },
    ],
  };
  const step = (change: object = {}) => createStep(context, { ...rule, ...change }, EARLIER);
  const finish = (call: Parameters<typeof plantFinishedCall>[2] = { found: { make: "Opel" } }) =>
    plantFinishedCall(database.url, who, call);
  const run = () => runDueSteps(deps);
  const later = async (minutes: number) => {
    clock.at = new Date(clock.at.getTime() + minutes * MINUTE_MS + 1);
    return run();
  };
  const stateOf = async (callId: string) =>
    (await listCallRuns(context, callId)).map(({ state, problem }) => (problem ? `${state}: ${problem}` : state));
  const told = () => withTenant(organizationId, (tx) => tx.notification.findMany({ orderBy: { createdAt: "asc" } }));
  return { ...who, tool, system, clock, rule, step, finish, run, later, stateOf, told };
}

describe("once", () => {
  test("a finished call has its step done, with a field of it in its place, and it is read back", async () => {
    const { step, finish, run, later, system, context, told } = await start();
    await step();
    const callId = await finish({ found: { make: "Opel {call_id}", seats: "5" } });
    await run();
    expect(system.posts).toEqual([{ call: callId, make: "Opel {call_id}", seats: 5, caller: "+14155550134" }]);
    const [done] = await listCallRuns(context, callId);
    expect(done).toMatchObject({
      ...{ state: "done", verdict: "same", attempts: 1, action: "Your own tools: Order parts" },
      input: { call: callId, make: "Opel {call_id}", seats: 5 },
    });
    await later(60);
    expect(system.posts).toHaveLength(1);
    expect(await told()).toEqual([]);
  });

  test("however many processes there are, and in order within a call", async () => {
    const { step, finish, run, system } = await start();
    await step();
    await step({ name: "Again", mapping: [...MAPPED, { parameter: "make", value: "Second" }] });
    const calls = await Promise.all(Array.from({ length: 5 }, () => finish()));
    await Promise.all([run(), run(), run()]);
    await run();
    for (const callId of calls)
      expect(system.posts.filter(({ call }) => call === callId).map(({ make }) => make)).toEqual(["Opel", "Second"]);
    expect(system.posts).toHaveLength(10);
  });

  test("however often its call is closed or looked over; and not for calls before it, that test, or of others", async () => {
    const { step, finish, run, system, organizationId, context, rule } = await start();
    const made = await step();
    await createStep(context, { ...rule, name: "Later" }, new Date("2026-07-01T00:00:00Z"));
    const other = await start();
    const callId = await finish();
    await run();
    await planCall(organizationId, callId);
    await finish({ found: { make: "Opel" }, columns: { kind: "test" } });
    await plantFinishedCall(database.url, other, { found: { make: "Opel" } });
    await run();
    expect(system.posts).toHaveLength(1);
    expect(await other.stateOf(await other.finish())).toEqual([]);
    await updateStep(context, made.id, { ...rule, enabled: false }, EARLIER);
    await finish();
    await run();
    expect(system.posts).toHaveLength(1);
  });

  test("it waits until its call is looked over", async () => {
    const { step, finish, run, later, system, organizationId, stateOf } = await start();
    await step();
    const callId = await finish({ analysis: "pending" });
    await run();
    expect(system.posts).toEqual([]);
    await withTenant(organizationId, (tx) =>
      tx.callAnalysis.updateMany({ where: { callId }, data: { state: "missing" } }),
    );
    await later(1);
    expect(await stateOf(callId)).toEqual(["skipped: “Make of the car” is not known of this call."]);
  });
});

describe("a process that died with it in hand", () => {
  const dies = (keeps: boolean) => (keep: () => void) => {
    if (keeps) keep();
    throw new Error("killed");
  };
  test("after it was done there: it is found out, and not done again", async () => {
    const { step, finish, run, later, system, stateOf, told } = await start();
    await step();
    system.next.push(dies(true));
    const callId = await finish();
    await run();
    expect(await stateOf(callId)).toEqual(["running"]);
    await later(5);
    expect([system.posts.length, await stateOf(callId), await told()]).toEqual([1, ["done"], []]);
  });
  test("before it was: it is found out, and done", async () => {
    const { step, finish, run, later, system, stateOf } = await start();
    await step();
    system.next.push(dies(false));
    const callId = await finish();
    await run();
    await later(5);
    expect([system.posts.length, await stateOf(callId)]).toEqual([2, ["done"]]);
  });
  test("where it cannot be found out it is not done again, and people are told", async () => {
    const { step, finish, run, later, system, stateOf, told, context } = await start({ readBack: false });
    const { id: stepId } = await step();
    system.next.push(dies(true));
    const callId = await finish();
    await run();
    await later(5);
    expect(await stateOf(callId)).toEqual([expect.stringMatching(/^unknown: .*not known whether it was done/)]);
    expect([system.posts.length, (await told()).length]).toEqual([1, 1]);
    // Somebody has looked, and says that it is to be done.
    await retryRun(context, callId, stepId, new Date(0));
    await later(0);
    expect([system.posts.length, await stateOf(callId)]).toEqual([2, ["done"]]);
  });
});

describe("what does not come true", () => {
  test("a system that is away is asked again within the hour, and then managers are told, once", async () => {
    const { step, finish, run, later, system, stateOf, told } = await start();
    await step();
    system.next.push(...Array.from({ length: 9 }, () => () => AWAY));
    const callId = await finish();
    await run();
    for (const [minutes, posts] of [
      [0.5, 1],
      [0.5, 2],
      [5, 3],
      [15, 4],
      [39, 4],
      [1, 5],
      [120, 5],
    ] as const) {
      await later(minutes);
      expect(system.posts, `${minutes} minutes later`).toHaveLength(posts);
    }
    expect(await stateOf(callId)).toEqual(["failed: The system could not be reached."]);
    expect((await told()).map(({ title, url }) => [title, url])).toEqual([
      [expect.stringContaining("“Order the parts” was not done"), `/calls/${callId}#after-the-call`],
    ]);
  });

  test("one that comes back has it done", async () => {
    const { step, finish, run, later, system, stateOf, told } = await start();
    await step();
    system.next.push(
      () => AWAY,
      () => answer(429, {}),
    );
    const callId = await finish();
    await run();
    await later(1);
    await later(5);
    expect([system.posts.length, await stateOf(callId), await told()]).toEqual([3, ["done"], []]);
  });

  test("a lost answer is read back before it is tried again", async () => {
    const { step, finish, run, later, system, stateOf } = await start();
    await step();
    system.next.push((keep) => {
      keep();
      return { kind: "broken", problem: "no answer came in time", status: null, text: "" };
    });
    const callId = await finish();
    await run();
    await later(1);
    expect([system.posts.length, await stateOf(callId)]).toEqual([1, ["done"]]);
  });

  test("that it was done is believed once it stands there, and “try again” does it", async () => {
    const { step, finish, run, later, system, stateOf, told, context } = await start();
    const { id: stepId } = await step();
    system.next.push(() => answer(201, { id: "1" }));
    const callId = await finish();
    await run();
    expect(await stateOf(callId)).toEqual([expect.stringMatching(/^failed: .*it is not so.*it is not there/)]);
    expect(await told()).toHaveLength(1);
    await retryRun(context, callId, stepId, new Date(0));
    await later(0);
    expect([system.posts.length, await stateOf(callId), (await told()).length]).toEqual([2, ["done"], 1]);
    await expect(retryRun(context, callId, stepId)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("what was given up later is seen ten minutes later", async () => {
    const { step, finish, run, later, system, stateOf, told } = await start();
    await step();
    const callId = await finish();
    await run();
    expect(await stateOf(callId)).toEqual(["done"]);
    system.orders.clear();
    await later(10);
    expect(await stateOf(callId)).toEqual([expect.stringMatching(/^failed: .*not there/)]);
    expect(await told()).toHaveLength(1);
  });

  test("a refusal is told at once", async () => {
    const { step, finish, run, system, stateOf, told } = await start();
    await step();
    system.next.push(() => answer(422, {}));
    const callId = await finish();
    await run();
    expect(await stateOf(callId)).toEqual(["failed: The system refused it (422)."]);
    expect(await told()).toHaveLength(1);
  });

  test("a value that does not fit is told in words, and nothing is sent", async () => {
    const { step, finish, run, system, stateOf, told } = await start();
    await step();
    const callId = await finish({ found: { make: "Opel", seats: "about five" } });
    await run();
    expect(await stateOf(callId)).toEqual(["failed: Seats: “about five” is no number. Nothing was sent."]);
    expect([system.posts.length, (await told()).length]).toEqual([0, 1]);
  });
});

describe("what changes meanwhile", () => {
  test("a tool that is removed or switched off: nothing is sent, and a day's calls are told of together", async () => {
    const { step, finish, run, system, stateOf, told, context, tool } = await start();
    await step();
    const first = await finish();
    await updateTool(context, tool.id, { spec: { ...SPEC }, enabled: false });
    await run();
    await deleteTool(context, tool.id);
    const second = await finish();
    await run();
    expect(await stateOf(first)).toEqual(["failed: It is switched off."]);
    expect(await stateOf(second)).toEqual([expect.stringMatching(/^failed: .*its tool was removed/)]);
    expect([system.posts.length, (await told()).length]).toEqual([0, 1]);
  });

  test("a step that is removed or switched off", async () => {
    const { step, finish, run, system, stateOf, context, rule } = await start();
    const [off, gone] = [await step(), await step()];
    const callId = await finish();
    await updateStep(context, off.id, { ...rule, enabled: false });
    await deleteStep(context, gone.id);
    await run();
    expect(await stateOf(callId)).toEqual(["skipped: The step was switched off.", "skipped: The step was removed."]);
    expect(system.posts).toEqual([]);
  });
});

const MAPPED = [{ parameter: "call", value: "{call_id}" }];

describe("which calls", () => {
  test("those that the condition says, missed ones too; why not is shown", async () => {
    const { step, finish, run, stateOf, system } = await start();
    const mapping = [...MAPPED, { parameter: "make", value: "missed from {caller_number}" }];
    await step({ when: { calls: "missed" }, mapping });
    await step({ when: { outcomes: ["settled"] } });
    await step({ when: { fields: [{ field: "make", is: "equal", value: "opel" }] } });
    const answered = await finish();
    const missed = await finish({ found: null, answeredAt: null, status: "no_answer", columns: { outcome: null } });
    await run();
    expect(await stateOf(answered)).toEqual([
      "skipped: This call was answered.",
      "skipped: This call came out as: not settled.",
      "done",
    ]);
    const nobody = "skipped: Nobody answered this call.";
    expect(await stateOf(missed)).toEqual(["done", nobody, nobody]);
    expect(system.posts.map(({ make }) => make).sort()).toEqual(["Opel", "missed from +14155550134"]);
  });
});
