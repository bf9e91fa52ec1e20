import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MailMessage } from "@/lib/contracts/mail";
import type { MembershipRole } from "@/lib/contracts/session";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { signIn } from "../auth/sign-in";
import { MAIL_PURPOSE, mailKey } from "../mail/enqueue-mail";
import { addMember } from "../members/testing/add-member";
import { signedIn } from "../members/testing/signed-in";
import { unseal } from "../secrets/seal";
import { acceptInvitation } from "./accept-invitation";
import { createInvitation, INVITATIONS_A_DAY } from "./create-invitation";
import { findInvitation } from "./find-invitation";
import { joinAsNewPerson } from "./join-as-new-person";
import { listInvitations } from "./list-invitations";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";

let test: TestDatabase;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const start = new Date("2026-06-10T10:00:00.000Z");
const later = (ms: number) => new Date(start.getTime() + ms);
const PASSWORD = "seven brown horses in a boat";
const request = { requestId: "r1" };

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 6);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const address = () => `guest-${randomBytes(5).toString("hex")}@example.test`;

/** The tokens that were mailed to an address, oldest first. */
const mailed = (email: string) =>
  withOwner(test.url, async (sql) => {
    const { rows } = await sql.query<{ message: { sealed: string } }>(
      'select message from outgoing_mail where "to" = $1 order by id',
      [email],
    );
    return rows.map(({ message }) => {
      const mail = MailMessage.parse(JSON.parse(unseal(mailKey(), MAIL_PURPOSE, message.sealed)));
      if (mail.kind !== "invitation") throw new Error(`a mail of another kind: ${mail.kind}`);
      return { ...mail, token: mail.link.split("/").at(-1) ?? "" };
    });
  });

async function invite(who: TestOrganization, email = address(), role: MembershipRole = "manager") {
  const { id } = await createInvitation(who.context, { email, role }, start);
  const token = (await mailed(email)).at(-1)?.token ?? "";
  return { id, email, token };
}

const rolesOf = async (userId: string) =>
  (await signedIn(userId)).user.memberships.map(({ organizationId, role }) => ({ organizationId, role }));

