import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { permissionsOf } from "@/lib/services/permissions";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { getBusiness } from "./get-business";
import { listBusinesses } from "./list-businesses";
import { updateBusiness } from "./update-business";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const DAY = [{ opens: "09:00", closes: "17:00" }];
const PROFILE = {
  name: "Bright Dental",
  type: "appointments",
  industry: "Dentistry",
  city: "San Francisco",
  timeZone: "America/Los_Angeles",
  weeklyHours: { monday: DAY },
  specialDays: [{ date: "2026-12-25", name: "Christmas Day", hours: [] }],
  languages: ["en-US", "es-US"],
  brandVoice: "Warm and short.",
  fallbackNumber: "+12025550147",
  contact: {
    phone: "+14155552600",
    email: "desk@bright.example",
    website: "https://bright.example",
    address: "4180 Grand Avenue",
  },
  active: true,
};

const audited = async (organizationId: string) => {
  const { rows } = await withOwner(test.url, (sql) =>
    sql.query("select action, details from audit_log where organization_id = $1 order by seq", [organizationId]),
  );
  return rows as { action: string; details: { before: object; after: object } }[];
};

it("replaces a profile whole, and tells the audit what changed, but no telephone number", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const before = await getBusiness(context, businessId);
  const updated = await updateBusiness(context, businessId, PROFILE);
  expect(updated).toMatchObject({ id: businessId, ...PROFILE, weeklyHours: { monday: DAY, sunday: [] } });
  expect(await getBusiness(context, businessId)).toEqual(updated);

  const [entry, ...more] = await audited(organizationId);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    action: "business.updated",
    details: { before: { name: before.name }, after: { name: "Bright Dental", fallbackNumber: "not shown" } },
  });
  for (const own of [PROFILE.fallbackNumber, PROFILE.contact.phone, PROFILE.contact.email])
    expect(JSON.stringify(entry)).not.toContain(own);
  await updateBusiness(context, businessId, PROFILE);
  expect(await audited(organizationId)).toHaveLength(1);
});

it.each([
  ["timeZone", "Mars/Olympus"],
  ["languages", ["english please"]],
  ["fallbackNumber", "+19005550100"],
  ["fallbackNumber", "911"],
  ["weeklyHours", { monday: [{ opens: "17:00", closes: "09:00" }] }],
  ["weeklyHours", { monday: [...DAY, { opens: "16:00", closes: "18:00" }] }],
  ["name", "  "],
  ["specialDays", undefined],
  ["specialDays", [1, 2].map((n) => ({ date: "2026-12-25", name: `Day ${n}`, hours: [] }))],
  ["contact", { website: "javascript:alert(1)" }],
  ["contact", { email: "no address" }],
])("refuses %s %j and changes nothing", async (field, value) => {
  const { context, businessId } = await createTestOrganization(test.url);
  const before = await getBusiness(context, businessId);
  const refused = await updateBusiness(context, businessId, { ...PROFILE, [field]: value }).catch(
    (error: unknown) => error,
  );
  expect(refused).toMatchObject({ code: "INVALID" });
  const { fields } = refused as { fields: Record<string, string> };
  expect(Object.keys(fields)[0]).toMatch(new RegExp(`^${field}`));
  expect(await getBusiness(context, businessId)).toEqual(before);
});

it("is changed by those alone who may", async () => {
  const { context, businessId } = await createTestOrganization(test.url);
  const viewer = { ...context, permissions: permissionsOf("viewer") };
  await expect(updateBusiness(viewer, businessId, PROFILE)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await listBusinesses(viewer)).businesses.map(({ id }) => id)).toEqual([businessId]);
});

it("is listed page by page, each once", async () => {
  const { context, organizationId } = await createTestOrganization(test.url);
  await withOwner(test.url, (sql) =>
    sql.query(
      `insert into businesses (organization_id, id, name, type, industry, time_zone)
       select $1, gen_random_uuid(), 'Branch ' || n, 'custom', 'Testing', 'UTC' from generate_series(1, 4) n`,
      [organizationId],
    ),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listBusinesses(context, { limit: 2, cursor });
    seen.push(...page.businesses.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});
