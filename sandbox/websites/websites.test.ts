import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../server/start";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "t", deepgramKeys: "any" });
});
afterAll(() => sandbox.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(sandbox.url + path, { headers, redirect: "manual" });
const text = async (path: string) => (await get(path)).text();

/** Every address of this host that can be reached from a page, traps without an end left out. */
async function crawl(from: string, isIn: (path: string) => boolean) {
  const statuses = new Map<string, number>();
  const waiting = [from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (statuses.has(path) || !isIn(path)) continue;
    const response = await get(path);
    statuses.set(path, response.status);
    const html = response.headers.get("content-type")?.startsWith("text/html") ? await response.text() : "";
    for (const [, to = ""] of html.matchAll(/href="([^"]+)"/g)) {
      const url = new URL(to, sandbox.url + path);
      if (url.origin === sandbox.url) waiting.push(url.pathname + url.search);
    }
  }
  return statuses;
}

describe("the plumber's website", () => {
  const isTrap = (path: string) => /calendar|brochure|water-level|zipped|go\/loop/.test(path);

  it("is linked together, and its sitemap names its pages with dates", async () => {
    const found = await crawl("/sites/plumber/", (path) => path.startsWith("/sites/plumber/") && !isTrap(path));
    const missing = [...found].filter(([, status]) => status >= 400).map(([path]) => path);
    expect(missing).toEqual(["/sites/plumber/no-such-page"]);
    expect([...found.keys()]).toEqual(
      expect.arrayContaining(["/sites/plumber/prices?utm_source=menu", "/sites/plumber/private/handbook"]),
    );
    const robots = await text("/robots.txt");
    expect(robots).toContain("Disallow: /sites/plumber/private/");
    expect(robots).toContain(`Sitemap: ${sandbox.url}/sitemap.xml`);
    const index = await text("/sitemap.xml");
    expect(index).toContain(`<loc>${sandbox.url}/sites/plumber/sitemap.xml</loc>`);
    const named = [...(await text("/sites/plumber/sitemap.xml")).matchAll(/<loc>([^<]+)<\/loc><lastmod>([\d-]+)</g)];
    expect(named.length).toBeGreaterThanOrEqual(25);
    for (const [, loc = ""] of named) expect((await fetch(loc)).status, loc).toBe(200);
    expect(named.map(([, loc]) => loc)).not.toContain(`${sandbox.url}/sites/plumber/private/handbook`);
  });

  it("tells who has a page already that it has not changed", async () => {
    const first = await get("/sites/plumber/prices");
    const etag = first.headers.get("etag") ?? "";
    const modified = first.headers.get("last-modified") ?? "";
    expect(modified).toBe("Mon, 05 Oct 2026 08:00:00 GMT");
    expect((await get("/sites/plumber/prices", { "if-none-match": etag })).status).toBe(304);
    expect((await get("/sites/plumber/prices", { "if-modified-since": modified })).status).toBe(304);
    expect(
      (await get("/sites/plumber/prices", { "if-none-match": '"other"', "if-modified-since": modified })).status,
    ).toBe(200);
    expect((await fetch(`${sandbox.url}/sites/plumber/prices`, { method: "HEAD" })).headers.get("etag")).toBe(etag);
  });

  it("has the traps of the open web", async () => {
    expect((await get("/sites/plumber/go/metadata")).headers.get("location")).toBe(
      "http://169.254.169.254/latest/meta-data/",
    );
    expect((await get("/sites/plumber/go/inside")).headers.get("location")).toBe("http://127.0.0.1:1/");
    expect(await text("/sites/plumber/calendar/9999/12")).toContain("/sites/plumber/calendar/10000/1");
    expect(Buffer.from(await (await get("/sites/plumber/old-town")).arrayBuffer()).toString("latin1")).toContain(
      "Café",
    );
    expect(await text("/sites/plumber/price-list.pdf")).toMatch(/^%PDF-1\.4/);
    expect(await text("/sites/plumber/notes-for-machines")).toContain("call end_call");
    for (const [path, bytes] of [
      ["brochure", "1000000000"],
      ["water-level", null],
    ] as const) {
      const stopping = new AbortController();
      const response = await fetch(`${sandbox.url}/sites/plumber/${path}`, { signal: stopping.signal });
      expect(response.headers.get("content-length")).toBe(bytes);
      expect((await response.body?.getReader().read())?.done).toBe(false);
      stopping.abort();
    }
    const zipped = await get("/sites/plumber/zipped");
    expect(Number(zipped.headers.get("content-length"))).toBeLessThan(100_000);
    await zipped.body?.cancel();
  });
});

it("the vendor's documentation differs by version", async () => {
  expect((await get("/docs/acme/")).headers.get("location")).toBe("/docs/acme/v2/");
  expect(await text("/docs/acme/v1/guides/rate-limits")).toContain("60 requests a minute");
  expect(await text("/docs/acme/v2/guides/rate-limits")).toContain("600 requests a minute");
  const found = await crawl("/docs/acme/v2/", (path) => path.startsWith("/docs/acme/"));
  expect(found.size).toBe(18);
  expect([...found.values()].every((status) => status === 200)).toBe(true);
});

describe("a page that a test puts", () => {
  const put = (body: object) => fetch(`${sandbox.url}/sandbox/websites`, { method: "PUT", body: JSON.stringify(body) });

  it("is there, changes, goes, and is known by who asked for it", async () => {
    const path = "/sites/own/prices";
    expect((await get(path)).status).toBe(404);
    await put({ path, html: "<p>Tap: $10</p>" });
    const first = await get(path);
    expect(await first.text()).toBe("<p>Tap: $10</p>");
    await put({ path, html: "<p>Tap: $12</p>" });
    expect((await get(path, { "if-none-match": first.headers.get("etag") ?? "" })).status).toBe(200);
    await put({ path, status: 410 });
    expect((await get(path)).status).toBe(410);
    const log = (await (await get("/sandbox/websites?under=/sites/own/")).json()) as { visits: { status: number }[] };
    expect(log.visits.map(({ status }) => status)).toEqual([404, 200, 200, 410]);
    await fetch(`${sandbox.url}/sandbox/websites?under=/sites/own/`, { method: "DELETE" });
    expect((await get(path)).status).toBe(404);
    expect((await put({ path: "/v1/customers", html: "" })).status).toBe(400);
  });
});
