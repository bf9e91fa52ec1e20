import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystem } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { signIn } from "../auth/sign-in";
import { mailedToken, waitingMail } from "../mail/testing/waiting-mail";
import { requestPasswordReset } from "./request-password-reset";
import { requestVerification } from "./request-verification";
import { resetPassword } from "./reset-password";
import { checkLink } from "./use-link";
import { verifyEmail } from "./verify-email";

let test: TestDatabase;
let who: TestOrganization;
const now = new Date("2026-06-10T12:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const request = { requestId: "r1" };
const password = "a cup of cold tea";

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});
beforeEach(async () => {
  who = await createTestOrganization(test.url, { role: "manager" });
  await sql("update users set email_verified_at = null where id = $1", [who.userId]);
});

const sql = (text: string, values: unknown[] = []) => withOwner(test.url, (client) => client.query(text, values));
const askVerification = (at = now, email = who.email) => requestVerification({ email }, {}, { now: at, evenMs: 0 });
const askReset = (at = now, email = who.email) => requestPasswordReset({ email }, {}, { now: at, evenMs: 0 });
const verifyToken = () => mailedToken(test.url, who.email, "verify_email");
const resetToken = () => mailedToken(test.url, who.email, "reset_password");
const isVerified = async () =>
  (await sql("select email_verified_at from users where id = $1", [who.userId])).rows[0].email_verified_at !== null;

describe("a link for verifying an address", () => {
  it("works once, within a day, and is written to the audit log", async () => {
    await askVerification();
    const token = await verifyToken();
    expect(await checkLink("verify_email", token, later(1439))).toMatchObject({ problem: null, email: who.email });
    expect(await isVerified()).toBe(false);
    await verifyEmail(token, request, later(1439));
    expect(await isVerified()).toBe(true);
    await expect(verifyEmail(token, request, later(1439))).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("used already"),
    });
    const audit = await sql("select action, target_id from audit_log where organization_id = $1", [who.organizationId]);
    expect(audit.rows).toEqual([{ action: "user.email_verified", target_id: who.userId }]);
  });

  it("runs out after a day, and when a newer one is sent", async () => {
    await askVerification();
    const first = await verifyToken();
    await expect(verifyEmail(first, request, later(1440))).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("run out"),
    });
    await askVerification(later(1));
    await expect(verifyEmail(first, request, later(2))).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await isVerified()).toBe(false);
    await verifyEmail(await verifyToken(), request, later(2));
    expect(await isVerified()).toBe(true);
  });

  it("is good for one of two who use it at once", async () => {
    await askVerification();
    const token = await verifyToken();
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => verifyEmail(token, request, now)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "CONFLICT" });
    }
  });

  it("counts only while the address is still the person's, and they are not disabled", async () => {
    await askVerification();
    const token = await verifyToken();
    await sql("update users set email = 'moved-' || email where id = $1", [who.userId]);
    await expect(verifyEmail(token, request, now)).rejects.toMatchObject({ code: "CONFLICT" });
    await sql("update users set email = $2, disabled_at = now() where id = $1", [who.userId, who.email]);
    await expect(verifyEmail(token, request, now)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await isVerified()).toBe(false);
  });

  it("is no other one: unknown, cut short or of another kind", async () => {
    await askVerification();
    await askReset();
    const token = await verifyToken();
    for (const wrong of ["", token.slice(0, -1), randomBytes(32).toString("base64url"), await resetToken()])
      await expect(verifyEmail(wrong, request, now)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(resetPassword({ token, password }, request, now)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await checkLink("reset_password", token, now)).toMatchObject({ problem: "unknown" });
  });

  it("is kept as a hash alone, and its mail sealed", async () => {
    await askVerification();
    const token = await verifyToken();
    const rows = JSON.stringify([
      (await sql("select * from mail_links")).rows,
      (await sql("select * from outgoing_mail")).rows,
    ]);
    expect(rows).not.toContain(token);
    expect(rows).toContain(createHash("sha256").update(token).digest("hex"));
  });
});

