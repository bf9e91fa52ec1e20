import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { linkJoined, unlinkMember } from "@/lib/services/human-agents/link-member";
import { addMember } from "@/lib/services/members/testing/add-member";
import { removeMember } from "@/lib/services/members/remove-member";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { insert, plantCalls } from "@/scripts/test/plant-call";
import { createHumanAgent } from "./create-human-agent";
import { deleteHumanAgent } from "./delete-human-agent";
import { findOwnProfile, getHumanAgent } from "./get-human-agent";
import { getHumanAgentUsage } from "./get-usage";
import { listLinkableMembers } from "./list-linkable-members";
import { setDuty, setOwnDuty } from "./set-duty";
import { updateHumanAgent } from "./update-human-agent";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const NOW = new Date("2026-06-10T21:30:00Z");
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const person = (email: string, more: object = {}) => ({
  name: "Anna Smith",
  email,
  phone: "+12025550147",
  timeZone: "Europe/Berlin",
  dutyHours: {},
  ...more,
});
const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
const organization = () => createTestOrganization(test.url);
type Own = Awaited<ReturnType<typeof organization>>;

/** An escalation in somebody's hands, offered to them once. */
async function plantEscalation(own: Own, humanAgentId: string, row: object = {}, offer: object | null = {}) {
  const { organizationId, businessId } = own;
  const [callId = ""] = await plantCalls(test.url, own, [{}]);
  const id = uuidv7();
  await withOwner(test.url, async (sql) => {
    await insert(sql, "escalations", {
      organization_id: organizationId,
      id,
      business_id: businessId,
      call_id: callId,
      cause: "asked",
      reason: "The caller asked for a person",
      priority: "normal",
      mode: "warm",
      target: JSON.stringify({ kind: "queue", department: null }),
      human_agent_id: humanAgentId,
      created_at: NOW,
      ...row,
    });
    if (!offer) return;
    await insert(sql, "escalation_offers", {
      organization_id: organizationId,
      id: uuidv7(),
      escalation_id: id,
      human_agent_id: humanAgentId,
      offered_at: NOW,
      rings_until: at(20),
      ...offer,
    });
  });
  return { id, callId };
}
const HELD = { state: "in_progress", accepted_at: NOW };

it("the member with a person's address signs in as them, unless another one is named, or none", async () => {
  const { context, organizationId } = await organization();
  const member = await addMember(test.url, organizationId, "agent");
  const other = await addMember(test.url, organizationId, "supervisor");
  const anna = await createHumanAgent(context, person(member.email));
  expect(anna.userId).toBe(member.userId);
  const ben = await createHumanAgent(context, person("ben@example.test", { name: "Ben", userId: other.userId }));
  expect(ben.userId).toBe(other.userId);
  // Left out, it stays; null takes it away.
  expect(await updateHumanAgent(context, ben.id, person("ben@example.test"))).toMatchObject({ userId: other.userId });
  expect(await updateHumanAgent(context, ben.id, person("ben@example.test", { userId: null }))).toMatchObject({
    userId: null,
  });
  expect(
    await refusal(updateHumanAgent(context, ben.id, person("ben@example.test", { userId: member.userId }))),
  ).toMatchObject({ code: "CONFLICT", fields: { userId: "this member is Anna Smith already" } });
  const stranger = await organization();
  expect(
    await refusal(createHumanAgent(context, person("eve@example.test", { userId: stranger.userId }))),
  ).toMatchObject({ code: "INVALID", fields: { userId: "choose one of the organization's members" } });
});

it("who joins later is who is listed under their address, and who leaves has a telephone alone", async () => {
  const { context, organizationId } = await organization();
  const member = await addMember(test.url, organizationId, "agent");
  const anna = await createHumanAgent(context, person(member.email, { userId: null }));
  const joined = { organizationId, userId: member.userId, email: member.email };
  await withTenant(organizationId, (tx) => linkJoined(tx, joined));
  expect(await getHumanAgent(context, anna.id)).toMatchObject({ userId: member.userId });
  await removeMember(context, { userId: member.userId });
  expect(await getHumanAgent(context, anna.id)).toMatchObject({ userId: null });
  await withTenant(organizationId, (tx) => unlinkMember(tx, joined));
});

it("only members who may take calls can be chosen", async () => {
  const { context, organizationId, userId } = await organization();
  const viewer = await addMember(test.url, organizationId, "viewer");
  const agent = await addMember(test.url, organizationId, "agent");
  const ids = (await listLinkableMembers(context)).map((member) => member.userId);
  expect(ids).toEqual(expect.arrayContaining([userId, agent.userId]));
  expect(ids).not.toContain(viewer.userId);
});

