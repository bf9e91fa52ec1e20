import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { killSwitchCovering } from "@/lib/domain/call/kill-switch";
import { createTestDatabase, createTestOrganization, withOwner, type TestDatabase } from "@/scripts/test/database";
import { clearKillSwitch, clearPlatformKillSwitches } from "./clear";
import { listActiveKillSwitches } from "./list-active";
import { clearKillSwitchAsOperator, setKillSwitchAsOperator } from "./operator";
import { setKillSwitch, setPlatformKillSwitch } from "./set";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

test("a switch stops its own scope alone, is seen by workers, is audited, and ends when cleared", async () => {
  const [ours, theirs] = [await createTestOrganization(database.url), await createTestOrganization(database.url)];
  const call = (party: typeof ours) => ({ organizationId: party.organizationId, agentId: party.agentId });
  const { id } = await setKillSwitch(ours.context, { scope: "agent", targetId: ours.agentId, reason: "wrong prices" });
  expect(await setKillSwitch(ours.context, { scope: "agent", targetId: ours.agentId, reason: "again" })).toEqual({
    id,
  });
  const active = await listActiveKillSwitches();
  expect(killSwitchCovering(active, call(ours))).toMatchObject({ id, reason: "wrong prices" });
  expect(killSwitchCovering(active, call(theirs))).toBeNull();
  expect(killSwitchCovering(active, { ...call(ours), agentId: theirs.agentId })).toBeNull();

  await expect(clearKillSwitch(theirs.context, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await clearKillSwitch(ours.context, { id });
  await clearKillSwitch(ours.context, { id });
  expect(killSwitchCovering(await listActiveKillSwitches(), call(ours))).toBeNull();
  const audit = await withOwner(database.url, (sql) =>
    sql.query("select action from audit_log where organization_id = $1 order by seq", [ours.organizationId]),
  );
  expect(audit.rows).toEqual([{ action: "kill_switch.set" }, { action: "kill_switch.cleared" }]);
});

test("who may not, can't; whose it is not, does not exist", async () => {
  const [viewer, other] = [
    await createTestOrganization(database.url, { role: "viewer" }),
    await createTestOrganization(database.url),
  ];
  await expect(setKillSwitch(viewer.context, { scope: "organization", reason: "x" })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const foreign = { scope: "agent", targetId: viewer.agentId, reason: "x" } as const;
  await expect(setKillSwitch(other.context, foreign)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(setKillSwitch(other.context, { scope: "organization", reason: " " })).rejects.toMatchObject({
    code: "INVALID",
  });
});

test("the platform's switch stops everybody, and no organization can clear it", async () => {
  const party = await createTestOrganization(database.url);
  const { id } = await setPlatformKillSwitch({ reason: "maintenance", setBy: "operator" });
  expect(killSwitchCovering(await listActiveKillSwitches(), party)).toMatchObject({ id });
  await expect(clearKillSwitch(party.context, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await clearPlatformKillSwitches()).toBe(1);
  expect(killSwitchCovering(await listActiveKillSwitches(), party)).toBeNull();
});

test("the operator stops one organization, agent or call by any of its names, audited there, and clears the one switch", async () => {
  const [party, other] = [await createTestOrganization(database.url), await createTestOrganization(database.url)];
  const { organizationId, agentId } = party;
  const operator = "operator:test";
  const accountId = await withOwner(database.url, async (sql) => {
    const { rows } = await sql.query<{ account_id: string }>("select account_id from organizations where id = $1", [
      organizationId,
    ]);
    return rows[0]?.account_id ?? "";
  });
  for (const target of [
    { scope: "organization", id: accountId.toLowerCase() },
    { scope: "organization", id: organizationId },
    { scope: "agent", id: agentId },
  ] as const) {
    const { id } = await setKillSwitchAsOperator(target, { reason: "complaint", operator });
    const active = await listActiveKillSwitches();
    expect(killSwitchCovering(active, party)).toMatchObject({ id, scope: target.scope });
    expect(killSwitchCovering(active, other)).toBeNull();
    await clearKillSwitchAsOperator(id, operator);
    expect(killSwitchCovering(await listActiveKillSwitches(), party)).toBeNull();
  }
  const nobody = { scope: "call", id: "CA-nobody' or true --" } as const;
  await expect(setKillSwitchAsOperator(nobody, { reason: "x", operator })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(clearKillSwitchAsOperator("nothing", operator)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const audit = await withOwner(database.url, (sql) =>
    sql.query("select distinct actor_id from audit_log where organization_id = $1", [organizationId]),
  );
  expect(audit.rows).toEqual([{ actor_id: operator }]);
});
