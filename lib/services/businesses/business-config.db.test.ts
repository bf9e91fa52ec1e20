import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { sharesOf } from "@/lib/domain/businesses/default-settings";
import { permissionsOf } from "@/lib/services/permissions";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { forgetNumbers, resolveNumber } from "../inbound/resolve-number";
import { businessUsage } from "./business-usage";
import { createBusiness } from "./create-business";
import { deleteBusiness } from "./delete-business";
import { getBusinessConfig } from "./get-business-config";
import { listBusinessConfigs } from "./list-businesses";
import { updateBusinessConfig, updateBusinessSettings } from "./update-business-config";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const DENTAL = { name: "Bright Dental", type: "appointments", industry: "Dental practice" };
const noObjects = { remove: async () => {} };
const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

describe("a new business", () => {
  it("needs no more than a name, a type and a trade; the template fills in the rest", async () => {
    const { context } = await createTestOrganization(test.url, { timeZone: "Europe/Berlin" });
    const made = await createBusiness(context, DENTAL);
    expect(made).toMatchObject({
      ...DENTAL,
      timeZone: "Europe/Berlin",
      active: true,
      weeklyHours: { monday: [{ opens: "08:00", closes: "17:00" }], sunday: [] },
      overridden: [],
    });
    expect(made.brandVoice).toMatch(/calm/);
    expect(sharesOf(made.quality.weights).accuracy).toBe(0.4);
    expect(made.quality.sentimentAlertAt).toBe(-0.5);
    expect(made.escalation.triggers.asked.words["en"]).toEqual(
      expect.arrayContaining(["manager", "supervisor", "human"]),
    );
    expect(made.escalation.triggers.urgent.words["en"]).toContain("bleeding");
    expect(await getBusinessConfig(context, made.id)).toEqual(made);
  });

  it("is refused under a name that is taken, also by two at once", async () => {
    const { context } = await createTestOrganization(test.url);
    const both = await Promise.all([1, 2].map(() => refusal(createBusiness(context, DENTAL))));
    expect(both.filter((each) => each === null)).toHaveLength(1);
    expect(both.find((each) => each !== null)).toMatchObject({ code: "CONFLICT" });
    expect(await refusal(createBusiness(context, { ...DENTAL, name: "bright dental" }))).toMatchObject({
      code: "CONFLICT",
      fields: { name: expect.stringContaining("another name") as unknown },
    });
  });

  it.each([
    ["name", { ...DENTAL, name: "" }],
    ["industry", { name: "A", type: "custom" }],
    ["type", { ...DENTAL, type: "circus" }],
    ["fallbackNumber", { ...DENTAL, fallbackNumber: "+19005550100" }],
    ["quality.weights", { ...DENTAL, quality: { ...Q, weights: { ...Q.weights, accuracy: 11 } } }],
  ])("says that %s is wrong and makes nothing", async (field, input) => {
    const { context } = await createTestOrganization(test.url);
    const error = await refusal(createBusiness(context, input));
    expect(error).toMatchObject({ code: "INVALID" });
    expect(Object.keys((error as { fields: object }).fields)[0]).toMatch(new RegExp(`^${field}`));
    expect((await listBusinessConfigs(context)).businesses).toHaveLength(1);
  });

  it("is made by those alone who may", async () => {
    const { context } = await createTestOrganization(test.url);
    const supervisor = { ...context, permissions: permissionsOf("supervisor") };
    expect(await refusal(createBusiness(supervisor, DENTAL))).toMatchObject({ code: "FORBIDDEN" });
  });
});

const Q = {
  weights: { sentiment: 1, compliance: 1, accuracy: 5, professionalism: 1 },
  alertBelow: 0.7,
  sentimentAlertAt: -0.4,
  checks: ["nothing_invented" as const],
  shortestCallSeconds: 20,
};

