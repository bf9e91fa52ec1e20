import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth from "next-auth";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { hashPassword } from "@/lib/services/auth/password";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { authOptions } from "./auth-options";
import { sessionCookie } from "./session-cookie";

vi.mock("server-only", () => ({}));

let test: TestDatabase;
const password = "correct horse battery";
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 5);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

/** A browser at next-auth's own endpoints, which keeps the cookies it is given. */
function visitor(cookies: Record<string, string> = {}) {
  const ask = async (path: string[], form?: Record<string, string>): Promise<unknown> => {
    let body: unknown;
    let setCookies: string[] = [];
    const request = {
      method: form ? "POST" : "GET",
      headers: { "user-agent": "curl/8" },
      query: { nextauth: path },
      cookies,
      body: form,
    };
    const response = {
      status: () => response,
      getHeader: () => setCookies,
      setHeader: (name: string, value: string[]) => void (name === "Set-Cookie" && (setCookies = value)),
      json: (answer: unknown) => void (body = answer),
      send: (answer: unknown) => void (body = answer),
      end: () => undefined,
    };
    await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, authOptions());
    for (const line of setCookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies[name] = decodeURIComponent(value);
    }
    return body;
  };
  const post = async (path: string[], fields: Record<string, string>) => {
    const { csrfToken } = (await ask(["csrf"])) as { csrfToken: string };
    return ask(path, { csrfToken, json: "true", ...fields });
  };
  return { cookies, ask, post };
}

it("next-auth's own sign-in makes a stored session too, and its sign-out ends it for every copy of the cookie", async () => {
  const who = await createTestOrganization(test.url, { passwordHash: await hashPassword(password) });
  const { cookies, ask, post } = visitor();
  await post(["callback", "credentials"], { email: who.email, password: "wrong" });
  expect(cookies[sessionCookie().name]).toBeUndefined();
  await post(["callback", "credentials"], { email: who.email, password });
  const { rows } = await withOwner(test.url, (sql) =>
    sql.query("select user_agent, revoked_at from user_sessions where user_id = $1", [who.userId]),
  );
  expect(rows).toEqual([{ user_agent: "curl/8", revoked_at: null }]);
  expect(await ask(["session"])).toMatchObject({ user: { id: who.userId } });

  const copy = { ...cookies };
  await post(["signout"], {});
  expect(await visitor(copy).ask(["session"])).toEqual({});
});
