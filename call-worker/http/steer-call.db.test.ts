import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { memberContext, type ServiceContext } from "@/lib/services/context";
import { steerCall } from "@/lib/services/calls/steer-call";
import type { ControlCommand, ControlReply } from "@/lib/services/workers/control-command";
import { reportWorker } from "@/lib/services/workers/report-worker";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import type { TestOrganization } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { systemClock } from "../system-clock";
import { handleControl } from "./control";
import { RequestError } from "./read-body";

/** Supervisors' commands on their way to the worker that holds the call: signed HTTP, as between processes. */

const secret = "only-for-tests";
type Received = { callId: string; command: ControlCommand };
type FakeWorker = { id: string; received: Received[]; close(): Promise<void> };

let database: TestDatabase;
let tenant: TestOrganization;
let workers: FakeWorker[];

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => {
  workers = [];
  tenant = await createTestOrganization(database.url);
});
afterEach(() => Promise.all(workers.map((worker) => worker.close())));

/** A worker's control endpoint; what it answers is the test's. */
async function worker(answer: (received: Received) => ControlReply | Promise<ControlReply>): Promise<FakeWorker> {
  const received: Received[] = [];
  const control = async (callId: string, command: ControlCommand) => {
    received.push({ callId, command });
    return answer({ callId, command });
  };
  const server: Server = createServer((request, response) => {
    const callId = request.url?.split("/").at(-1) ?? "";
    let pending: Promise<ControlReply> = Promise.resolve({ result: "not_here" });
    handleControl(
      {
        clock: systemClock,
        controlSecret: secret,
        publish: () => undefined,
        control: (id, command) => {
          pending = control(id, command);
          return { result: "not_here" };
        },
      },
      request,
      callId,
    )
      .then(() => pending)
      .then(
        (reply) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(reply)),
        (error: unknown) => response.writeHead(error instanceof RequestError ? error.status : 500).end(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const id = `worker-${uuidv7()}`;
  await reportWorker({ id, url, publicUrl: url, slots: 10, load: 0, draining: false });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const made = { id, received, close };
  workers.push(made);
  return made;
}
const done = (): ControlReply => ({ result: "done", next: null });

/** A call in progress that this worker holds. */
async function callAt(
  workerId: string | null,
  more: { channel?: "phone" | "browser"; organization?: TestOrganization } = {},
) {
  const organization = more.organization ?? tenant;
  const [callId = ""] = await plantCalls(database.url, organization, [{ status: "in_progress", endedAt: null }]);
  await move(callId, workerId);
  await run("update calls set channel = $2::call_channel where id = $1", [callId, more.channel ?? "phone"]);
  return callId;
}
const run = <T>(text: string, values: unknown[]) =>
  withOwner(database.url, async (sql) => (await sql.query(text, values)).rows as T[]);
const move = (callId: string, workerId: string | null) =>
  run("update calls set owner_worker_id = $2, epoch = epoch + 1 where id = $1", [callId, workerId]);
const end = (callId: string) => run("update calls set status = 'completed', ended_at = now() where id = $1", [callId]);
const audited = () =>
  run<{ action: string; target_id: string; details: unknown }>(
    "select action, target_id, details from audit_log where organization_id = $1 order by seq",
    [tenant.organizationId],
  );
const steer = (callId: string, command: unknown, context: ServiceContext = tenant.context) =>
  steerCall(context, callId, command, { secret });
const person = async (departments: string[] = []) => {
  const id = uuidv7();
  await run(
    `insert into human_agents (organization_id, id, name, email, phone, departments, time_zone)
     values ($1, $2, 'Anna', $3, '+12025550177', $4, 'UTC')`,
    [tenant.organizationId, id, `${id}@people.test`, departments],
  );
  return id;
};

test("a command reaches the worker that holds the call, signed and with who gave it, and is audited without its words", async () => {
  const holder = await worker(done);
  const callId = await callAt(holder.id);
  expect(await steer(callId, { action: "whisper", text: " Mrs. Miller may have 199. " })).toEqual({ result: "done" });
  const by = { userId: tenant.userId, name: tenant.context.actor.name };
  const whispered = { action: "whisper", text: "Mrs. Miller may have 199." };
  expect(holder.received).toEqual([{ callId, command: { command: "steer", by, steer: whispered } }]);
  expect(await audited()).toEqual([{ action: "call.whispered", target_id: callId, details: { characters: 25 } }]);
  await expect(steerCall(tenant.context, callId, whispered, { secret: "guessed" })).rejects.toMatchObject({
    code: "UNAVAILABLE",
  });
  expect(holder.received).toHaveLength(1);
});

test("each action that took effect has its own name in the audit log", async () => {
  const holder = await worker(done);
  const callId = await callAt(holder.id);
  for (const command of [
    { action: "say", text: "One moment." },
    { action: "pause" },
    { action: "resume" },
    { action: "override", text: "Offer 10 % off." },
    { action: "give_back" },
    { action: "transfer", target: { kind: "queue" }, mode: "warm" },
    { action: "end" },
  ])
    await steer(callId, command);
  expect((await audited()).map(({ action }) => action)).toEqual([
    "call.said",
    "call.paused",
    "call.resumed",
    "call.instructed",
    "call.given_back",
    "call.transferred",
    "call.ended",
  ]);
});

test("what the worker refuses is a conflict in its words, and leaves no trace in the audit log", async () => {
  const message = "Dana Whitfield has the microphone.";
  const holder = await worker(() => ({ result: "refused", code: "held_by_other", message }));
  const callId = await callAt(holder.id);
  await expect(steer(callId, { action: "say", text: "Hello" })).rejects.toMatchObject({
    code: "CONFLICT",
    message,
    cause: { code: "held_by_other" },
  });
  expect(await audited()).toEqual([]);
});

test("a call that has just moved is followed to its new worker, and the command is done once", async () => {
  const next = await worker(done);
  const before = await worker(async ({ callId }) => {
    await move(callId, next.id);
    return { result: "not_here" };
  });
  const callId = await callAt(before.id);
  expect(await steer(callId, { action: "say", text: "Hello" })).toEqual({ result: "done" });
  expect([before.received.length, next.received.length]).toEqual([1, 1]);
  expect((await audited()).map(({ action }) => action)).toEqual(["call.said"]);
});

test("a call whose worker died is followed to the one that went on with it", async () => {
  const next = await worker(done);
  const lost = await worker(async ({ callId }) => {
    await move(callId, next.id);
    throw new Error("gone in the middle of it");
  });
  const callId = await callAt(lost.id);
  expect(await steer(callId, { action: "pause" })).toEqual({ result: "done" });
  expect(next.received).toHaveLength(1);
});

test.each([
  [
    "it ended while the command was on its way",
    async (callId: string) => void (await end(callId)),
    "CONFLICT",
    "The call has just ended.",
  ],
  ["its end is not stored yet", async () => undefined, "CONFLICT", "The call has just ended."],
  [
    "nobody has it at this moment",
    async (callId: string) => void (await move(callId, "worker-gone")),
    "UNAVAILABLE",
    "The call is moving to another worker",
  ],
])("the worker does not have the call any more: %s", async (_, meanwhile, code, message) => {
  const holder = await worker(async ({ callId }) => {
    await meanwhile(callId);
    return { result: "not_here" };
  });
  const callId = await callAt(holder.id);
  const refusal = await steer(callId, { action: "pause" }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code, message: expect.stringContaining(message) as string });
  expect(holder.received).toHaveLength(1);
  expect(await audited()).toEqual([]);
});

test("nothing is sent for calls that are over, ring, are unknown or another organization's", async () => {
  const holder = await worker(done);
  const over = await callAt(holder.id);
  await end(over);
  await expect(steer(over, { action: "pause" })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(steer(await callAt(null), { action: "pause" })).rejects.toMatchObject({
    code: "CONFLICT",
    message: "The call is not answered yet.",
  });
  const other = await createTestOrganization(database.url);
  for (const callId of [await callAt(holder.id, { organization: other }), uuidv7(), "no-id"]) {
    await expect(steer(callId, { action: "pause" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const transfer = { action: "transfer", target: { kind: "number", to: "+14155550134" }, mode: "cold" };
    await expect(steer(callId, transfer)).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  expect(holder.received).toEqual([]);
});

test("viewers and people who only take calls steer nothing, supervisors do", async () => {
  const holder = await worker(done);
  const callId = await callAt(holder.id);
  const { organizationId, userId } = tenant;
  const as = (role: "viewer" | "agent" | "supervisor") =>
    memberContext({ userId, name: "Sam", organizationId, role }, { requestId: "r" });
  for (const role of ["viewer", "agent"] as const)
    await expect(steer(callId, { action: "pause" }, as(role))).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(holder.received).toEqual([]);
  await steer(callId, { action: "pause" }, as("supervisor"));
  expect(holder.received).toHaveLength(1);
});

test("who accepted this very call steers it, and no other", async () => {
  const holder = await worker(done);
  const [taken, other] = [await callAt(holder.id), await callAt(holder.id)];
  const { organizationId, userId } = tenant;
  const context = memberContext({ userId, name: "Anna", organizationId, role: "agent" }, { requestId: "r" });
  const humanAgentId = await person();
  await run("update human_agents set user_id = $2 where id = $1", [humanAgentId, userId]);
  await run(
    `insert into escalations (organization_id, id, business_id, call_id, cause, reason, priority, mode, target, state, human_agent_id, created_at)
     values ($1, $2, $3, $4, 'asked', 'x', 'normal', 'warm', '{"kind":"queue","department":null}', 'in_progress', $5, now())`,
    [organizationId, uuidv7(), tenant.businessId, taken, humanAgentId],
  );
  expect(await steer(taken, { action: "give_back", promised: "15 %" }, context)).toEqual({ result: "done" });
  await expect(steer(other, { action: "pause" }, context)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(holder.received.map(({ callId }) => callId)).toEqual([taken]);
});

test.each([
  ["an emergency number", "+112"],
  ["a premium-rate number", "+19005550134"],
  ["a country that is not allowed", "+493012345678"],
  ["a satellite telephone", "+881612345678"],
])("a call is never handed to %s", async (_, to) => {
  const holder = await worker(done);
  const callId = await callAt(holder.id);
  const transfer = { action: "transfer", target: { kind: "number", to }, mode: "cold" };
  const refusal = await steer(callId, transfer).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "INVALID", fields: { "target.to": expect.any(String) as string } });
  expect(holder.received).toEqual([]);
});

test("a call is handed to numbers that may be called, to own people and to departments that have some", async () => {
  const holder = await worker(done);
  const [callId, overBrowser] = [await callAt(holder.id), await callAt(holder.id, { channel: "browser" })];
  const humanAgentId = await person(["Billing"]);
  const to = (target: object, id = callId) => steer(id, { action: "transfer", target, mode: "warm", reason: "refund" });
  for (const target of [
    { kind: "number", to: "+1 415 555 0134" },
    { kind: "person", humanAgentId },
    { kind: "queue", department: "Billing" },
    { kind: "queue" },
  ])
    expect(await to(target)).toEqual({ result: "done" });
  expect(await to({ kind: "person", humanAgentId }, overBrowser)).toEqual({ result: "done" });
  for (const [target, field, id] of [
    [{ kind: "number", to: tenant.phoneNumber }, "target.to"],
    [{ kind: "person", humanAgentId: uuidv7() }, "target.humanAgentId"],
    [{ kind: "queue", department: "Sales" }, "target.department"],
    [{ kind: "number", to: "+14155550134" }, "target.kind", overBrowser],
  ] as const) {
    const refusal = await to(target, id).catch((error: unknown) => error);
    expect(refusal, field).toMatchObject({ code: "INVALID", fields: { [field]: expect.any(String) as string } });
  }
  expect(holder.received).toHaveLength(5);
});
