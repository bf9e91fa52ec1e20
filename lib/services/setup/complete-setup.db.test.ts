import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createAgent } from "@/lib/services/agents/create-agent";
import { getAgent } from "@/lib/services/agents/get-agent";
import { saveDraft } from "@/lib/services/agents/save-draft";
import { updateBusiness } from "@/lib/services/businesses/update-business";
import { getBusiness } from "@/lib/services/businesses/get-business";
import type { ServiceContext } from "@/lib/services/context";
import { listNumbers } from "@/lib/services/phone-numbers/list-numbers";
import { permissionsOf } from "@/lib/services/permissions";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { completeSetup } from "./complete-setup";
import { getSetup } from "./get-setup";
import { getSetupCheck } from "./setup-check";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

/** An organization whose agent was never published and whose number nobody answers. */
async function newOrganization() {
  const made = await createTestOrganization(test.url);
  const { organizationId, agentVersionId } = made;
  await withOwner(test.url, async (sql) => {
    await sql.query("update phone_numbers set agent_id = null where organization_id = $1", [organizationId]);
    await sql.query("update agent_versions set state = 'draft', published_at = null where id = $1", [agentVersionId]);
  });
  const numberId = (await listNumbers(made.context)).phoneNumbers[0]?.id ?? "";
  return { ...made, numberId };
}

const auditOf = (organizationId: string, action: string) =>
  withOwner(test.url, async (sql) => {
    const { rows } = await sql.query(
      "select count(*)::int as count from audit_log where organization_id = $1 and action = $2",
      [organizationId, action],
    );
    return (rows as { count: number }[])[0]?.count;
  });

const asRole = (context: ServiceContext, role: "manager" | "viewer") => ({
  ...context,
  permissions: permissionsOf(role),
});

it("gives the number to the agent, publishes its draft and marks the organization as set up, once", async () => {
  const { context, organizationId, businessId, agentId, phoneNumber, numberId } = await newOrganization();
  expect(await getSetup(context)).toMatchObject({ isLive: false });
  const done = { businessId, agentId, versionNumber: 1, phoneNumbers: [phoneNumber] };
  const both = await Promise.all([1, 2].map(() => completeSetup(context, { phoneNumberId: numberId })));
  expect(both).toEqual([expect.objectContaining(done), expect.objectContaining(done)]);
  expect(await completeSetup(context, { phoneNumberId: numberId })).toMatchObject(done);
  const { isLive, steps } = await getSetup(context);
  expect([isLive, steps.at(-1)?.state]).toEqual([true, "done"]);
  expect(await auditOf(organizationId, "setup.completed")).toBe(1);
  expect(await auditOf(organizationId, "agent.published")).toBe(1);
});

it("publishes what was changed since, and nothing when the draft is another than the one that was looked at", async () => {
  const { context, agentId, numberId } = await newOrganization();
  await completeSetup(context, { phoneNumberId: numberId });
  const { draft } = await getAgent(context, agentId);
  const config = { ...draft.config, greeting: "Another greeting." };
  await saveDraft(context, agentId, { config, expectedRevision: draft.revision });
  expect(await refusal(completeSetup(context, { expectedRevision: draft.revision }))).toMatchObject({
    code: "CONFLICT",
  });
  expect((await getAgent(context, agentId)).published?.number).toBe(1);
  expect(await completeSetup(context)).toMatchObject({ versionNumber: 2 });
});

it("refuses with every reason, by step, and changes nothing", async () => {
  const { context, organizationId, businessId, agentId, numberId } = await newOrganization();
  const { id: _id, createdAt: _made, updatedAt: _changed, ...profile } = await getBusiness(context, businessId);
  await updateBusiness(context, businessId, { ...profile, active: false });
  const { draft } = await getAgent(context, agentId);
  await saveDraft(context, agentId, { config: { ...draft.config, voice: "" }, expectedRevision: draft.revision });
  const error = await refusal(completeSetup(context, { phoneNumberId: numberId }));
  expect(error).toMatchObject({
    code: "INVALID",
    fields: {
      business: expect.stringContaining("switched off") as unknown,
      review: expect.stringContaining("no voice") as unknown,
    },
  });
  expect((await listNumbers(context)).phoneNumbers[0]?.agentId).toBeNull();
  expect(await getSetup(context)).toMatchObject({ isLive: false });
  expect(await auditOf(organizationId, "setup.completed")).toBe(0);
});

it("a number that another agent answers is not taken from it", async () => {
  const { context, businessId, agentId, numberId } = await newOrganization();
  await createAgent(context, { businessId, name: "Night desk" });
  await withOwner(test.url, (sql) =>
    sql.query("update phone_numbers set agent_id = (select id from agents where name = 'Night desk') where id = $1", [
      numberId,
    ]),
  );
  expect((await getSetup(context)).agentId).toBe(agentId);
  const { problems } = await getSetupCheck(context, { phoneNumberId: numberId });
  expect(problems.filter(({ severity }) => severity === "blocks")).toMatchObject([
    { step: "review", message: expect.stringContaining("is answered by Night desk today") as unknown },
  ]);
});

it("managers finish, but numbers are given away by those who may; viewers do neither", async () => {
  const { context, agentId, numberId } = await newOrganization();
  const manager = asRole(context, "manager");
  expect(await refusal(completeSetup(manager, { phoneNumberId: numberId }))).toMatchObject({ code: "FORBIDDEN" });
  expect(await completeSetup(manager)).toMatchObject({ agentId, phoneNumbers: [] });
  expect(await refusal(completeSetup(asRole(context, "viewer")))).toMatchObject({ code: "FORBIDDEN" });
});
