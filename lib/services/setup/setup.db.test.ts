import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SETUP_STEPS } from "@/lib/contracts/setup";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { defaultSettings } from "@/lib/domain/businesses/default-settings";
import { userCodeFrom } from "@/lib/domain/codes/speakable-code";
import { getAgent } from "@/lib/services/agents/get-agent";
import { getBusiness } from "@/lib/services/businesses/get-business";
import { getBusinessConfig } from "@/lib/services/businesses/get-business-config";
import { memberContext, type ServiceContext } from "@/lib/services/context";
import { permissionsOf } from "@/lib/services/permissions";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { finishBusiness } from "./finish-business";
import { finishKnowledge } from "./finish-knowledge";
import { finishEscalation, finishQuality } from "./finish-rules";
import { finishStep } from "./finish-step";
import { getSetup } from "./get-setup";
import { dropProgress, findProgress, saveProgress } from "./progress";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const BUSINESS = { name: "Harbour Legal", type: "customer_support", industry: "Law firm" };
const KIND = { type: "customer_support", industry: "Law firm" } as const;
const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

/** An organization in which nothing is set up yet. */
async function newOrganization() {
  const { context, organizationId } = await createTestOrganization(test.url);
  await withOwner(test.url, async (sql) => {
    for (const table of ["phone_numbers", "agent_versions", "agents", "businesses"])
      await sql.query(`delete from ${table} where organization_id = $1`, [organizationId]);
  });
  return { context, organizationId };
}

async function colleagueOf(organizationId: string): Promise<ServiceContext> {
  const userId = uuidv7();
  const suffix = randomBytes(5).toString("hex");
  await withOwner(test.url, async (sql) => {
    await sql.query("insert into users (id, public_id, email, name) values ($1, $2, $3, 'Colleague')", [
      userId,
      userCodeFrom(randomBytes(9)),
      `colleague-${suffix}@example.test`,
    ]);
    await sql.query("insert into memberships (organization_id, user_id, role) values ($1, $2, 'manager')", [
      organizationId,
      userId,
    ]);
  });
  return memberContext({ userId, name: "Colleague", organizationId, role: "manager" }, { requestId: suffix });
}

it("what somebody has typed is kept for them alone, and is gone when the step is finished", async () => {
  const { context, organizationId } = await newOrganization();
  const colleague = await colleagueOf(organizationId);
  await saveProgress(context, "business", { name: "Harb" });
  await saveProgress(colleague, "business", { name: "Another", industry: "" });
  expect(await findProgress(context, "business")).toMatchObject({ input: { name: "Harb" } });
  expect(await findProgress(colleague, "business")).toMatchObject({ input: { name: "Another", industry: "" } });
  expect((await getSetup(context)).steps[1]).toMatchObject({ name: "business", state: "begun" });

  await finishBusiness(context, BUSINESS);
  expect(await findProgress(context, "business")).toBeNull();
  expect(await findProgress(colleague, "business")).toMatchObject({ input: { name: "Another" } });
  await dropProgress(colleague, "business");
  expect(await findProgress(colleague, "business")).toBeNull();
  expect(await refusal(saveProgress(context, "people", "x".repeat(200_001)))).toMatchObject({ code: "INVALID" });
});

it("finishing the business's step twice makes one business and one agent", async () => {
  const { context } = await newOrganization();
  const first = await finishBusiness(context, BUSINESS);
  expect((await getAgent(context, first.agentId)).draft.config.disclosure.text).toContain("Harbour Legal");
  const { id: _id, createdAt: _made, updatedAt: _changed, ...profile } = await getBusiness(context, first.businessId);
  expect(await finishBusiness(context, { ...profile, name: "Harbour Law" })).toEqual(first);
  expect(await getSetup(context)).toMatchObject({ businessName: "Harbour Law", isLive: false, done: 1 });
});

it("each step counts once it is finished or skipped; the last ones are no plain steps", async () => {
  const { context } = await newOrganization();
  expect(await getSetup(context)).toMatchObject({ done: 0, businessId: null, agentId: null });
  await finishStep(context, "connections", { skipped: false });
  await finishStep(context, "people", { skipped: true });
  const { steps, done } = await getSetup(context);
  expect(steps.map(({ name }) => name)).toEqual([...SETUP_STEPS]);
  expect([done, steps[0]?.state, steps[3]?.state]).toEqual([2, "done", "skipped"]);
  for (const step of ["business", "review"] as const)
    expect(await refusal(finishStep(context, step, { skipped: true }))).toMatchObject({ code: "INVALID" });
});

it("what was accepted of a proposal stands in the agent's draft, each line once", async () => {
  const { context } = await newOrganization();
  const accepted = {
    persona: "You are Mara, who answers for Harbour Legal.",
    greeting: null,
    goals: ["Find out what the matter is."],
    mustNever: [],
    facts: ["A first talk costs 90 dollars.", "a first talk costs 90 dollars."],
    keyterms: ["Harbour Legal"],
  };
  expect(await refusal(finishKnowledge(context, accepted))).toMatchObject({ code: "CONFLICT" });
  const { agentId } = await finishBusiness(context, BUSINESS);
  const { greeting } = (await getAgent(context, agentId)).draft.config;
  await finishKnowledge(context, accepted);
  await finishKnowledge(context, accepted);
  const { config } = (await getAgent(context, agentId)).draft;
  expect(config.greeting).toBe(greeting);
  expect(config.instructions.persona).toBe(accepted.persona);
  expect(config.instructions.facts.filter((fact) => /90 dollars/.test(fact))).toHaveLength(1);
});

it("quality and escalation are the business's, and what the agent must know of them is in its draft", async () => {
  const { context } = await newOrganization();
  const { quality, escalation } = defaultSettings(KIND);
  const rules = { settings: { ...escalation, otherwise: "fallback_number" }, fallbackNumber: "+12025550147" };
  expect(await refusal(finishQuality(context, quality))).toMatchObject({ code: "CONFLICT" });
  expect(await refusal(finishEscalation(context, rules))).toMatchObject({ code: "CONFLICT" });
  const { businessId, agentId } = await finishBusiness(context, BUSINESS);
  await finishQuality(context, { ...quality, alertBelow: 0.42 });
  expect(await refusal(finishEscalation(context, { ...rules, fallbackNumber: null }))).toMatchObject({
    code: "INVALID",
    fields: { fallbackNumber: expect.any(String) as unknown },
  });
  await finishEscalation(context, rules);
  expect(await getBusinessConfig(context, businessId)).toMatchObject({
    fallbackNumber: "+12025550147",
    quality: { alertBelow: 0.42 },
    escalation: { otherwise: "fallback_number" },
  });
  expect((await getAgent(context, agentId)).draft.config.tools).toContain("transfer_to_person");
});

it("setting up is for those who may change businesses", async () => {
  const { context } = await newOrganization();
  const viewer = { ...context, permissions: permissionsOf("viewer") };
  for (const work of [
    () => getSetup(viewer),
    () => saveProgress(viewer, "business", {}),
    () => findProgress(viewer, "business"),
    () => finishBusiness(viewer, BUSINESS),
    () => finishStep(viewer, "people", { skipped: true }),
  ])
    expect(await refusal(work())).toMatchObject({ code: "FORBIDDEN" });
});