describe("settings of its own", () => {
  it("are kept as what differs: the rest follows the type", async () => {
    const { context } = await createTestOrganization(test.url);
    const made = await createBusiness(context, DENTAL);
    const changed = await updateBusinessSettings(context, made.id, { quality: { ...made.quality, alertBelow: 0.8 } });
    expect(changed).toMatchObject({ quality: { alertBelow: 0.8 }, overridden: ["quality.alertBelow"] });

    const { id, createdAt: _c, updatedAt: _u, quality, escalation, overridden: _o, ...profile } = changed;
    const sales = await updateBusinessConfig(context, id, { ...profile, type: "sales" });
    expect(sales.overridden).toContain("quality.alertBelow");
    const back = await updateBusinessConfig(context, id, { ...profile, quality: made.quality, escalation });
    expect(back.overridden).toEqual([]);
    expect(back.quality).not.toEqual(quality);
  });

  it("of one business are none of another's, and none of another organization's", async () => {
    const { context } = await createTestOrganization(test.url);
    const other = await createTestOrganization(test.url);
    const [one, two] = [await createBusiness(context, DENTAL), await createBusiness(context, { ...DENTAL, name: "B" })];
    await updateBusinessSettings(context, one.id, { quality: Q });
    expect((await getBusinessConfig(context, two.id)).overridden).toEqual([]);
    expect(await refusal(getBusinessConfig(other.context, one.id))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(updateBusinessSettings(other.context, one.id, { quality: Q }))).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await refusal(businessUsage(other.context, one.id))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(deleteBusiness(other.context, one.id, noObjects))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("changed by somebody else meanwhile: the second is told by whom, and nothing is lost", async () => {
    const { context } = await createTestOrganization(test.url);
    const made = await createBusiness(context, DENTAL);
    const nora = { ...context, actor: { ...context.actor, name: "Nora Winter" } };
    const { id, createdAt: _c, updatedAt, quality: _q, escalation: _e, overridden: _o, ...profile } = made;
    const later = new Date(Date.parse(updatedAt) + 1000);
    await updateBusinessConfig(nora, id, { ...profile, city: "Oakland" }, { now: later });
    const error = await refusal(
      updateBusinessConfig(context, id, { ...profile, city: "Berkeley" }, { expectedUpdatedAt: updatedAt }),
    );
    expect(error).toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("Nora Winter changed") as unknown,
    });
    expect((await getBusinessConfig(context, id)).city).toBe("Oakland");
  });
});

describe("before it is deleted", () => {
  it("one that is used says by what, in words, and stays", async () => {
    const organization = await createTestOrganization(test.url);
    const { context, businessId } = organization;
    await plantCalls(test.url, organization, [{}, {}]);
    expect(await businessUsage(context, businessId)).toMatchObject({
      agents: 1,
      publishedAgents: 1,
      phoneNumbers: 1,
      calls: 2,
      mayBeDeleted: false,
      obstacles: [
        expect.stringMatching(/^1 phone number rings here\. Release it/),
        expect.stringMatching(/^2 calls belong to it, and those are kept\. Switch the business off/),
        expect.stringMatching(/^1 agent of it is published\. Archive it/),
      ],
    });
    expect(await refusal(deleteBusiness(context, businessId, noObjects))).toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("1 phone number") as unknown,
    });
    expect(await getBusinessConfig(context, businessId)).toMatchObject({ id: businessId });
  });

  it("an unused one goes, with its drafts, its sources and their files", async () => {
    const { context, organizationId } = await createTestOrganization(test.url);
    const { id } = await createBusiness(context, DENTAL);
    await withOwner(test.url, async (sql) => {
      await sql.query(
        "insert into agents (organization_id, id, business_id, name) values ($1, gen_random_uuid(), $2, 'Draft')",
        [organizationId, id],
      );
      await sql.query(
        `insert into knowledge_sources (organization_id, id, business_id, kind, name, object_key)
         values ($1, gen_random_uuid(), $2, 'file', 'Prices.pdf', 'o/knowledge/f1')`,
        [organizationId, id],
      );
    });
    expect(await businessUsage(context, id)).toMatchObject({
      mayBeDeleted: true,
      obstacles: [],
      goesAlong: ["1 agent with its drafts and versions", "1 knowledge source with its files"],
    });
    const removed: string[] = [];
    const objects = {
      remove: async (key: string) => {
        removed.push(key);
      },
    };
    expect(await deleteBusiness(context, id, objects)).toEqual({ id, deleted: true });
    expect(removed).toEqual(["o/knowledge/f1"]);
    expect(await refusal(getBusinessConfig(context, id))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(deleteBusiness(context, id, noObjects))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(deleteBusiness(context, uuidv7(), noObjects))).toMatchObject({ code: "NOT_FOUND" });
  });
});

it("switched off, its numbers are not answered until it is switched on again", async () => {
  const { context, businessId, phoneNumber } = await createTestOrganization(test.url);
  const {
    id,
    createdAt: _c,
    updatedAt: _u,
    quality: _q,
    escalation: _e,
    overridden: _o,
    ...profile
  } = await getBusinessConfig(context, businessId);
  const kindNow = async () => {
    forgetNumbers(phoneNumber);
    return (await resolveNumber(phoneNumber, 0)).kind;
  };
  expect(await kindNow()).toBe("answered");
  await updateBusinessConfig(context, id, { ...profile, active: false });
  expect(await kindNow()).toBe("not_answering");
  await updateBusinessConfig(context, id, { ...profile, active: true });
  expect(await kindNow()).toBe("answered");
});
