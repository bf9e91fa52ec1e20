import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { memberContext } from "@/lib/services/context";
import { changePassword } from "@/lib/services/auth/change-password";
import { hashPassword } from "@/lib/services/auth/password";
import { findSession } from "@/lib/services/sessions/find-session";
import { listSessions } from "@/lib/services/sessions/list-sessions";
import type { Self } from "@/lib/services/sessions/self";
import { startSession } from "@/lib/services/sessions/start-session";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { beginSecondFactor } from "./begin";
import { confirmSecondFactor } from "./confirm";
import { disableSecondFactor } from "./disable";
import { getSecondFactor } from "./get-second-factor";
import { renewRecoveryCodes } from "./renew-recovery-codes";
import { getSecondFactorRule, requireSecondFactorOfEveryone } from "./require-of-everyone";
import { showSecondFactor } from "./show";

let test: TestDatabase;
let passwordHash: string;
const password = "correct horse battery";
const now = new Date("2026-06-10T12:00:00Z");
const STEP_MS = 30_000;
const steps = (count: number) => new Date(now.getTime() + count * STEP_MS);

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 5);
  passwordHash = await hashPassword(password);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const codeAt = (secret: string, at: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

const WRONG_AT = new Date("2020-01-01T00:00:00Z");

const readSession = (self: Self, at = now) =>
  findSession({ userId: self.user.userId, sessionId: self.sessionId }, {}, at);

async function signedIn(who: TestOrganization, at = now): Promise<Self> {
  const sessionId = await startSession(who.userId, {}, at);
  const session = await findSession({ userId: who.userId, sessionId }, {}, at);
  if (!session) throw new Error("the session does not count");
  return { user: session.user, sessionId, requestId: "r1" };
}

/** A person whose app was confirmed with the code of `now`'s step. */
async function withApp() {
  const who = await createTestOrganization(test.url, { passwordHash });
  const self = await signedIn(who);
  const { secret, address } = await beginSecondFactor(self);
  const recoveryCodes = await confirmSecondFactor(self, { code: codeAt(secret, now) }, now);
  return { who, self, secret, address, recoveryCodes };
}

const auditOf = (who: TestOrganization) =>
  withOwner(test.url, async (sql) => {
    const text = "select action, details from audit_log where organization_id = $1 order by seq";
    return (await sql.query<{ action: string; details: unknown }>(text, [who.organizationId])).rows;
  });
const mailsTo = (who: TestOrganization) =>
  withOwner(test.url, async (sql) => {
    const text = `select message ->> 'kind' as kind from outgoing_mail where "to" = $1 order by created_at, id`;
    return (await sql.query<{ kind: string }>(text, [who.email])).rows.map(({ kind }) => kind);
  });

describe("setting up", () => {
  it("counts from the app's first code on, with ten recovery codes; the other sessions must show it", async () => {
    const who = await createTestOrganization(test.url, { passwordHash });
    const [here, there] = [await signedIn(who), await signedIn(who)];
    const { secret, address } = await beginSecondFactor(here);
    expect(address).toMatch(/^otpauth:\/\/totp\/Aybiza/);
    expect(address).toContain(`secret=${secret}`);
    expect(await readSession(there)).toMatchObject({ isComplete: true, user: { hasSecondFactor: false } });
    await expect(confirmSecondFactor(here, { code: codeAt(secret, WRONG_AT) }, now)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    const codes = await confirmSecondFactor(here, { code: codeAt(secret, now) }, now);
    expect(new Set(codes).size).toBe(10);
    expect(await readSession(here)).toMatchObject({ isComplete: true, user: { hasSecondFactor: true } });
    expect(await readSession(there)).toMatchObject({ isComplete: false });
    expect(await listSessions(here, now)).toMatchObject([
      { id: here.sessionId, isHalfway: false },
      { id: there.sessionId, isHalfway: true },
    ]);
    expect(await getSecondFactor(here)).toEqual({ since: now.toISOString(), recoveryCodesLeft: 10 });
    expect((await auditOf(who)).map(({ action }) => action)).toEqual(["second_factor.enabled"]);
    expect(await mailsTo(who)).toEqual(["second_factor_changed"]);
  });

  it("keeps neither the secret nor a recovery code as it is", async () => {
    const { who, secret, recoveryCodes } = await withApp();
    const kept = await withOwner(test.url, async (sql) => [
      (await sql.query("select totp_secret from users where id = $1", [who.userId])).rows,
      (await sql.query("select hash from recovery_codes where user_id = $1", [who.userId])).rows,
      await auditOf(who),
    ]);
    const text = JSON.stringify(kept);
    for (const plain of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace("-", ""))]) {
      expect(text).not.toContain(plain);
    }
  });

  it("is not begun over one that counts", async () => {
    const { self } = await withApp();
    await expect(beginSecondFactor(self)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("signing in with a second factor", () => {
  it("is complete with the app's code, which may be one step early or late and counts once", async () => {
    const { who, secret } = await withApp();
    const session = await signedIn(who, steps(10));
    expect(await readSession(session, steps(10))).toMatchObject({ isComplete: false });
    const show = (self: Self, step: number) => showSecondFactor(self, { code: codeAt(secret, steps(step)) }, steps(10));
    await expect(show(session, 8)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(show(session, 12)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await show(session, 9);
    expect(await readSession(session, steps(10))).toMatchObject({ isComplete: true });
    const other = await signedIn(who, steps(10));
    await expect(show(other, 9)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await show(other, 11);
    // An older code than the last one taken is void too.
    await expect(show(other, 10)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("does not take the code that confirmed the app", async () => {
    const { who, secret } = await withApp();
    const session = await signedIn(who);
    await expect(showSecondFactor(session, { code: codeAt(secret, now) }, now)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });

  it("takes one code once, of many tries made at once", async () => {
    const { who, secret } = await withApp();
    const sessions = await Promise.all([1, 2, 3, 4].map(() => signedIn(who, steps(4))));
    const outcomes = await Promise.allSettled(
      sessions.map((session) => showSecondFactor(session, { code: codeAt(secret, steps(4)) }, steps(4))),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("takes each recovery code once, however it is written, and nobody else's", async () => {
    const { who, recoveryCodes } = await withApp();
    const other = await withApp();
    const [first = "", second = ""] = recoveryCodes;
    const session = await signedIn(who);
    await expect(showSecondFactor(session, { code: other.recoveryCodes[0] }, now)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await showSecondFactor(session, { code: ` ${first.toLowerCase().replace("-", " ")} ` }, now);
    expect(await readSession(session)).toMatchObject({ isComplete: true });
    await expect(showSecondFactor(session, { code: first }, now)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await showSecondFactor(session, { code: second }, now);
    expect(await getSecondFactor(session)).toMatchObject({ recoveryCodesLeft: 8 });
    expect((await auditOf(who)).filter(({ action }) => action === "recovery_code.used")).toEqual([
      { action: "recovery_code.used", details: { left: 9 } },
      { action: "recovery_code.used", details: { left: 8 } },
    ]);
  });

  it("locks after five wrong codes, longer each time, the right one and recovery codes too", async () => {
    const { who, secret, recoveryCodes } = await withApp();
    const session = await signedIn(who);
    const at = steps(20);
    const show = (code: string | undefined, time: Date) => showSecondFactor(session, { code }, time);
    const wrong = codeAt(secret, WRONG_AT);
    const right = codeAt(secret, at);
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => show(wrong, at)));
    const codes = outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.code : "let in"));
    expect(codes.filter((code) => code === "UNAUTHENTICATED")).toHaveLength(5);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(3);
    await expect(show(right, at)).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 1000 });
    await expect(show(recoveryCodes[0], at)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    const after = new Date(at.getTime() + 1001);
    await expect(show(wrong, after)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(show(right, after)).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 2000 });
    await show(right, new Date(after.getTime() + 2001));
    expect(await readSession(session, at)).toMatchObject({ isComplete: true });
  });

  it("counts for nobody who was disabled meanwhile, nor in a session that was revoked", async () => {
    const { who, secret } = await withApp();
    const [revoked, session] = [await signedIn(who), await signedIn(who)];
    await withOwner(test.url, (sql) =>
      sql.query("update user_sessions set revoked_at = now() where id = $1", [revoked.sessionId]),
    );
    const show = (self: Self) => showSecondFactor(self, { code: codeAt(secret, steps(5)) }, steps(5));
    await expect(show(revoked)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await withOwner(test.url, (sql) => sql.query("update users set disabled_at = now() where id = $1", [who.userId]));
    await expect(show(session)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await readSession(session)).toBeNull();
  });
});

describe("recovery codes", () => {
  it("are made anew for a code; the old ones are void", async () => {
    const { who, self, secret, recoveryCodes } = await withApp();
    await expect(renewRecoveryCodes(self, { code: codeAt(secret, WRONG_AT) }, now)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    const renewed = await renewRecoveryCodes(self, { code: codeAt(secret, steps(1)) }, now);
    const session = await signedIn(who);
    await expect(showSecondFactor(session, { code: recoveryCodes[1] }, now)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await showSecondFactor(session, { code: renewed[1] }, now);
  });
});

describe("turning off", () => {
  it("asks for the password and a code, and is told by mail", async () => {
    const { who, self, secret } = await withApp();
    const code = codeAt(secret, steps(1));
    await expect(disableSecondFactor(self, { password: "wrong", code }, now)).rejects.toMatchObject({
      code: "INVALID",
      fields: { password: expect.any(String) },
    });
    await expect(disableSecondFactor(self, { password, code: codeAt(secret, WRONG_AT) }, now)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    await disableSecondFactor(self, { password, code }, now);
    expect(await getSecondFactor(self)).toEqual({ since: null, recoveryCodesLeft: 0 });
    expect(await readSession(await signedIn(who))).toMatchObject({ isComplete: true });
    expect(await mailsTo(who)).toEqual(["second_factor_changed", "second_factor_changed"]);
  });

  it("and on again: a session that showed the old app does not count", async () => {
    const { who, self, secret, recoveryCodes } = await withApp();
    const other = await signedIn(who);
    await showSecondFactor(other, { code: recoveryCodes[0] }, now);
    await disableSecondFactor(self, { password, code: codeAt(secret, steps(1)) }, now);
    const { secret: next } = await beginSecondFactor(self);
    await confirmSecondFactor(self, { code: codeAt(next, steps(4)) }, steps(4));
    expect(await readSession(self, steps(4))).toMatchObject({ isComplete: true });
    expect(await readSession(other, steps(4))).toMatchObject({ isComplete: false });
  });
});

describe("requiring it of everyone", () => {
  it("is refused, with words, while the owner has none themselves", async () => {
    const who = await createTestOrganization(test.url);
    await expect(requireSecondFactorOfEveryone(who.context, { required: true })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("Set up a second factor for yourself first"),
    });
    expect(await getSecondFactorRule(who.context)).toEqual({ required: false, members: 1, membersWithout: 1 });
  });

  it("is said by the session's memberships, and audited", async () => {
    const { who, self } = await withApp();
    await requireSecondFactorOfEveryone(who.context, { required: true });
    expect((await readSession(self))?.user.memberships).toMatchObject([{ requiresSecondFactor: true }]);
    await requireSecondFactorOfEveryone(who.context, { required: true });
    await requireSecondFactorOfEveryone(who.context, { required: false });
    expect((await auditOf(who)).slice(-2)).toEqual([
      {
        action: "organization.second_factor_rule_changed",
        details: { before: { required: false }, after: { required: true } },
      },
      {
        action: "organization.second_factor_rule_changed",
        details: { before: { required: true }, after: { required: false } },
      },
    ]);
  });

  it("is for owners, in person", async () => {
    const who = await createTestOrganization(test.url);
    const { organizationId, userId } = who;
    const admin = memberContext({ organizationId, userId, name: "A", role: "admin" }, { requestId: "r1" });
    const key = { ...who.context, actor: { kind: "api_key" as const, id: "k", name: "k" } };
    for (const context of [admin, key]) {
      await expect(requireSecondFactorOfEveryone(context, { required: true })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
  });
});

describe("changing the password", () => {
  it("needs the present one, ends the other sessions, and is told by mail", async () => {
    const who = await createTestOrganization(test.url, { passwordHash });
    const [here, there] = [await signedIn(who), await signedIn(who)];
    const newPassword = "seven green lanterns drift";
    await expect(changePassword(here, { password: "wrong", newPassword }, now)).rejects.toMatchObject({
      fields: { password: expect.any(String) },
    });
    for (const bad of ["short", password, "passwordpassword"]) {
      await expect(changePassword(here, { password, newPassword: bad }, now)).rejects.toMatchObject({
        fields: { newPassword: expect.any(String) },
      });
    }
    expect(await readSession(there)).not.toBeNull();
    expect(await changePassword(here, { password, newPassword }, now)).toBe(1);
    expect([await readSession(here), await readSession(there)]).toEqual([expect.anything(), null]);
    await expect(changePassword(here, { password, newPassword: "another long one, yes" }, now)).rejects.toMatchObject({
      fields: { password: expect.any(String) },
    });
    expect(await mailsTo(who)).toEqual(["password_changed"]);
  });

  it("lets nobody guess the present one", async () => {
    const who = await createTestOrganization(test.url, { passwordHash });
    const self = await signedIn(who);
    const guess = (given: string) =>
      changePassword(self, { password: given, newPassword: "seven green lanterns" }, now);
    for (let index = 0; index < 5; index++) await guess("wrong").catch(() => undefined);
    await expect(guess(password)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });
});
