import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { MembershipRole } from "@/lib/contracts/session";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { authenticateApiKey } from "../api-keys/authenticate";
import { createApiKey } from "../api-keys/create";
import { createInvitation } from "../invitations/create-invitation";
import { listInvitations } from "../invitations/list-invitations";
import { changeRole } from "./change-role";
import { listMembers } from "./list-members";
import { removeMember } from "./remove-member";
import { addMember } from "./testing/add-member";
import { signedIn } from "./testing/signed-in";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 6);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const organization = () => createTestOrganization(test.url);
const roles = async (organizationId: string) =>
  withOwner(test.url, async (sql) => {
    const { rows } = await sql.query<{ user_id: string; role: string }>(
      "select user_id, role from memberships where organization_id = $1",
      [organizationId],
    );
    return Object.fromEntries(rows.map(({ user_id, role }) => [user_id, role]));
  });
const audited = async (organizationId: string) =>
  withOwner(test.url, async (sql) => {
    const { rows } = await sql.query<{ action: string; target_id: string; details: unknown }>(
      "select action, target_id, details from audit_log where organization_id = $1 order by seq",
      [organizationId],
    );
    return rows;
  });

describe("listMembers", () => {
  it("pages through everybody once, and says nothing of other organizations' people or of anybody's secrets", async () => {
    const ours = await organization();
    const theirs = await organization();
    const others = await Promise.all(
      (["admin", "viewer", "agent"] as const).map((role) => addMember(test.url, ours.organizationId, role)),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listMembers(ours.context, { limit: 2, cursor });
      seen.push(...page.members.map(({ userId }) => userId));
      expect(JSON.stringify(page)).not.toMatch(/password|secret|argon/i);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(4);
    expect(new Set(seen)).toEqual(new Set([ours.userId, ...others.map(({ userId }) => userId)]));
    expect(seen).not.toContain(theirs.userId);
  });

  it("is for owners, admins and managers", async () => {
    const { organizationId } = await organization();
    for (const role of MembershipRole.options) {
      const { context } = await addMember(test.url, organizationId, role);
      const outcome = await listMembers(context).then(
        () => "listed",
        (error: { code: string }) => error.code,
      );
      expect([role, outcome]).toEqual([role, ["owner", "admin", "manager"].includes(role) ? "listed" : "FORBIDDEN"]);
    }
  });
});

describe("changeRole", () => {
  it("counts at once and is audited with before and after", async () => {
    const { organizationId, context } = await organization();
    const { userId } = await addMember(test.url, organizationId, "viewer");
    await changeRole(context, { userId, role: "manager" });
    expect((await signedIn(userId)).user.memberships).toMatchObject([{ organizationId, role: "manager" }]);
    expect(await audited(organizationId)).toEqual([
      {
        action: "member.role_changed",
        target_id: userId,
        details: { before: { role: "viewer" }, after: { role: "manager" } },
      },
    ]);
    await changeRole(context, { userId, role: "manager" });
    expect(await audited(organizationId)).toHaveLength(1);
  });

  it("lets nobody raise themselves, and none but owners make or touch owners", async () => {
    const { organizationId, userId: ownerId } = await organization();
    const admin = await addMember(test.url, organizationId, "admin");
    const viewer = await addMember(test.url, organizationId, "viewer");
    const forbidden = { code: "FORBIDDEN" };
    await expect(changeRole(admin.context, { userId: admin.userId, role: "owner" })).rejects.toMatchObject(forbidden);
    await expect(changeRole(admin.context, { userId: viewer.userId, role: "owner" })).rejects.toMatchObject(forbidden);
    await expect(changeRole(admin.context, { userId: ownerId, role: "viewer" })).rejects.toMatchObject(forbidden);
    await expect(removeMember(admin.context, { userId: ownerId })).rejects.toMatchObject(forbidden);
    await expect(changeRole(viewer.context, { userId: viewer.userId, role: "admin" })).rejects.toMatchObject(forbidden);
    expect(await roles(organizationId)).toEqual({
      [ownerId]: "owner",
      [admin.userId]: "admin",
      [viewer.userId]: "viewer",
    });
    await changeRole(admin.context, { userId: admin.userId, role: "manager" });
    expect((await roles(organizationId))[admin.userId]).toBe("manager");
  });

  it("revokes the keys they made that can do more than the new role, and no others", async () => {
    const { organizationId, context } = await organization();
    const admin = await addMember(test.url, organizationId, "admin");
    const strong = await createApiKey(admin.context, { name: "Dialler", scopes: ["calls.read", "calls.start"] });
    const weak = await createApiKey(admin.context, { name: "Report", scopes: ["calls.read"] });
    const another = await createApiKey(context, { name: "Other", scopes: ["calls.start"] });
    await changeRole(context, { userId: admin.userId, role: "viewer" });
    await expect(authenticateApiKey(strong.key, { requestId: "r1" })).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await expect(authenticateApiKey(weak.key, { requestId: "r2" })).resolves.toMatchObject({ organizationId });
    await expect(authenticateApiKey(another.key, { requestId: "r3" })).resolves.toMatchObject({ organizationId });
  });

  it("goes by what the caller is now, not by what they were when the request began", async () => {
    const { organizationId, context } = await organization();
    const stale = await addMember(test.url, organizationId, "owner");
    const target = await addMember(test.url, organizationId, "viewer");
    await changeRole(context, { userId: stale.userId, role: "viewer" });
    await expect(changeRole(stale.context, { userId: target.userId, role: "admin" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await removeMember(context, { userId: stale.userId });
    await expect(removeMember(stale.context, { userId: target.userId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("does not know who is no member, of ours or at all", async () => {
    const ours = await organization();
    const theirs = await organization();
    for (const change of [changeRole(ours.context, { userId: theirs.userId, role: "viewer" })]) {
      await expect(change).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(removeMember(ours.context, { userId: theirs.userId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(changeRole(ours.context, { userId: "me", role: "viewer" })).rejects.toMatchObject({ code: "INVALID" });
    expect(await roles(theirs.organizationId)).toEqual({ [theirs.userId]: "owner" });
  });
});

describe("the last owner", () => {
  it("stays", async () => {
    const { context, userId, organizationId } = await organization();
    await expect(changeRole(context, { userId, role: "admin" })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(removeMember(context, { userId })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await roles(organizationId)).toEqual({ [userId]: "owner" });
  });

  it("stays also when two owners act against each other at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const first = await organization();
      const second = await addMember(test.url, first.organizationId, "owner");
      const outcomes = await Promise.allSettled([
        changeRole(first.context, { userId: second.userId, role: "viewer" }),
        removeMember(second.context, { userId: first.userId }),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(Object.values(await roles(first.organizationId)).filter((role) => role === "owner")).toHaveLength(1);
    }
  });

  it("stays also when both step down at the same moment", async () => {
    const first = await organization();
    const second = await addMember(test.url, first.organizationId, "owner");
    await Promise.allSettled([
      changeRole(first.context, { userId: first.userId, role: "viewer" }),
      changeRole(second.context, { userId: second.userId, role: "viewer" }),
    ]);
    expect(Object.values(await roles(first.organizationId)).sort()).toEqual(["owner", "viewer"]);
  });
});

describe("removeMember", () => {
  it("ends all access at once: membership, keys they made, invitations they sent", async () => {
    const { organizationId, context } = await organization();
    const admin = await addMember(test.url, organizationId, "admin");
    const { key } = await createApiKey(admin.context, { name: "CRM", scopes: ["calls.read"] });
    await createInvitation(admin.context, { email: "friend@example.test", role: "admin" });
    await authenticateApiKey(key, { requestId: "r1" });

    expect(await removeMember(context, { userId: admin.userId })).toEqual({ revokedKeys: 1, revokedInvitations: 1 });

    expect((await signedIn(admin.userId)).user.memberships).toEqual([]);
    await expect(authenticateApiKey(key, { requestId: "r2" })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await listInvitations(context)).toEqual([]);
    expect((await audited(organizationId)).at(-1)).toEqual({
      action: "member.removed",
      target_id: admin.userId,
      details: { before: { role: "admin" }, revokedKeys: 1, revokedInvitations: 1 },
    });
  });

  it("leaves their other organizations alone", async () => {
    const ours = await organization();
    const theirs = await organization();
    await withOwner(test.url, (sql) =>
      sql.query("insert into memberships (organization_id, user_id, role) values ($1, $2, 'admin')", [
        ours.organizationId,
        theirs.userId,
      ]),
    );
    await removeMember(ours.context, { userId: theirs.userId });
    expect((await signedIn(theirs.userId)).user.memberships).toMatchObject([{ organizationId: theirs.organizationId }]);
  });
});
