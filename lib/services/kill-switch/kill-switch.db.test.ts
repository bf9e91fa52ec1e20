import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { killSwitchCovering } from "@/lib/domain/call/kill-switch";
import { createTestDatabase, createTestOrganization, withOwner, type TestDatabase } from "@/scripts/test/database";
import { clearKillSwitch, clearPlatformKillSwitches } from "./clear";
import { listActiveKillSwitches } from "./list-active";
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
