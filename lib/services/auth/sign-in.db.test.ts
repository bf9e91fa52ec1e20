import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { hashPassword } from "./password";
import { signIn } from "./sign-in";

let test: TestDatabase;
let passwordHash: string;
const password = "correct horse battery";
const request = { requestId: "r1" };
const now = new Date("2026-06-10T12:00:00Z");
const later = (ms: number) => new Date(now.getTime() + ms);

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 5);
  passwordHash = await hashPassword(password);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const person = () => createTestOrganization(test.url, { role: "manager", passwordHash });
const attempt = (who: TestOrganization, given: string, at = now, ip?: string) =>
  signIn({ email: who.email, password: given }, { ...request, ...(ip ? { ip } : {}) }, at);

describe("signIn", () => {
  it("gives the person and their memberships, whatever the case and spaces of the address", async () => {
    const who = await person();
    const user = await signIn({ email: `  ${who.email.toUpperCase()} `, password }, request, now);
    expect(user).toMatchObject({ userId: who.userId, email: who.email });
    expect(user.memberships).toMatchObject([
      { organizationId: who.organizationId, role: "manager", accountId: expect.stringMatching(/^AYB-/) },
    ]);
    expect(JSON.stringify(user)).not.toContain("argon2");
  });

  it("is stored as argon2id", () => {
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it("says the same of a wrong password and of an unknown person", async () => {
    const who = await person();
    const wrong = await attempt(who, "wrong").catch((error: Error) => error);
    const unknown = await signIn({ email: "nobody@example.test", password }, request, now).catch(
      (error: Error) => error,
    );
    expect(wrong).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(unknown).toMatchObject({ code: "UNAUTHENTICATED", message: (wrong as Error).message });
  });

  it("locks an address after five failures, longer each time, and forgets after success", async () => {
    const who = await person();
    for (let failure = 0; failure < 5; failure++)
      await expect(attempt(who, "wrong")).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(attempt(who, password)).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 1000 });
    await expect(attempt(who, "wrong", later(1001))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(attempt(who, password, later(1002))).rejects.toMatchObject({
      code: "RATE_LIMITED",
      retryAfterMs: 1999,
    });
    await expect(attempt(who, password, later(3100))).resolves.toMatchObject({ userId: who.userId });
    await expect(attempt(who, "wrong", later(3200))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(attempt(who, password, later(3300))).resolves.toBeDefined();
  });

  it("locks an unknown address just the same, so that the lock tells nothing", async () => {
    const email = "nobody-else@example.test";
    for (let failure = 0; failure < 5; failure++)
      await signIn({ email, password: "x" }, request, now).catch(() => undefined);
    await expect(signIn({ email, password: "x" }, request, now)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("locks a network address that tries many people", async () => {
    const ip = "203.0.113.7";
    for (let index = 0; index < 30; index++) {
      await signIn({ email: `guess${index}@example.test`, password: "x" }, { ...request, ip }, now).catch(
        () => undefined,
      );
    }
    const who = await person();
    await expect(attempt(who, password, now, ip)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(attempt(who, password, now, "203.0.113.8")).resolves.toBeDefined();
  });

  it("counts failures that come at once", async () => {
    const who = await person();
    await Promise.allSettled(Array.from({ length: 5 }, () => attempt(who, "wrong")));
    await expect(attempt(who, password)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("lets no more guesses through when they are made side by side, and no fewer people in", async () => {
    const who = await person();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => attempt(who, "wrong")));
    const codes = outcomes.map((outcome) => (outcome.status === "rejected" ? (outcome.reason as Error) : null));
    expect(codes.filter((error) => error && "code" in error && error.code === "UNAUTHENTICATED")).toHaveLength(5);
    const other = await person();
    const signedIn = await Promise.allSettled(Array.from({ length: 10 }, () => attempt(other, password)));
    expect(signedIn.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  });

  it("refuses a disabled person, with the right password too", async () => {
    const who = await person();
    await withOwner(test.url, (sql) => sql.query("update users set disabled_at = now() where id = $1", [who.userId]));
    await expect(attempt(who, password)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("names the field that is wrong", async () => {
    await expect(signIn({ email: "no address", password: "" }, request)).rejects.toMatchObject({
      code: "INVALID",
      fields: { email: expect.any(String), password: expect.any(String) },
    });
  });

  it("writes an audit entry", async () => {
    const who = await person();
    await attempt(who, password, now, "198.51.100.1");
    const entries = await withOwner(test.url, (sql) =>
      sql.query("select action, actor_id, ip from audit_log where organization_id = $1", [who.organizationId]),
    );
    expect(entries.rows).toEqual([{ action: "user.signed_in", actor_id: who.userId, ip: "198.51.100.1" }]);
  });
});
