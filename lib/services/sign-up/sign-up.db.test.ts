import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { isSpeakableCode } from "@/lib/domain/codes/speakable-code";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { verifyAuditChain } from "../audit/verify-audit-chain";
import { signIn } from "../auth/sign-in";
import { memberContext } from "../context";
import { getOverview } from "../home/get-overview";
import { mailedToken, waitingMail } from "../mail/testing/waiting-mail";
import { verifyEmail } from "../mail-links/verify-email";
import { requireVerifiedEmail } from "./require-verified-email";
import { signUp } from "./sign-up";

let test: TestDatabase;
const now = new Date("2026-06-10T12:00:00Z");
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

const newAddress = () => `nora-${randomBytes(5).toString("hex")}@example.test`;
const form = (email: string, more: Record<string, unknown> = {}) => ({
  name: "Nora Winter",
  email,
  password,
  organizationName: "Winter Dental",
  timeZone: "Europe/Berlin",
  ...more,
});
const join = (input: unknown, options: Parameters<typeof signUp>[2] = {}, ip?: string) =>
  signUp(input, { ...request, ...(ip ? { ip } : {}) }, { now, evenMs: 0, ...options });

async function stored(email: string) {
  const { rows } = await withOwner(test.url, (sql) =>
    sql.query<Record<string, unknown>>(
      `select u.id as user_id, u.name, u.email_verified_at, u.password_hash, u.public_id, o.id as organization_id, o.account_id,
        o.name as organization, o.time_zone, m.role, s.plan, s.status, s.period_start, s.period_end, s.trial_ends_at, s.pending_plan
       from users u join memberships m on m.user_id = u.id join organizations o on o.id = m.organization_id
       left join subscriptions s on s.organization_id = o.id where u.email = $1`,
      [email],
    ),
  );
  return rows;
}
const count = async (table: "organizations" | "users") =>
  Number(
    (await withOwner(test.url, (sql) => sql.query<{ n: string }>(`select count(*) as n from ${table}`))).rows[0]?.n,
  );

describe("a plan that was chosen on the pricing page", () => {
  it("waits for the owner, and comes back when the address is confirmed", async () => {
    const email = newAddress();
    await join(form(email, { plan: "professional" }));
    expect((await stored(email))[0]).toMatchObject({ status: "trialing", pending_plan: "professional" });
    const token = await mailedToken(test.url, email, "verify_email");
    expect(await verifyEmail(token, request, now)).toMatchObject({ chosenPlan: "professional" });
  });

  it.each(["platinum", "", null, undefined, 7, { plan: "starter" }])("is none when it is %j", async (plan) => {
    const email = newAddress();
    await join(form(email, { plan }));
    expect((await stored(email))[0]).toMatchObject({ status: "trialing", pending_plan: null });
  });
});

