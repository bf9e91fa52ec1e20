import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { permissionsOf } from "@/lib/services/permissions";
import { plantPerson } from "@/scripts/test/plant-people";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { createHumanAgent } from "./create-human-agent";
import { deleteHumanAgent } from "./delete-human-agent";
import { getHumanAgent } from "./get-human-agent";
import { getHumanAgentUsage } from "./get-usage";
import { listColleagues } from "./list-colleagues";
import { listHumanAgents } from "./list-human-agents";
import { setDuty } from "./set-duty";
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

const ANNA = {
  name: "Anna Smith",
  email: "Anna@Example.test",
  phone: "+1 (202) 555-0147",
  extension: "12",
  skills: ["billing"],
  departments: ["Front desk"],
  languages: ["en-US"],
  timeZone: "America/Los_Angeles",
  dutyHours: { monday: [{ opens: "09:00", closes: "17:00" }] },
};
const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);

it("people are added, changed and removed; their numbers stay out of the audit", async () => {
  const { context, organizationId } = await createTestOrganization(test.url);
  const anna = await createHumanAgent(context, ANNA);
  expect(anna).toMatchObject({ email: "anna@example.test", phone: "+12025550147", status: "available" });
  const moved = await updateHumanAgent(context, anna.id, { ...ANNA, departments: ["Billing"] });
  expect(await listHumanAgents(context)).toEqual([moved]);
  await deleteHumanAgent(context, anna.id);
  expect(await listHumanAgents(context)).toEqual([]);
  const { rows } = await withOwner(test.url, (sql) =>
    sql.query("select action, details from audit_log where organization_id = $1 order by seq", [organizationId]),
  );
  const entries = rows as { action: string; details: object }[];
  expect(entries.map(({ action }) => action)).toEqual([
    "human_agent.created",
    "human_agent.updated",
    "human_agent.deleted",
  ]);
  expect(entries[1]?.details).toEqual({ changed: ["departments"] });
  expect(JSON.stringify(entries)).not.toMatch(/2025550147|example\.test/);
});

it.each([
  ["phone", { phone: "555-0147" }],
  ["phone", { phone: "+19005550100" }],
  ["email", { email: "anna" }],
  ["extension", { extension: "ext 12" }],
  ["dutyHours", { dutyHours: { monday: [1, 2].map(() => ({ opens: "09:00", closes: "10:00" })) } }],
])("a wrong %s is named and nobody is added", async (field, wrong) => {
  const { context } = await createTestOrganization(test.url);
  const error = await refusal(createHumanAgent(context, { ...ANNA, ...wrong }));
  expect(error).toMatchObject({ code: "INVALID" });
  expect(Object.keys((error as { fields: object }).fields)[0]).toMatch(new RegExp(`^${field}`));
  expect(await listHumanAgents(context)).toEqual([]);
});

it("an address is one person's, in one organization; another has its own", async () => {
  const { context } = await createTestOrganization(test.url);
  const other = await createTestOrganization(test.url);
  const both = await Promise.all([1, 2].map(() => refusal(createHumanAgent(context, ANNA))));
  expect(both.filter((each) => each === null)).toHaveLength(1);
  expect(both.find(Boolean)).toMatchObject({
    code: "CONFLICT",
    fields: { email: "Anna Smith has this address already" },
  });
  const ben = await createHumanAgent(context, { ...ANNA, name: "Ben", email: "ben@example.test" });
  expect(await refusal(updateHumanAgent(context, ben.id, ANNA))).toMatchObject({ code: "CONFLICT" });
  await createHumanAgent(other.context, ANNA);
  for (const work of [updateHumanAgent(other.context, ben.id, ANNA), deleteHumanAgent(other.context, ben.id)])
    expect(await refusal(work)).toMatchObject({ code: "NOT_FOUND" });
  expect((await listHumanAgents(context)).map(({ name }) => name)).toEqual(["Anna Smith", "Ben"]);
});

it("somebody is taken off duty and put on again, and only by those who may", async () => {
  const { context } = await createTestOrganization(test.url);
  const other = await createTestOrganization(test.url);
  const { id } = await createHumanAgent(context, ANNA);
  expect(await setDuty(context, id, false)).toMatchObject({ status: "offline", name: "Anna Smith" });
  expect(await updateHumanAgent(context, id, { ...ANNA, name: "Anna Ruiz" })).toMatchObject({ status: "offline" });
  expect(await setDuty(context, id, true)).toMatchObject({ status: "available", name: "Anna Ruiz" });
  const supervisor = { ...context, permissions: permissionsOf("supervisor") };
  expect(await refusal(setDuty(supervisor, id, false))).toMatchObject({ code: "FORBIDDEN" });
  expect(await refusal(setDuty(other.context, id, false))).toMatchObject({ code: "NOT_FOUND" });
});

it("managers may, supervisors may look, viewers may not", async () => {
  const { context } = await createTestOrganization(test.url);
  const as = (role: "manager" | "supervisor" | "viewer") => ({ ...context, permissions: permissionsOf(role) });
  await createHumanAgent(as("manager"), ANNA);
  expect(await listHumanAgents(as("supervisor"))).toHaveLength(1);
  expect(await refusal(createHumanAgent(as("supervisor"), ANNA))).toMatchObject({ code: "FORBIDDEN" });
  expect(await refusal(listHumanAgents(as("viewer")))).toMatchObject({ code: "FORBIDDEN" });
});

it("who takes calls sees their own profile and their colleagues, but not how those are reached nor what they did", async () => {
  const organization = await createTestOrganization(test.url);
  const own = await plantPerson(test.url, organization, { name: "Ben", role: "agent" });
  const other = await plantPerson(test.url, organization, { name: "Anna", departments: ["Office"] });
  const colleagues = await listColleagues(own.context);
  expect(colleagues).toMatchObject([{ name: "Anna", departments: ["Office"], status: "available" }, { name: "Ben" }]);
  expect(JSON.stringify(colleagues)).not.toMatch(/phone|email/i);
  expect(await getHumanAgent(own.context, own.id)).toMatchObject({ name: "Ben", phone: "+14155550177" });
  expect(await getHumanAgentUsage(own.context, own.id)).toMatchObject({ offered: 0 });
  for (const work of [
    () => getHumanAgent(own.context, other.id),
    () => getHumanAgentUsage(own.context, other.id),
    () => listHumanAgents(own.context),
    () => listColleagues({ ...own.context, permissions: permissionsOf("viewer") }),
  ])
    expect(await refusal(work())).toMatchObject({ code: "FORBIDDEN" });
});
