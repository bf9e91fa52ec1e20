import type { Socket } from "node:net";
import { decode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Secret, TOTP } from "otpauth";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { sharedEnv } from "@/lib/env/shared";
import { beginSecondFactor } from "@/lib/services/second-factor/begin";
import { confirmSecondFactor } from "@/lib/services/second-factor/confirm";
import { showSecondFactor } from "@/lib/services/second-factor/show";
import { switchOrganization } from "@/lib/services/sessions/switch-organization";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { stampClientAddress } from "./client-address";
import { PATH_HEADER } from "./path-header";
import { findMember, requireContext, requireMember, requireSelf } from "./require-context";
import { endSession, readAnySession, readSession, startSession } from "./session";
import { sessionCookie } from "./session-cookie";

/** The browser: what it sends, and the cookies it keeps. */
const browser = vi.hoisted(() => ({ cookies: new Map<string, string>(), headers: new Headers() }));

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => ({
  headers: () => Promise.resolve(browser.headers),
  cookies: () =>
    Promise.resolve({
      get: (name: string) => (browser.cookies.has(name) ? { name, value: browser.cookies.get(name) } : undefined),
      set: (name: string, value: string) => void browser.cookies.set(name, value),
    }),
}));

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 5);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});
beforeEach(() => {
  browser.cookies.clear();
  // As our server passes it on: the claim of the browser is overwritten.
  const headers: Record<string, string> = { "user-agent": "curl/8", "x-forwarded-for": "198.51.100.9" };
  stampClientAddress({ headers, socket: { remoteAddress: "203.0.113.5" } as Socket }, []);
  browser.headers = new Headers(headers);
});

const cookie = () => browser.cookies.get(sessionCookie().name) ?? "";
const setCookie = (value: string) => browser.cookies.set(sessionCookie().name, value);
const at = (path: string) => browser.headers.set(PATH_HEADER, path);
const sql = (text: string, values: unknown[]) => withOwner(test.url, (client) => client.query(text, values));

/** Where a page sends the browser instead of answering. */
const wayOf = (page: Promise<unknown>): Promise<string> =>
  page.then(
    () => "answered",
    (error: { digest?: string }) => error.digest?.split(";").slice(2, 3).join("") ?? "failed",
  );

async function signedIn(): Promise<TestOrganization> {
  const who = await createTestOrganization(test.url);
  await startSession(who.userId);
  return who;
}

const totpOf = (secret: string, timestamp = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });

async function setUpSecondFactor(): Promise<{ secret: string; codes: string[] }> {
  at("/settings/security");
  const self = await requireSelf();
  const { secret } = await beginSecondFactor(self);
  return { secret, codes: await confirmSecondFactor(self, { code: totpOf(secret) }) };
}

describe("the session's cookie", () => {
  it("names a stored session, with where it came from", async () => {
    const who = await signedIn();
    const claims = await decode({ token: cookie(), secret: sharedEnv().NEXTAUTH_SECRET });
    const { rows } = await sql("select user_id, ip, user_agent from user_sessions where id = $1", [claims?.["sid"]]);
    expect(rows).toEqual([{ user_id: who.userId, ip: "203.0.113.5", user_agent: "curl/8" }]);
    expect(await readSession()).toMatchObject({ userId: who.userId });
    expect(await findMember()).toMatchObject({ membership: { organizationId: who.organizationId } });
  });

  it("is worth nothing any more after signing out, a copy of it neither", async () => {
    await signedIn();
    const copy = cookie();
    await endSession();
    expect(cookie()).toBe("");
    setCookie(copy);
    expect(await readSession()).toBeNull();
    expect(await findMember()).toBeNull();
  });

  it("that was planted before the sign-in does not come to be somebody's session", async () => {
    await signedIn();
    const planted = cookie();
    const victim = await createTestOrganization(test.url);
    await startSession(victim.userId);
    expect(cookie()).not.toBe(planted);
    expect(await readSession()).toMatchObject({ userId: victim.userId });
    setCookie(planted);
    expect(await readSession()).toBeNull();
  });

  it("that is garbage, or from before sessions were stored, is nobody's", async () => {
    setCookie("garbage");
    expect(await readSession()).toBeNull();
    at("/calls?x=1");
    expect(await wayOf(requireMember())).toBe("/sign-in?next=%2Fcalls%3Fx%3D1");
  });
});

describe("a sign-in whose second factor is due", () => {
  it("opens nothing: no member, and every page leads to the second factor", async () => {
    const who = await signedIn();
    const { codes } = await setUpSecondFactor();
    await startSession(who.userId);
    expect(await readSession()).toBeNull();
    expect(await findMember()).toBeNull();
    for (const path of ["/home", "/settings/security"]) {
      at(path);
      const way = `/second-factor?next=${encodeURIComponent(path)}`;
      expect(await wayOf(requireMember())).toBe(way);
      expect(await wayOf(requireContext("calls.read"))).toBe(way);
      expect(await wayOf(requireSelf())).toBe(way);
    }
    const session = await readAnySession();
    if (!session) throw new Error("there is no session");
    await showSecondFactor({ ...session, requestId: "r1" }, { code: codes[0] });
    expect(await findMember()).toMatchObject({ user: { userId: who.userId } });
  });
});

describe("an organization that requires a second factor", () => {
  it("leaves a member without one nothing but the page where it is set up, and there no permission", async () => {
    const who = await signedIn();
    await sql("update organizations set require_mfa = true where id = $1", [who.organizationId]);
    expect(await findMember()).toBeNull();
    for (const path of ["/home", "/settings", "/settings/security-of-others", "/settings/members"]) {
      at(path);
      expect(await wayOf(requireMember())).toBe("/settings/security");
    }
    at("/settings/security?x=1");
    const member = await requireMember();
    expect(member).toMatchObject({ mustSetUpSecondFactor: true });
    expect(member.context.permissions.size).toBe(0);
    expect(await wayOf(requireContext("calls.read"))).not.toBe("answered");

    await setUpSecondFactor();
    at("/home");
    expect(await findMember()).toMatchObject({ mustSetUpSecondFactor: false });
    expect(await wayOf(requireContext("calls.read"))).toBe("answered");
  });
});

describe("the organization a session looks at", () => {
  it("is the first, then the one switched to, and the first again when that membership is gone", async () => {
    const who = await signedIn();
    const other = await createTestOrganization(test.url);
    await sql("insert into memberships (organization_id, user_id, role) values ($1, $2, 'viewer')", [
      other.organizationId,
      who.userId,
    ]);
    const active = async () => (await findMember())?.context;
    expect(await active()).toMatchObject({ organizationId: who.organizationId });
    await switchOrganization(await requireSelf(), other.organizationId);
    const context = await active();
    expect(context).toMatchObject({ organizationId: other.organizationId });
    expect(context?.permissions.has("security.write")).toBe(false);
    await sql("delete from memberships where user_id = $1 and organization_id = $2", [
      who.userId,
      other.organizationId,
    ]);
    expect(await active()).toMatchObject({ organizationId: who.organizationId });
    await sql("delete from memberships where user_id = $1", [who.userId]);
    expect(await findMember()).toBeNull();
    expect(await readSession()).not.toBeNull();
  });
});
