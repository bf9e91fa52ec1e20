import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { listAudit } from "../audit/list-audit";
import { addMember } from "../members/testing/add-member";
import { getOrganizationSettings } from "./get-organization-settings";
import { updateOrganization } from "./update-organization";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

it("changes what is given, and audits before and after of what really changed", async () => {
  const ours = await createTestOrganization(test.url);
  const theirs = await createTestOrganization(test.url);
  const before = await getOrganizationSettings(ours.context);
  await updateOrganization(ours.context, { name: " Bright Dental ", timeZone: before.timeZone, retentionDays: 365 });
  expect(await getOrganizationSettings(ours.context)).toEqual({ ...before, name: "Bright Dental", retentionDays: 365 });
  expect((await getOrganizationSettings(theirs.context)).name).not.toBe("Bright Dental");
  const changed = {
    before: { name: before.name, retentionDays: 1095 },
    after: { name: "Bright Dental", retentionDays: 365 },
  };
  const actions = async () =>
    (await listAudit(ours.context)).entries.map(({ action, details }) => ({ action, details }));
  expect(await actions()).toEqual([{ action: "organization.updated", details: changed }]);
  await updateOrganization(ours.context, { name: "Bright Dental" });
  expect(await actions()).toHaveLength(1);
});

it.each([
  [{ name: " " }, "name"],
  [{ name: "x".repeat(81) }, "name"],
  [{ timeZone: "Mars/Olympus" }, "timeZone"],
  [{ timeZone: "+02:00" }, "timeZone"],
  [{ retentionDays: 29 }, "retentionDays"],
  [{ retentionDays: 36_500 }, "retentionDays"],
  [{ retentionDays: 99.5 }, "retentionDays"],
])("refuses %j by name", async (input, field) => {
  const { context } = await createTestOrganization(test.url);
  await expect(updateOrganization(context, input)).rejects.toMatchObject({
    code: "INVALID",
    fields: { [field]: expect.any(String) },
  });
});

it("is changed by owners and admins, and seen by all members", async () => {
  const { organizationId } = await createTestOrganization(test.url);
  const manager = await addMember(test.url, organizationId, "manager");
  await expect(updateOrganization(manager.context, { name: "Mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(getOrganizationSettings(manager.context)).resolves.toMatchObject({ retentionDays: 1095 });
});
