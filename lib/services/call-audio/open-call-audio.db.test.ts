import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { insert, plantCalls } from "@/scripts/test/plant-call";
import type { ServiceContext } from "../context";
import { verifyLiveToken } from "../live/live-token";
import { addMember } from "../members/testing/add-member";
import { changeRole } from "../members/change-role";
import { permissionsOf } from "../permissions";
import { endSession } from "../sessions/end-session";
import { startSession } from "../sessions/start-session";
import { reportWorker } from "../workers/report-worker";
import { presentAudioRights } from "./audio-rights";
import { signAudioToken, verifyAudioToken } from "./audio-token";
import { noteFloor } from "./note-floor";
import { openCallAudio } from "./open-call-audio";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const secret = "s".repeat(48);
const now = new Date("2026-06-10T12:00:00Z");
const deps = {
  publicCallUrl: "https://calls.example.com",
  workerOrigins: ["https://*.workers.example.com"],
  tokenSecret: secret,
  ice: { stunUrls: ["stun:stun.example.com"], turnUrls: [], turnSecret: null },
  now,
};
const sql = (text: string, values: unknown[]) => withOwner(database.url, (client) => client.query(text, values));

/** An organization with a call in progress, at a worker of its own. */
async function callInProgress(options: { publicUrl?: string; worker?: boolean } = {}) {
  const organization = await createTestOrganization(database.url);
  const [callId = ""] = await plantCalls(database.url, organization, [{ status: "in_progress", endedAt: null }]);
  const workerId = `w-${callId}`;
  await sql("update calls set owner_worker_id = $2 where id = $1", [callId, workerId]);
  const publicUrl = options.publicUrl ?? `https://${callId}.workers.example.com`;
  if (options.worker !== false) {
    const load = { slots: 10, load: 10, draining: true }; // full of calls and closing: its calls can be heard all the same
    await reportWorker({ id: workerId, url: "http://127.0.0.1:1", publicUrl, ...load });
  }
  const context: ServiceContext = { ...organization.context, sessionId: randomUUID() };
  return { organization, context, callId, publicUrl };
}

/** A member of the call's organization, as they are signed in. */
async function memberOf(context: ServiceContext, role: "supervisor" | "agent" | "viewer") {
  const { userId } = await addMember(database.url, context.organizationId, role);
  const sessionId = await startSession(userId, {});
  const member: ServiceContext = {
    organizationId: context.organizationId,
    actor: { kind: "user", id: userId, name: "Marcus" },
    permissions: permissionsOf(role),
    requestId: "r",
    sessionId,
  };
  return member;
}

/** The call was escalated, and the member accepted it as a human agent. */
async function escalateTo(member: ServiceContext, call: Awaited<ReturnType<typeof callInProgress>>, offer: string) {
  const own = { organization_id: member.organizationId };
  const [humanAgentId, escalationId] = [uuidv7(), uuidv7()];
  await withOwner(database.url, async (client) => {
    await insert(client, "human_agents", {
      ...own,
      id: humanAgentId,
      user_id: member.actor.id,
      name: "Marcus",
      email: `${humanAgentId}@example.test`,
      phone: "+14155550111",
      time_zone: "UTC",
    });
    await insert(client, "escalations", {
      ...own,
      id: escalationId,
      business_id: call.organization.businessId,
      call_id: call.callId,
      cause: "asked",
      reason: "asked for a person",
      priority: "normal",
      mode: "warm",
      target: JSON.stringify({ kind: "queue", department: null }),
      state: "waiting",
      created_at: now,
    });
    await insert(client, "escalation_offers", {
      ...own,
      id: uuidv7(),
      escalation_id: escalationId,
      human_agent_id: humanAgentId,
      state: offer,
      offered_at: now,
      rings_until: now,
      ...(offer === "ringing" ? {} : { ended_at: now }),
    });
  });
  return escalationId;
}

test("a supervisor is let into the worker that has the call, for a minute, and it is in the audit log", async () => {
  const { context, callId, publicUrl } = await callInProgress();
  const { token, ...audio } = await openCallAudio(context, { callId }, deps);
  expect(audio).toEqual({
    callId,
    workerUrl: publicUrl,
    iceServers: [{ urls: ["stun:stun.example.com"] }],
    maySpeak: true,
  });
  const claims = verifyAudioToken(token, secret, now.getTime() + 59_000);
  expect(claims).toMatchObject({
    callId,
    organizationId: context.organizationId,
    userId: context.actor.id,
    sessionId: context.sessionId,
    name: context.actor.name,
    maySpeak: true,
  });
  expect(verifyAudioToken(token, secret, now.getTime() + 60_000)).toBeNull();
  expect(verifyAudioToken(token, "t".repeat(48), now.getTime())).toBeNull();
  await noteFloor({
    organizationId: context.organizationId,
    callId,
    userId: context.actor.id,
    name: "Dana",
    action: "call.taken_over",
  });
  const { rows } = await sql(
    "select action, target_id, actor_id from audit_log where organization_id = $1 order by seq",
    [context.organizationId],
  );
  expect(rows).toEqual(
    ["call.listened", "call.taken_over"].map((action) => ({ action, target_id: callId, actor_id: context.actor.id })),
  );
});

