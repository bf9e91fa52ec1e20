import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { addMember } from "../members/testing/add-member";
import { changeRole } from "../members/change-role";
import { removeMember } from "../members/remove-member";
import { permissionsOf } from "../permissions";
import { endSession } from "../sessions/end-session";
import { startSession } from "../sessions/start-session";
import { livePerson } from "./live-person";
import { presentRights } from "./present-rights";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const sql = (text: string, values: unknown[]) => withOwner(test.url, (client) => client.query(text, values));

async function signedIn(who: Pick<TestOrganization, "userId" | "organizationId">) {
  const { userId, organizationId } = who;
  return { userId, organizationId, sessionId: await startSession(userId, {}) };
}

it("gives today's permissions, in the order asked, and for one's own session and organization alone", async () => {
  const owner = await signedIn(await createTestOrganization(test.url));
  const viewer = await signedIn(await createTestOrganization(test.url, { role: "viewer" }));
  const stranger = { ...owner, organizationId: viewer.organizationId };
  const borrowed = { ...viewer, sessionId: owner.sessionId };
  expect(await presentRights([viewer, stranger, owner, borrowed, viewer])).toEqual([
    permissionsOf("viewer"),
    null,
    permissionsOf("owner"),
    null,
    permissionsOf("viewer"),
  ]);
  expect(await presentRights([])).toEqual([]);
});

it("gives nothing once the session is ended, has run out, or the person is disabled", async () => {
  const who = await createTestOrganization(test.url);
  const [left, open] = [await signedIn(who), await signedIn(who)];
  await endSession(left);
  expect(await presentRights([left, open])).toEqual([null, permissionsOf("owner")]);
  const inEightDays = new Date(Date.now() + 8 * 86_400_000);
  expect(await presentRights([open], inEightDays)).toEqual([null]);
  await sql("update users set disabled_at = now() where id = $1", [who.userId]);
  expect(await presentRights([open])).toEqual([null]);
});

it("follows a role at once, and membership", async () => {
  const organization = await createTestOrganization(test.url);
  const member = await addMember(test.url, organization.organizationId, "manager");
  const holder = await signedIn({ ...member, organizationId: organization.organizationId });
  expect(await presentRights([holder])).toEqual([permissionsOf("manager")]);
  await changeRole(organization.context, { userId: member.userId, role: "viewer" });
  expect(await presentRights([holder])).toEqual([permissionsOf("viewer")]);
  await removeMember(organization.context, { userId: member.userId });
  expect(await presentRights([holder])).toEqual([null]);
});

it("gives nothing to who lacks the second factor that their organization requires, or has not shown their own", async () => {
  const who = await createTestOrganization(test.url);
  const holder = await signedIn(who);
  await sql("update organizations set require_mfa = true where id = $1", [who.organizationId]);
  expect(await presentRights([holder])).toEqual([null]);
  await sql("update users set totp_confirmed_at = now() where id = $1", [who.userId]);
  expect(await presentRights([holder])).toEqual([null]);
  await sql("update user_sessions set mfa_at = now() where id = $1", [holder.sessionId]);
  expect(await presentRights([holder])).toEqual([permissionsOf("owner")]);
});

it("lets a person on the live connection act under their name with today's permissions, until their session ends", async () => {
  const organization = await createTestOrganization(test.url, { role: "supervisor" });
  const holder = await signedIn(organization);
  const { actor, permissions, organizationId } = await livePerson(holder);
  expect({ actor, organizationId }).toEqual({
    actor: organization.context.actor,
    organizationId: organization.organizationId,
  });
  expect(permissions).toEqual(permissionsOf("supervisor"));
  await endSession(holder);
  await expect(livePerson(holder)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});