describe("asking for a link", () => {
  it("says the same of unknown, verified and disabled addresses, and mails them nothing they do not need", async () => {
    const unknown = `nobody-${randomBytes(4).toString("hex")}@example.test`;
    expect(await askVerification(now, unknown)).toEqual(await askVerification());
    expect(await askReset(now, unknown)).toEqual(await askReset());
    expect(await waitingMail(test.url, unknown)).toEqual([]);
    const other = await createTestOrganization(test.url);
    await askVerification(now, other.email);
    await sql("update users set disabled_at = now() where id = $1", [other.userId]);
    await askReset(now, other.email);
    expect(await waitingMail(test.url, other.email)).toEqual([]);
  });

  it("is limited for known and unknown addresses alike", async () => {
    for (const email of [who.email, `nobody-${randomBytes(4).toString("hex")}@example.test`]) {
      for (let time = 0; time < 5; time++) await askReset(now, email);
      await expect(askReset(now, email)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    }
    expect(await waitingMail(test.url, who.email)).toHaveLength(5);
  });

  it("takes the same time for unknown addresses", async () => {
    const timed = async (email: string) => {
      const startedAt = performance.now();
      await requestPasswordReset({ email }, {}, { now, evenMs: 1000 });
      return performance.now() - startedAt;
    };
    for (const took of [await timed(who.email), await timed(`nobody-${randomBytes(4).toString("hex")}@example.test`)])
      expect(Math.abs(took - 1250)).toBeLessThan(260);
  });
});

describe("a link for a new password", () => {
  const openSessions = async () =>
    (await sql("select id from user_sessions where user_id = $1 and revoked_at is null", [who.userId])).rowCount;

  it("sets it, ends every session, tells by mail, and proves the address", async () => {
    await withSystem("test", (tx) =>
      tx.userSession.createMany({ data: [1, 2].map(() => ({ userId: who.userId, expiresAt: later(600) })) }),
    );
    await askReset();
    const token = await resetToken();
    await resetPassword({ token, password }, request, later(59));
    await expect(signIn({ email: who.email, password }, request, now)).resolves.toBeDefined();
    expect(await openSessions()).toBe(0);
    expect(await isVerified()).toBe(true);
    expect((await waitingMail(test.url, who.email)).at(-1)).toMatchObject({ kind: "password_changed" });
    await expect(resetPassword({ token, password: `${password}!` }, request, later(59))).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(signIn({ email: who.email, password }, request, now)).resolves.toBeDefined();
    const audit = await sql("select action from audit_log where organization_id = $1 order by seq", [
      who.organizationId,
    ]);
    expect(audit.rows.map(({ action }) => action)).toContain("user.password_reset");
  });

  it("opens an account that wrong guesses have locked", async () => {
    for (let guess = 0; guess < 6; guess++)
      await signIn({ email: who.email, password: "wrong" }, request, now).catch(() => undefined);
    await askReset();
    await resetPassword({ token: await resetToken(), password }, request, now);
    await expect(signIn({ email: who.email, password }, request, now)).resolves.toBeDefined();
  });

  it("stays good when the password will not do, and runs out after an hour", async () => {
    await askReset();
    const token = await resetToken();
    for (const weak of ["short", "password1234", who.email])
      await expect(resetPassword({ token, password: weak }, request, now)).rejects.toMatchObject({
        code: "INVALID",
        fields: { password: expect.any(String) },
      });
    await expect(resetPassword({ token, password }, request, later(60))).rejects.toMatchObject({ code: "CONFLICT" });
    await resetPassword({ token, password }, request, later(59));
  });

  it("is good for one of two who use it at once", async () => {
    await askReset();
    const token = await resetToken();
    const outcomes = await Promise.allSettled(
      [password, `${password} too`].map((wanted) => resetPassword({ token, password: wanted }, request, now)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("takes the second factor of one who never had the address, and leaves the owner's alone", async () => {
    const hasFactor = async () =>
      (await sql("select totp_secret from users where id = $1", [who.userId])).rows[0].totp_secret !== null;
    const setFactor = () =>
      sql("update users set totp_secret = 'sealed', totp_confirmed_at = now() where id = $1", [who.userId]);
    await setFactor();
    await askReset();
    await resetPassword({ token: await resetToken(), password }, request, now);
    expect(await hasFactor()).toBe(false);
    await setFactor();
    await askReset();
    await resetPassword({ token: await resetToken(), password }, request, now);
    expect(await hasFactor()).toBe(true);
  });
});
