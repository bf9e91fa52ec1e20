import { request } from "node:http";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { LoginResult, Told } from "@/lib/contracts/api/auth";
import { Problem } from "@/lib/contracts/api/problem";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { hashPassword } from "@/lib/services/auth/password";
import { waitingMail } from "@/lib/services/mail/testing/waiting-mail";
import { beginSecondFactor } from "@/lib/services/second-factor/begin";
import { confirmSecondFactor } from "@/lib/services/second-factor/confirm";
import { findSession } from "@/lib/services/sessions/find-session";
import { startSession } from "@/lib/services/sessions/start-session";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { OPERATIONS } from "./operations/all";
import { nextHeaders, serveApi } from "./testing/serve-api";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => nextHeaders);

/** The operations for those who have neither key nor session. */

const PASSWORD = "seven brown horses in a boat";
let database: TestDatabase;
let api: Awaited<ReturnType<typeof serveApi>>;
let passwordHash: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 5);
  api = await serveApi();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(async () => {
  await api.close();
  await closeDatabase();
  await database.drop();
});

/** Where requests come from: each test has an address of its own, since they are counted by it. */
let place = 1;
beforeEach(() => void (place += 1));

type Answer = { status: number; headers: Headers; answer: unknown };
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(
      `${api.origin}/api/v1/auth/${path}`,
      {
        method: "POST",
        localAddress: `127.0.0.${place}`,
        headers: { "content-type": "application/json", ...headers },
      },
      (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => {
          const given = new Headers(response.headers as Record<string, string>);
          resolve({ status: response.statusCode ?? 0, headers: given, answer: JSON.parse(text) as unknown });
        });
      },
    );
    sent.on("error", reject);
    sent.end(typeof body === "string" ? body : JSON.stringify(body));
  });
async function person() {
  const who = await createTestOrganization(database.url);
  await withOwner(database.url, (sql) =>
    sql.query("update users set password_hash = $2 where id = $1", [who.userId, passwordHash]),
  );
  return who;
}
const sessions = (userId: string) =>
  withOwner(database.url, async (sql) =>
    Number((await sql.query("select 1 from user_sessions where user_id = $1", [userId])).rowCount),
  );
const wanted = (email: string) => ({
  name: "Dana Whitfield",
  email,
  password: PASSWORD,
  organizationName: "Bright Dental",
  timeZone: "UTC",
});

test.each(
  OPERATIONS.filter(({ isOpen }) => isOpen).map(({ id, path, examples }) => ({ id, path, body: examples.body })),
)(
  "$id refuses other sites' pages, what is no JSON, is too large or not valid, with words and the limit",
  async ({ path, body }) => {
    const name = path.replace("/api/v1/auth/", "");
    expect((await post(name, body, { origin: "https://evil.example" })).status).toBe(403);
    expect((await post(name, "{", {})).status).toBe(400);
    expect((await post(name, body, { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
    expect((await post(name, JSON.stringify({ email: "x".repeat(70_000) }))).status).toBe(413);
    const bad = await post(name, { nothing: 1 });
    expect(bad.status).toBe(422);
    expect(Problem.parse(bad.answer).requestId).toBe(bad.headers.get("x-request-id"));
    expect(Number(bad.headers.get("ratelimit-limit"))).toBe(30);
  },
);

test("registered, the address gets a link; one that has an account is answered alike, and nothing of it changes", async () => {
  const email = `new-${Date.now()}@example.test`;
  const first = await post("register", wanted(email));
  expect(first.status).toBe(202);
  Told.parse(first.answer);
  expect(await waitingMail(database.url, email)).toMatchObject([{ kind: "verify_email" }]);
  const again = await post("register", { ...wanted(email), organizationName: "Other" });
  expect([again.status, again.answer]).toEqual([first.status, first.answer]);
});

test("signing in sets the session's cookie; a wrong password and an unknown address are told alike, and lock", async () => {
  const who = await person();
  const wrong = await post("login", { email: who.email, password: "wrong" });
  const unknown = await post("login", { email: "nobody@example.test", password: "wrong" });
  const said = ({ status, answer }: typeof wrong) => [status, Problem.parse(answer).detail];
  expect(said(wrong)).toEqual(said(unknown));
  expect(wrong.status).toBe(401);
  const right = await post("login", { email: who.email, password: PASSWORD });
  expect(right.status).toBe(200);
  expect(LoginResult.parse(right.answer)).toMatchObject({
    user: { id: who.userId },
    organizations: [{ id: who.organizationId, role: "owner" }],
  });
  expect(await sessions(who.userId)).toBe(1);
  for (let n = 0; n < 5; n++) await post("login", { email: who.email, password: "wrong" });
  const locked = await post("login", { email: who.email, password: PASSWORD });
  expect(locked.status).toBe(429);
  expect(Number(locked.headers.get("retry-after"))).toBeGreaterThan(0);
});

test("who has a second factor is told nothing without its code", async () => {
  const who = await person();
  const sessionId = await startSession(who.userId, {});
  const found = await findSession({ userId: who.userId, sessionId });
  if (!found) throw new Error("no session");
  const self = { user: found.user, sessionId, requestId: "r1" };
  const { secret } = await beginSecondFactor(self);
  const codeAt = (timestamp: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
  await confirmSecondFactor(self, { code: codeAt(Date.now() - 30_000) });
  const login = { email: who.email, password: PASSWORD };
  const due = await post("login", login);
  expect(due.answer).toEqual({ secondFactorDue: true, user: null, organizations: [] });
  expect(await sessions(who.userId)).toBe(1);
  expect((await post("login", { ...login, code: "000000" })).status).toBeGreaterThanOrEqual(400);
  const done = await post("login", { ...login, code: codeAt(Date.now()) });
  expect(done.answer).toMatchObject({ secondFactorDue: false, user: { id: who.userId } });
});

test("a new password: the same said of every address; a wrong or used secret changes nothing", async () => {
  const who = await person();
  const known = await post("forgot-password", { email: who.email });
  const unknown = await post("forgot-password", { email: "nobody@else.test" });
  expect([known.status, unknown.status]).toEqual([202, 202]);
  expect(await waitingMail(database.url, "nobody@else.test")).toEqual([]);
  const [mail] = await waitingMail(database.url, who.email);
  const token = /\/new-password\/([\w-]{43})/.exec(JSON.stringify(mail))?.[1] ?? "";
  expect((await post("reset-password", { token: "x".repeat(43), password: "another long password" })).status).toBe(404);
  expect((await post("reset-password", { token, password: "short" })).status).toBe(422);
  expect((await post("reset-password", { token, password: "another long password" })).status).toBe(200);
  const reused = await post("reset-password", { token, password: "yet another password" });
  expect(reused.status).toBe(409);
  expect((await post("login", { email: who.email, password: "another long password" })).status).toBe(200);
});

test("one network address asks thirty times a minute at most, and is told how long to wait", async () => {
  const ask = () => post("forgot-password", { nothing: 1 });
  for (let n = 0; n < 30; n++) expect((await ask()).status).toBe(422);
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});