describe("inviting", () => {
  it("mails a link with 32 random bytes, of which only the SHA-256 is kept, and writes no address into the audit log", async () => {
    const who = await createTestOrganization(test.url);
    await createInvitation(who.context, { email: "  Some.One@Example.TEST ", role: "manager" }, start);
    const [mail] = await mailed("some.one@example.test");
    expect(mail).toMatchObject({ role: "manager", inviterName: who.context.actor.name });
    const sent = mail?.token ?? "";
    expect(Buffer.from(sent, "base64url")).toHaveLength(32);
    const stored = await withOwner(test.url, async (sql) => {
      const rows = async (table: string) =>
        (await sql.query(`select * from ${table} where organization_id = $1`, [who.organizationId])).rows;
      return { invitations: JSON.stringify(await rows("invitations")), audit: JSON.stringify(await rows("audit_log")) };
    });
    expect(stored.invitations).not.toContain(sent);
    expect(stored.invitations).toContain("some.one@example.test");
    expect(stored.audit).not.toMatch(/some\.one/i);
    expect(stored.audit).toContain("invitation.created");
  });

  it("is refused for members, for who is invited already, for bad addresses, and for owners unless by an owner", async () => {
    const who = await createTestOrganization(test.url);
    const admin = await addMember(test.url, who.organizationId, "admin");
    const { email } = await invite(who);
    const tryTo = (context: typeof who.context, to: string, role: MembershipRole = "viewer") =>
      createInvitation(context, { email: to, role }, start);
    await expect(tryTo(who.context, admin.email)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(tryTo(who.context, email.toUpperCase())).rejects.toMatchObject({ code: "CONFLICT" });
    for (const bad of ["", "nobody", "a@b", `${"x".repeat(250)}@example.test`]) {
      await expect(tryTo(who.context, bad)).rejects.toMatchObject({
        code: "INVALID",
        fields: { email: expect.any(String) },
      });
    }
    await expect(tryTo(admin.context, address(), "owner")).rejects.toMatchObject({ code: "FORBIDDEN" });
    const manager = await addMember(test.url, who.organizationId, "manager");
    await expect(tryTo(manager.context, address())).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(tryTo(who.context, address(), "owner")).resolves.toMatchObject({ id: expect.any(String) });
  });

  it("waits until the inviter's own address is confirmed", async () => {
    const { organizationId } = await createTestOrganization(test.url);
    const fresh = await addMember(test.url, organizationId, "owner", { verified: false });
    const email = address();
    await expect(createInvitation(fresh.context, { email, role: "viewer" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect(await mailed(email)).toEqual([]);
  });

  it("makes room for a new one when the old one has expired", async () => {
    const who = await createTestOrganization(test.url);
    const { email, token } = await invite(who);
    await createInvitation(who.context, { email, role: "viewer" }, later(8 * DAY_MS));
    expect(await listInvitations(who.context, later(8 * DAY_MS))).toMatchObject([
      { email, role: "viewer", isExpired: false },
    ]);
    await expect(findInvitation(token, later(8 * DAY_MS))).resolves.toMatchObject({ state: "revoked" });
  });

  it("has an end for one day", async () => {
    const who = await createTestOrganization(test.url);
    await withOwner(test.url, (sql) =>
      sql.query(
        `insert into invitations (organization_id, id, email, role, token_hash, invited_by, created_at, expires_at)
         select $1, gen_random_uuid(), 'g' || n || '@example.test', 'viewer', gen_random_uuid()::text, $2, $3, $3
         from generate_series(1, $4::int) n`,
        [who.organizationId, who.userId, start, INVITATIONS_A_DAY],
      ),
    );
    const one = (at: Date) => createInvitation(who.context, { email: address(), role: "viewer" }, at);
    await expect(one(later(MINUTE_MS))).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(one(later(DAY_MS + MINUTE_MS))).resolves.toMatchObject({ id: expect.any(String) });
  });
});

describe("sending again and taking back", () => {
  it("makes a new link and kills the old one, not twice within a minute", async () => {
    const who = await createTestOrganization(test.url);
    const { id, email, token: old } = await invite(who);
    await expect(resendInvitation(who.context, { id }, later(30_000))).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await resendInvitation(who.context, { id }, later(6 * DAY_MS));
    const token = (await mailed(email)).at(-1)?.token ?? "";
    expect(token).not.toBe(old);
    await expect(findInvitation(old, later(6 * DAY_MS))).resolves.toEqual({ state: "unknown" });
    await expect(findInvitation(token, later(12 * DAY_MS))).resolves.toMatchObject({ state: "open", email });
  });

  it("revoked, its link is dead and it is not in the list", async () => {
    const who = await createTestOrganization(test.url);
    const { id, token } = await invite(who);
    await revokeInvitation(who.context, { id });
    expect(await listInvitations(who.context)).toEqual([]);
    await expect(joinAsNewPerson({ token, name: "Ann", password: PASSWORD }, request, start)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("taken back"),
    });
    await expect(revokeInvitation(who.context, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(resendInvitation(who.context, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("knows nothing of another organization's invitations", async () => {
    const ours = await createTestOrganization(test.url);
    const theirs = await createTestOrganization(test.url);
    const { id, token } = await invite(theirs);
    await expect(revokeInvitation(ours.context, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(resendInvitation(ours.context, { id }, later(DAY_MS))).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listInvitations(ours.context)).toEqual([]);
    await expect(findInvitation(token, start)).resolves.toMatchObject({ state: "open" });
  });
});

describe("joining", () => {
  it("makes an account for the invited address, confirmed, that can sign in", async () => {
    const who = await createTestOrganization(test.url);
    const { email, token } = await invite(who, address(), "supervisor");
    await expect(findInvitation(token, start)).resolves.toMatchObject({ state: "open", email, hasAccount: false });
    const { userId } = await joinAsNewPerson({ token, name: "Ann Lee", password: PASSWORD }, request, start);
    const signed = await signIn({ email, password: PASSWORD }, request);
    expect(signed).toMatchObject({ userId, name: "Ann Lee", emailVerified: true });
    expect(await rolesOf(userId)).toEqual([{ organizationId: who.organizationId, role: "supervisor" }]);
    expect(await listInvitations(who.context)).toEqual([]);
  });

  it("refuses a weak password and an empty name, and the invitation stays good", async () => {
    const who = await createTestOrganization(test.url);
    const { email, token } = await invite(who);
    for (const password of ["", "short", email, "passwordpassword"]) {
      await expect(joinAsNewPerson({ token, name: "Ann", password }, request, start)).rejects.toMatchObject({
        code: "INVALID",
        fields: { password: expect.any(String) },
      });
    }
    await expect(joinAsNewPerson({ token, name: " ", password: PASSWORD }, request, start)).rejects.toMatchObject({
      code: "INVALID",
      fields: { name: expect.any(String) },
    });
    await expect(findInvitation(token, start)).resolves.toMatchObject({ state: "open" });
  });

  it("lets a person in who has that address, and brings their session there", async () => {
    const home = await createTestOrganization(test.url);
    const host = await createTestOrganization(test.url);
    const { token } = await invite(host, home.email);
    const self = await signedIn(home.userId);
    await acceptInvitation(self, token, start);
    expect(await rolesOf(home.userId)).toContainEqual({ organizationId: host.organizationId, role: "manager" });
    const active = await withOwner(test.url, (sql) =>
      sql.query("select active_organization_id as id from user_sessions where id = $1", [self.sessionId]),
    );
    expect(active.rows).toEqual([{ id: host.organizationId }]);
  });

  it("never makes a second account, nor a password for one that is there", async () => {
    const home = await createTestOrganization(test.url);
    const host = await createTestOrganization(test.url);
    const { token } = await invite(host, home.email);
    await expect(joinAsNewPerson({ token, name: "Eve", password: PASSWORD }, request, start)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("account"),
    });
    await expect(findInvitation(token, start)).resolves.toMatchObject({ state: "open", hasAccount: true });
    await expect(signIn({ email: home.email, password: PASSWORD }, request)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });

  it("is for the invited address alone", async () => {
    const host = await createTestOrganization(test.url);
    const stranger = await createTestOrganization(test.url);
    const { token } = await invite(host);
    const self = await signedIn(stranger.userId);
    await expect(acceptInvitation(self, token, start)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await rolesOf(stranger.userId)).toHaveLength(1);
    await expect(findInvitation(token, start)).resolves.toMatchObject({ state: "open" });
  });

  it("says expired, used and unknown in words, and changes nothing", async () => {
    const who = await createTestOrganization(test.url);
    const { token } = await invite(who);
    const join = (which: string, at: Date) =>
      joinAsNewPerson({ token: which, name: "Ann", password: PASSWORD }, request, at);
    await expect(join(token, later(7 * DAY_MS))).rejects.toMatchObject({ message: expect.stringContaining("expired") });
    await expect(join(randomBytes(32).toString("base64url"), start)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(join("' or 1=1 --", start)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await join(token, later(7 * DAY_MS - 1));
    await expect(join(token, start)).rejects.toMatchObject({ message: expect.stringContaining("used already") });
    await expect(findInvitation(token, start)).resolves.toMatchObject({ state: "accepted" });
  });

  it("lets one of two browsers in, and tells the other that it was used", async () => {
    const who = await createTestOrganization(test.url);
    const { email, token } = await invite(who);
    const outcomes = await Promise.allSettled(
      ["Ann", "Ann again", "Ann once more"].map((name) =>
        joinAsNewPerson({ token, name, password: PASSWORD }, request, start),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ message: expect.stringContaining("used") });
    }
    const people = await withOwner(test.url, (sql) => sql.query("select 1 from users where email = $1", [email]));
    expect(people.rowCount).toBe(1);
  });

  it("does not lower the role of who became a member meanwhile", async () => {
    const host = await createTestOrganization(test.url);
    const guest = await createTestOrganization(test.url);
    const { token } = await invite(host, guest.email, "viewer");
    await withOwner(test.url, (sql) =>
      sql.query("insert into memberships (organization_id, user_id, role) values ($1, $2, 'admin')", [
        host.organizationId,
        guest.userId,
      ]),
    );
    await acceptInvitation(await signedIn(guest.userId), token, start);
    expect(await rolesOf(guest.userId)).toContainEqual({ organizationId: host.organizationId, role: "admin" });
  });

  it("moves no session but the one that joins", async () => {
    const host = await createTestOrganization(test.url);
    const guest = await createTestOrganization(test.url);
    const { token } = await invite(host, guest.email);
    const self = { ...(await signedIn(guest.userId)), sessionId: randomUUID() };
    await acceptInvitation(self, token, start);
    const sessions = await withOwner(test.url, (sql) =>
      sql.query("select 1 from user_sessions where active_organization_id = $1", [host.organizationId]),
    );
    expect(sessions.rowCount).toBe(0);
  });
});