describe("signUp", () => {
  it("makes a person who owns an organization on trial, and mails them a link", async () => {
    const email = newAddress();
    expect(await join(form(` ${email.toUpperCase()} `))).toEqual({ email });
    const [row] = await stored(email);
    expect(row).toMatchObject({
      name: "Nora Winter",
      email_verified_at: null,
      organization: "Winter Dental",
      time_zone: "Europe/Berlin",
      role: "owner",
      plan: "starter",
      status: "trialing",
      period_start: now,
      period_end: new Date("2026-06-24T12:00:00Z"),
      trial_ends_at: new Date("2026-06-24T12:00:00Z"),
    });
    expect(isSpeakableCode(String(row?.["account_id"]))).toBe(true);
    expect(row?.["password_hash"]).toMatch(/^\$argon2id\$/);
    const mails = await waitingMail(test.url, email);
    expect(mails).toEqual([
      { kind: "verify_email", name: "Nora Winter", link: expect.stringMatching(/\/verify-email\/[\w-]{43}$/) },
    ]);
    const audit = await withOwner(test.url, (sql) =>
      sql.query("select action, actor_id from audit_log where organization_id = $1", [row?.["organization_id"]]),
    );
    expect(audit.rows).toEqual([{ action: "organization.created", actor_id: row?.["user_id"] }]);
    expect(await verifyAuditChain(String(row?.["organization_id"]))).toMatchObject({ intact: true });
    const user = await signIn({ email, password }, request, now);
    const [membership] = user.memberships;
    if (!membership) throw new Error("no membership");
    const context = memberContext({ ...user, ...membership }, request);
    expect(await getOverview(context)).toMatchObject({ timeZone: "Europe/Berlin" });
  });

  it("answers a known address the same, changes nothing of it, and tells its owner", async () => {
    const who = await createTestOrganization(test.url, {});
    const before = [await count("users"), await count("organizations")];
    const fresh = newAddress();
    const known = await join(form(who.email));
    expect(known).toEqual({ email: who.email });
    expect([await count("users"), await count("organizations")]).toEqual(before);
    expect(await waitingMail(test.url, who.email)).toMatchObject([{ kind: "already_signed_up" }]);
    expect(Object.keys(await join(form(fresh)))).toEqual(Object.keys(known));
  });

  it("takes the same time for a known address as for a new one", async () => {
    const who = await createTestOrganization(test.url, {});
    const timed = async (email: string) => {
      const startedAt = performance.now();
      await join(form(email), { evenMs: 1500 });
      return performance.now() - startedAt;
    };
    const times = [await timed(who.email), await timed(newAddress())];
    for (const took of times) expect(Math.abs(took - 1750)).toBeLessThan(260);
  });

  it("makes one account of two sign-ups at once", async () => {
    const email = newAddress();
    await Promise.all([join(form(email)), join(form(email, { organizationName: "Other" }))]);
    expect(await stored(email)).toHaveLength(1);
    expect((await waitingMail(test.url, email)).map(({ kind }) => kind).sort()).toEqual([
      "already_signed_up",
      "verify_email",
    ]);
  });

  it("draws codes again that are taken", async () => {
    const always = Buffer.alloc(16, 7);
    await join(form(newAddress()), { random: () => always });
    let drawn = 0;
    const email = newAddress();
    // The person's code and the organization's each come out taken twice.
    await join(form(email), { random: (bytes) => (drawn++ % 3 < 2 ? always : randomBytes(bytes)) });
    expect(await stored(email)).toHaveLength(1);
    expect(drawn).toBe(6);
  });

  it("names every bad field, and keeps nothing", async () => {
    const before = await count("users");
    const bad = { name: " ", email: "nobody", organizationName: "Win $$ at https://spam.test", timeZone: "Mars/Base" };
    await expect(join(form("x", { ...bad, password: "short" }))).rejects.toMatchObject({
      code: "INVALID",
      fields: {
        name: expect.any(String),
        email: expect.any(String),
        organizationName: expect.any(String),
        timeZone: expect.any(String),
        password: expect.any(String),
      },
    });
    for (const weak of ["short", "password1234", "123456789012", "long.address@example.test"])
      await expect(join(form("long.address@example.test", { password: weak }))).rejects.toMatchObject({
        code: "INVALID",
        fields: { password: expect.any(String) },
      });
    expect(await count("users")).toBe(before);
  });

  it("limits how often one address, and one network address, can ask", async () => {
    const email = newAddress();
    for (let time = 0; time < 5; time++) await join(form(email));
    await expect(join(form(email))).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 3_600_000 });
    await expect(join(form(newAddress()))).resolves.toBeDefined();
    const anHourOn = new Date(now.getTime() + 3_600_000);
    await expect(join(form(email), { now: anHourOn })).resolves.toBeDefined();

    const ip = "203.0.113.9";
    await withOwner(test.url, (sql) =>
      sql.query("update sign_in_throttles set failures = 60 where subject like 'sign_up_ip:%'"),
    );
    await join(form(newAddress()), {}, ip);
    await withOwner(test.url, (sql) =>
      sql.query("update sign_in_throttles set failures = 60 where subject like 'sign_up_ip:%'"),
    );
    await expect(join(form(newAddress()), {}, ip)).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await expect(join(form(newAddress()), {}, "203.0.113.10")).resolves.toBeDefined();
  });
});

describe("requireVerifiedEmail", () => {
  it("stops a person whose address is not known to be theirs, and no program", async () => {
    const email = newAddress();
    await join(form(email));
    const [row] = await stored(email);
    const organizationId = String(row?.["organization_id"]);
    const actor = { kind: "user" as const, id: String(row?.["user_id"]), name: "Nora" };
    const check = (who: Parameters<typeof requireVerifiedEmail>[1]) =>
      withTenant(organizationId, (tx) => requireVerifiedEmail(tx, who));
    await expect(check(actor)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(check({ ...actor, kind: "api_key" })).resolves.toBeUndefined();
    await withOwner(test.url, (sql) =>
      sql.query("update users set email_verified_at = now() where id = $1", [actor.id]),
    );
    await expect(check(actor)).resolves.toBeUndefined();
  });
});