it("somebody switches their own duty without the right to change people, and nobody else's", async () => {
  const { context, organizationId } = await organization();
  const member = await addMember(test.url, organizationId, "agent");
  const anna = await createHumanAgent(context, person(member.email));
  expect(await findOwnProfile(member.context)).toMatchObject({ id: anna.id, status: "available" });
  expect(await setOwnDuty(member.context, false)).toMatchObject({ id: anna.id, status: "offline" });
  expect(await setOwnDuty(member.context, true)).toMatchObject({ status: "available" });
  expect(await refusal(setDuty(member.context, anna.id, false))).toMatchObject({ code: "FORBIDDEN" });
  const other = await addMember(test.url, organizationId, "agent");
  expect(await findOwnProfile(other.context)).toBeNull();
  expect(await refusal(setOwnDuty(other.context, false))).toMatchObject({ code: "CONFLICT" });
  const viewer = await addMember(test.url, organizationId, "viewer");
  expect(await refusal(setOwnDuty(viewer.context, false))).toMatchObject({ code: "FORBIDDEN" });
});

it("who is in a call stays in it: off duty means no other, on duty means busy until they leave it", async () => {
  const own = await organization();
  const { id } = await createHumanAgent(own.context, person("anna@example.test"));
  const { callId, id: escalationId } = await plantEscalation(own, id, HELD, { state: "accepted", ended_at: NOW });
  expect(await setDuty(own.context, id, false)).toMatchObject({ status: "offline", inCall: { callId, escalationId } });
  expect(await setDuty(own.context, id, true)).toMatchObject({ status: "busy" });
  expect(await refusal(deleteHumanAgent(own.context, id))).toMatchObject({ code: "CONFLICT" });
  await withOwner(test.url, (sql) =>
    sql.query("update escalations set released_at = now() where organization_id = $1", [own.organizationId]),
  );
  expect(await setDuty(own.context, id, true)).toMatchObject({ status: "available", inCall: null });
});

it("what a person was asked and did is counted in the days asked for, with medians of what took place", async () => {
  const own = await organization();
  const { id } = await createHumanAgent(own.context, person("anna@example.test"));
  const done = (talk: number, settled: number) => ({
    state: "completed",
    accepted_at: at(5),
    connected_at: at(10),
    released_at: at(10 + talk),
    settled_at: at(settled),
  });
  await plantEscalation(own, id, done(60, 100), { state: "accepted", ended_at: at(4) });
  await plantEscalation(own, id, done(120, 200), { state: "accepted", ended_at: at(8) });
  await plantEscalation(own, id, HELD, { state: "accepted", ended_at: at(6) });
  for (const state of ["declined", "no_answer", "no_answer", "failed", "withdrawn"])
    await plantEscalation(
      own,
      id,
      { human_agent_id: null, state: "callback" },
      { state, ended_at: at(20), human_agent_id: id },
    );
  // Long ago, and somebody else's.
  const before = new Date(NOW.getTime() - 40 * 86_400_000);
  await plantEscalation(
    own,
    id,
    { ...done(1, 1), created_at: before },
    { state: "declined", offered_at: before, ended_at: before },
  );
  const ben = await createHumanAgent(own.context, person("ben@example.test"));
  expect(await getHumanAgentUsage(own.context, id, {}, at(60))).toEqual({
    humanAgentId: id,
    from: at(60 - 30 * 86_400).toISOString(),
    to: at(60).toISOString(),
    offered: 8,
    accepted: 3,
    declined: 1,
    missed: 2,
    failed: 1,
    withdrawn: 1,
    medianAnswerMs: 6_000,
    medianTalkMs: 90_000,
    medianResolutionMs: 150_000,
    completed: 2,
    open: 1,
  });
  expect(await getHumanAgentUsage(own.context, id, { days: 90 }, at(60))).toMatchObject({ offered: 9, declined: 2 });
  expect(await getHumanAgentUsage(own.context, ben.id, {}, at(60))).toMatchObject({
    offered: 0,
    medianAnswerMs: null,
    medianTalkMs: null,
    medianResolutionMs: null,
  });
  expect(await refusal(getHumanAgentUsage(own.context, id, { days: 0 }))).toMatchObject({ code: "INVALID" });
  const stranger = await organization();
  expect(await refusal(getHumanAgentUsage(stranger.context, id))).toMatchObject({ code: "NOT_FOUND" });
});