test("a worker without an address that pages may go to is reached by the common one", async () => {
  const { context, callId } = await callInProgress({ publicUrl: "https://inside.example.net" });
  expect(await openCallAudio(context, { callId }, deps)).toMatchObject({ workerUrl: "https://calls.example.com" });
});

test("who is connected again is in the audit log once, and anew after another sign-in", async () => {
  const { context, callId } = await callInProgress();
  const written = async () => {
    const { rows } = await sql(
      "select details from audit_log where organization_id = $1 and action = 'call.listened'",
      [context.organizationId],
    );
    return rows.length;
  };
  await Promise.all([openCallAudio(context, { callId }, deps), openCallAudio(context, { callId }, deps)]);
  await openCallAudio(context, { callId }, deps);
  expect(await written()).toBe(1);
  await openCallAudio({ ...context, sessionId: randomUUID() }, { callId }, deps);
  expect(await written()).toBe(2);
  const colleague = await memberOf(context, "supervisor");
  await openCallAudio(colleague, { callId }, deps);
  expect(await written()).toBe(3);
});

test("a token of one kind is none of another", async () => {
  const { context, callId } = await callInProgress();
  const { token } = await openCallAudio(context, { callId }, deps);
  expect(verifyLiveToken(token, secret, now.getTime())).toBeNull();
  const claims = verifyAudioToken(token, secret, now.getTime());
  if (!claims) throw new Error("the token is good");
  const [head, , signature] = signAudioToken({ ...claims, maySpeak: false }, secret).split(".");
  expect(verifyAudioToken(`${head}.${token.split(".")[1]}.${signature}`, secret, now.getTime())).toBeNull();
});

test("what can't be heard is said in words", async () => {
  const { context, callId } = await callInProgress();
  const other = await callInProgress();
  await expect(openCallAudio(other.context, { callId }, deps)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(openCallAudio(context, { callId: randomUUID() }, deps)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(openCallAudio(context, { callId: "x" }, deps)).rejects.toMatchObject({ code: "INVALID" });
  const { sessionId: _session, ...program } = context;
  await expect(openCallAudio(program, { callId }, deps)).rejects.toMatchObject({ code: "FORBIDDEN" });
  const lost = await callInProgress({ worker: false });
  await expect(openCallAudio(lost.context, { callId: lost.callId }, deps)).rejects.toMatchObject({
    code: "CONFLICT",
    retryAfterMs: 2_000,
  });
  await sql("update calls set status = 'completed', ended_at = now() where id = $1", [callId]);
  await expect(openCallAudio(context, { callId }, deps)).rejects.toMatchObject({
    code: "CONFLICT",
    message: "This call has ended, so there is nothing to hear any more.",
    retryAfterMs: null,
  });
});

test("who may neither listen nor speak is refused, until this very call is escalated to them and they accept", async () => {
  const call = await callInProgress();
  const agent = await memberOf(call.context, "agent");
  const open = () => openCallAudio(agent, { callId: call.callId }, deps);
  await expect(open()).rejects.toMatchObject({ code: "FORBIDDEN" });
  const escalationId = await escalateTo(agent, call, "ringing");
  await expect(open()).rejects.toMatchObject({ code: "FORBIDDEN" });
  await sql("update escalation_offers set state = 'accepted', ended_at = now() where escalation_id = $1", [
    escalationId,
  ]);
  expect(await open()).toMatchObject({ maySpeak: true });
  const another = await callInProgress();
  await expect(openCallAudio(agent, { callId: another.callId }, deps)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await sql(
    `update escalations set state = 'completed', accepted_at = now(), settled_at = now(), human_agent_id = (select human_agent_id
     from escalation_offers where escalation_id = $1) where id = $1`,
    [escalationId],
  );
  await expect(open()).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("rights are those of this moment: of the role, of the session, of the escalation", async () => {
  const call = await callInProgress();
  const [supervisor, agent] = [await memberOf(call.context, "supervisor"), await memberOf(call.context, "agent")];
  await escalateTo(agent, call, "accepted");
  const holder = (context: ServiceContext) => ({
    organizationId: context.organizationId,
    userId: context.actor.id,
    sessionId: context.sessionId ?? "",
    callId: call.callId,
  });
  const all = () => presentAudioRights([holder(supervisor), holder(agent), { ...holder(agent), callId: randomUUID() }]);
  const both = { mayListen: true, maySpeak: true };
  const none = { mayListen: false, maySpeak: false };
  expect(await all()).toEqual([both, both, none]);
  await changeRole(call.context, { userId: supervisor.actor.id, role: "viewer" });
  await endSession({ userId: agent.actor.id, sessionId: agent.sessionId ?? "" });
  expect(await all()).toEqual([none, null, null]);
  expect(await presentAudioRights([])).toEqual([]);
});
