import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { NextRequest } from "next/server";
import { beforeEach, expect, test, vi } from "vitest";
import { config, proxy } from "./proxy";

const SITE = "https://app.example.com";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none");
  vi.stubEnv("NEXTAUTH_SECRET", "x".repeat(48));
  vi.stubEnv("PUBLIC_WEB_URL", SITE);
  vi.stubEnv("PUBLIC_CALL_URL", "https://calls.example.com");
});

const send = (method: string, headers: Record<string, string>) =>
  proxy(new NextRequest(`${SITE}/settings`, { method, headers: { host: "app.example.com", ...headers } }));

test.each([
  ["our own page", { origin: SITE }, 200],
  ["our own page, by a browser that names no origin", { "sec-fetch-site": "same-origin" }, 200],
  ["another site", { origin: "https://evil.example" }, 403],
  ["another site on our domain", { origin: "https://other.example.com" }, 403],
  ["our site without encryption", { origin: "http://evil.example", "sec-fetch-site": "cross-site" }, 403],
  ["a page without an origin", { origin: "null" }, 403],
  ["nobody knows where", {}, 403],
  ["a site beside ours", { "sec-fetch-site": "same-site" }, 403],
])("a change sent from %s", (_, headers, status) => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect(send(method, headers).status).toBe(status);
});

test("looking is free to everybody, and every answer carries the policy", () => {
  const response = send("GET", { origin: "https://evil.example" });
  expect(response.status).toBe(200);
  for (const answer of [response, send("POST", {})]) {
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(answer.headers.get("strict-transport-security")).toContain("max-age");
  }
});

/** How a route that changes something makes sure of its origin, apart from REST: the words that must be in its file. */
const OTHER_PROOFS: Record<string, RegExp> = {
  "app/api/webhooks/": /signature/i,
  // For other people's pages: it takes nobody's session, and asks each widget for its sites.
  "app/api/widget/": /widgetRoute/,
  // A key in each request, no session, and an Origin only of our own: lib/web/mcp/mcp-server.db.test.ts.
  "app/api/mcp/": /answerMcp/,
};

test("every route that changes something checks where it comes from: by REST's foundation, by the proxy, or by a signature", () => {
  const files = readdirSync(path.join(import.meta.dirname, "app"), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => `app/${file}`);
  const writing = files.filter((file) => /\b(POST|PUT|PATCH|DELETE)\b/.test(source(file)));
  expect(writing.length).toBeGreaterThan(2);
  for (const file of writing) {
    const proof = Object.entries(OTHER_PROOFS).find(([start]) => file.startsWith(start))?.[1];
    if (proof) expect(source(file), file).toMatch(proof);
    else if (file.startsWith("app/api/") && !file.startsWith("app/api/auth/"))
      expect(source(file), file).toMatch(/defineApiRoute|lib\/web\/refusals/);
    // All others are behind the proxy, as pages and server actions are.
  }
  expect(config.matcher).toEqual([expect.stringContaining("(?!api/|"), "/api/auth/:path*"]);
});

function source(file: string): string {
  return readFileSync(path.join(import.meta.dirname, file), "utf8");
}
