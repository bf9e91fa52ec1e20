import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { EmbedError, type Embedder } from "@/lib/adapters/embeddings/embedder";
import { createDirectoryStore } from "@/lib/adapters/object-store/directory-store";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import type { ServiceContext } from "../context";
import { addDocumentation } from "./add-documentation";
import { addPage } from "./add-page";
import { addWebsite } from "./add-website";
import { deleteKnowledgeSource } from "./delete-knowledge-source";
import { getKnowledgeSource } from "./get-knowledge-source";
import { listKnowledgeSources } from "./list-knowledge-sources";
import { queueDueSources } from "./queue-due-sources";
import { claimSource } from "./reading/claim-source";
import { embedLeftOver } from "./reading/embed-left-over";
import { Reading, ReadingLost } from "./reading/reading";
import { readSource, type ReadingDeps } from "./reading/read-source";
import { resumeReading } from "./resume-reading";
import { setSchedule } from "./set-schedule";
import { startReading } from "./start-reading";
import { stopReading } from "./stop-reading";
import { uploadKnowledgeFile } from "./upload-knowledge-file";

let test: TestDatabase;
let site: Server;
let here: string;
let answer: RequestListener;
const directory = mkdtempSync(path.join(tmpdir(), "reading-"));
const objects = createDirectoryStore(directory);

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 6);
  site = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  here = `127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
  site.closeAllConnections();
  site.close();
  await closeDatabase();
  await test.drop();
  rmSync(directory, { recursive: true, force: true });
});

/** Counts what it was asked; a vector says nothing here but that it is there. */
let asked: string[] = [];
const embedder: Embedder = {
  id: "test/2",
  dimensions: 2,
  embed: async (texts) => {
    asked.push(...texts);
    return texts.map(() => Float32Array.from([1, 0]));
  },
};
beforeEach(() => {
  asked = [];
});
const deps = (more: Partial<ReadingDeps> = {}): ReadingDeps => ({
  objects,
  embedderFor: async () => embedder,
  web: { allow: [here], resolve: async () => ["127.0.0.1"] },
  ...more,
});
const guard = () => deps().web;
/** Everything that waits in this database. */
async function readAll(more: Partial<ReadingDeps> = {}) {
  for (let source = await claimSource("test"); source; source = await claimSource("test"))
    await readSource(source, deps(more));
}
const rows = async (sql: string, values: unknown[] = []) =>
  (await withOwner(test.url, (client) => client.query(sql, values))).rows as Record<string, unknown>[];

const pages =
  (all: Record<string, string>): RequestListener =>
  (request, response) => {
    const page = all[request.url ?? ""];
    response.writeHead(page === undefined ? 404 : 200, { "content-type": "text/html" }).end(page);
  };

const state = async (context: ServiceContext, sourceId: string) => getKnowledgeSource(context, sourceId);
const documents = (organizationId: string) =>
  rows(
    `select title, version, gone_at is not null as gone, (select count(*)::int from knowledge_chunks c where c.document_id = d.id) as pieces
     from knowledge_documents d where organization_id = $1 order by title`,
    [organizationId],
  );
const addSite = (who: TestOrganization, more: { path?: string; maxPages?: number; maxDepth?: number } = {}) => {
  const { path: at = "/", ...limits } = more;
  return addWebsite(who.context, { businessId: who.businessId, url: `http://${here}${at}`, ...limits }, guard());
};
const html = (title: string, body: string) => `<title>${title}</title><body>${body}</body>`;

it("an uploaded file becomes a document whose pieces have vectors", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const bytes = Readable.from([Buffer.from("A crown is $900.")]);
  await uploadKnowledgeFile(context, { businessId, name: "Prices.txt" }, bytes, objects);
  await readAll();
  const [source] = await listKnowledgeSources(context, businessId);
  expect(source).toMatchObject({ state: "ready", problem: null, stage: null });
  expect(source?.progress).toMatchObject({ found: 1, read: 1, chunks: 1, embedded: 1 });
  expect(await documents(organizationId)).toEqual([{ title: "Prices.txt", version: 1, gone: false, pieces: 1 }]);
  expect(asked.join()).toContain("A crown is $900.");
});

it("a large text is cut into thousands of pieces", async () => {
  const { context, businessId } = await createTestOrganization(test.url);
  const lines = Array.from(
    { length: 40_000 },
    (_, n) => `Part ${n} costs $${n}.99 and is kept in stock in Oakland.\n\n`,
  );
  const bytes = Readable.from([Buffer.from("# Parts\n\n"), Buffer.from(lines.join(""))]);
  await uploadKnowledgeFile(context, { businessId, name: "parts.md" }, bytes, objects);
  await readAll();
  const [source] = await listKnowledgeSources(context, businessId);
  expect(source).toMatchObject({ state: "ready", problem: null });
  expect(source?.progress.chunks).toBeGreaterThan(1_000);
  expect(source?.progress.embedded).toBe(source?.progress.chunks);
});

it("a site is read as far as it allows: links, packed sitemaps, limits, each page once; what failed is listed", async () => {
  const who = await createTestOrganization(test.url);
  const sitemap = (pages: string[]) =>
    `<urlset>${pages.map((page) => `<url><loc>http://${here}${page}</loc></url>`).join("")}</urlset>`;
  const asked = new Set<string>();
  answer = (request, response) => {
    const url = request.url ?? "";
    if (asked.has(url) && !/robots|sitemap/.test(url)) throw new Error(`${url} was asked for twice`);
    asked.add(url);
    const page: Record<string, string | Buffer> = {
      "/robots.txt": `User-agent: AybizaBot\nDisallow: /private\nCrawl-delay: 0.01\nSitemap: http://${here}/index.xml`,
      "/index.xml": `<sitemapindex><sitemap><loc>http://${here}/one.xml.gz</loc></sitemap><sitemap><loc>http://elsewhere.test/s.xml</loc></sitemap></sitemapindex>`,
      "/one.xml.gz": gzipSync(sitemap(["/prices", "/hidden", "/private/staff", "/broken"])),
      "/": html(
        "Home",
        `<p>We are dentists.</p><a href="/prices?utm_source=x#top">Prices</a><a href="/home">Home</a><a href="/prices-copy">Copy</a>
        <a href="http://elsewhere.test/">Other</a><a href="/a/b/a/b/a/b">Trap</a><a href="/photo.jpg">Photo</a>`,
      ),
      "/prices": html("Prices", "<p>A crown is $900.</p><a href='/deep'>More</a>"),
      "/prices-copy": html("Prices", "<p>A crown is $900.</p><a href='/deep'>More</a>"),
      "/hidden": html("Hidden", "<p>Only the sitemap knows me.</p>"),
      "/deep": html(
        "Deep",
        "<p>Two links away, with what no database takes: &#xD800; \0.</p><pre>\0</pre><a href='/deeper'>On</a>",
      ),
    };
    if (url === "/home") return void response.writeHead(301, { location: "/" }).end();
    if (url === "/broken") return void response.writeHead(500).end();
    response.writeHead(page[url] === undefined ? 404 : 200, { "content-type": "text/html" }).end(page[url]);
  };
  const { id } = await addSite(who, { maxDepth: 2 });
  await readAll();
  const source = await state(who.context, id);
  expect(source).toMatchObject({ state: "ready", problem: null });
  expect((await documents(who.organizationId)).map(({ title }) => title)).toEqual(["Deep", "Hidden", "Home", "Prices"]);
  expect(source.pages.map(({ url, state: end }) => [new URL(url).pathname, end]).sort()).toEqual([
    ["/broken", "failed"],
    ["/home", "skipped"],
    ["/prices-copy", "skipped"],
  ]);
  expect(source.pages.find(({ state: end }) => end === "failed")?.problem).toContain("answers with an error (500)");
  expect([...asked].filter((url) => /private|deeper|a\/b|photo/.test(url))).toEqual([]);
});

it("a limit of pages is kept, and what was left out is said", async () => {
  const who = await createTestOrganization(test.url);
  answer = (request, response) => {
    const at = Number(request.url?.slice(2) ?? 0);
    if (request.url !== "/" && !request.url?.startsWith("/p")) return void response.writeHead(404).end();
    const links = Array.from({ length: 9 }, (_, n) => `<a href="/p${at * 10 + n}">x</a>`).join("");
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(html(`Page ${request.url}`, `<p>Number ${request.url}</p>${links}`));
  };
  const { id } = await addSite(who, { maxPages: 5 });
  await readAll();
  const { progress, pages: left, state: end } = await state(who.context, id);
  expect(end).toBe("ready");
  expect(progress.read).toBe(5);
  expect(left[0]?.problem).toContain("more pages than the 5");
});

it("read again, only what changed is taken: versions, what is gone goes, what a person wrote stays", async () => {
  const who = await createTestOrganization(test.url);
  const site: Record<string, string> = {
    "/": html("Home", "<p>We are dentists.</p><a href='/prices'>1</a><a href='/team'>2</a><a href='/old'>3</a>"),
    "/prices": html("Prices", "<p>A crown is $900.</p>"),
    "/team": html("Team", "<p>Dr. Abara.</p>"),
    "/old": html("Old", "<p>Free coffee.</p>"),
  };
  const unchanged: string[] = [];
  answer = (request, response) => {
    const page = site[request.url ?? ""];
    const etag = `"${page?.length}"`;
    if (page === undefined) return void response.writeHead(404).end();
    if (request.headers["if-none-match"] === etag) {
      unchanged.push(request.url ?? "");
      return void response.writeHead(304).end();
    }
    response.writeHead(200, { "content-type": "text/html", etag }).end(page);
  };
  const { id } = await addSite(who);
  await readAll();
  await rows("update knowledge_documents set edited_at = now() where organization_id = $1 and title = 'Team'", [
    who.organizationId,
  ]);
  site["/prices"] = html("Prices", "<p>A crown is $1,000 now.</p>");
  site["/team"] = html("Team", "<p>Dr. Lindqvist, and nobody else.</p>");
  delete site["/old"];
  asked = [];
  await startReading(who.context, id);
  await readAll();
  expect(unchanged).toEqual(["/"]);
  expect(asked).toEqual(["Prices\nA crown is $1,000 now."]);
  expect(await documents(who.organizationId)).toEqual([
    { title: "Home", version: 1, gone: false, pieces: 1 },
    { title: "Old", version: 1, gone: true, pieces: 0 },
    { title: "Prices", version: 2, gone: false, pieces: 1 },
    { title: "Team", version: 1, gone: false, pieces: 1 },
  ]);
  expect((await state(who.context, id)).progress).toMatchObject({
    read: 1,
    unchanged: 2,
    skipped: 1,
    chunks: 3,
    embedded: 3,
  });
  const kept = await rows("select text from knowledge_versions where organization_id = $1 order by text", [
    who.organizationId,
  ]);
  expect(kept.map(({ text }) => text)).toContain("A crown is $900.");
});

it("a reading whose process dies is gone on with by another, and nothing is there twice", async () => {
  const who = await createTestOrganization(test.url);
  const links = Array.from({ length: 8 }, (_, n) => `<a href="/p${n}">x</a>`).join("");
  const counts = new Map<string, number>();
  let dieAt = "/p5";
  const dying = new AbortController();
  answer = (request, response) => {
    const url = request.url ?? "";
    if (!/^\/(p\d)?$/.test(url)) return void response.writeHead(404).end();
    counts.set(url, (counts.get(url) ?? 0) + 1);
    if (url === dieAt) return dying.abort();
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(html(`Page ${url}`, `<p>I am ${url}.</p>${url === "/" ? links : ""}`));
  };
  const { id } = await addSite(who);
  const first = await claimSource("one");
  expect(await claimSource("two")).toBeNull();
  expect(await readSource(first!, deps({ stopping: dying.signal }))).toBe("lost");
  const half = (await documents(who.organizationId)).length;
  expect(half).toBeGreaterThan(1);
  expect(half).toBeLessThan(9);
  dieAt = "";
  const second = await claimSource("two");
  expect(second).toMatchObject({ id, run: first!.run });
  expect(await readSource(second!, deps())).toBe("ready");
  expect(await documents(who.organizationId)).toHaveLength(9);
  expect([...counts.values()].filter((count) => count > 1).length).toBeLessThanOrEqual(3);
  // What the dead one still had in hand is written by nobody.
  await expect(new Reading(first!).write(async () => "written")).rejects.toBeInstanceOf(ReadingLost);
});

it("stops between pages, keeps what was read, and goes on from there", async () => {
  const who = await createTestOrganization(test.url);
  let hold: (() => void) | null = null;
  const held = new Promise<void>((resolve) => (hold = resolve));
  answer = (request, response) => {
    const url = request.url ?? "";
    if (url === "/slow" && hold) {
      hold();
      hold = null;
      return;
    }
    if (url !== "/" && url !== "/slow") return void response.writeHead(404).end();
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(html(`Page ${url}`, `<p>I am ${url}.</p><a href="/slow">x</a>`));
  };
  const { id } = await addSite(who);
  const reading = readSource((await claimSource("one"))!, deps());
  await held;
  expect(await stopReading(who.context, id)).toMatchObject({ state: "stopped" });
  const startedAt = performance.now();
  expect(await reading).toBe("lost");
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(await documents(who.organizationId)).toHaveLength(1);
  expect(await claimSource("one")).toBeNull();
  await resumeReading(who.context, id);
  await readAll();
  expect(await documents(who.organizationId)).toHaveLength(2);
  expect(await state(who.context, id)).toMatchObject({ state: "ready" });
});

it.each<[string, RegExp, RequestListener]>([
  ["robots.txt refuses", /asks not to be read/, (_, response) => response.end("User-agent: *\nDisallow: /")],
  [
    "robots.txt cannot be had",
    /answers with an error \(503\) when asked/,
    (_, response) => response.writeHead(503).end(),
  ],
  [
    "sends on into a private network",
    /private network/,
    (request, response) =>
      request.url === "/robots.txt"
        ? response.writeHead(404).end()
        : response.writeHead(302, { location: "http://10.0.0.7/admin" }).end(),
  ],
  [
    "sends on to somebody else's",
    /sends on to another site, example.org/,
    (request, response) =>
      request.url === "/robots.txt"
        ? response.writeHead(404).end()
        : response.writeHead(302, { location: "http://example.org/" }).end(),
  ],
  [
    "answers for ever",
    /took too long/,
    (request, response) => {
      if (request.url === "/robots.txt") return void response.writeHead(404).end();
      response.writeHead(200, { "content-type": "text/html" });
      const drip = setInterval(() => response.write("<p>and "), 20);
      response.once("close", () => clearInterval(drip));
    },
  ],
  [
    "sends a gigabyte",
    /larger than 10 MB/,
    (request, response) => {
      if (request.url === "/robots.txt") return void response.writeHead(404).end();
      response.writeHead(200, { "content-type": "text/html" });
      const block = Buffer.alloc(1_000_000, "a");
      const pour = () => {
        while (!response.destroyed && response.write(block));
      };
      response.on("drain", pour);
      pour();
    },
  ],
  [
    "is drawn by scripts",
    /drawn by scripts/,
    (request, response) =>
      request.url === "/"
        ? response.setHeader("content-type", "text/html").end("<div id=root></div><script>x</script>")
        : response.writeHead(404).end(),
  ],
  [
    "is no page",
    /is no web page/,
    (request, response) =>
      request.url === "/" ? response.setHeader("content-type", "image/png").end("x") : response.writeHead(404).end(),
  ],
])("a site that %s is failed with why, and the next one is read", async (_, words, bad) => {
  const who = await createTestOrganization(test.url);
  answer = bad;
  const { id } = await addSite(who);
  const file = Readable.from([Buffer.from("A crown is $900.")]);
  const other = await uploadKnowledgeFile(who.context, { businessId: who.businessId, name: "a.txt" }, file, objects);
  await readAll({ web: { ...guard(), timeoutMs: 1_500 } });
  expect(await state(who.context, id)).toMatchObject({
    state: "failed",
    problem: expect.stringMatching(words) as unknown,
  });
  expect(await state(who.context, other.id)).toMatchObject({ state: "ready" });
});

it("without vectors it says so, keeps the text, and is ready as soon as there are some", async () => {
  const who = await createTestOrganization(test.url);
  const file = Readable.from([Buffer.from("A crown is $900.")]);
  const { id } = await uploadKnowledgeFile(who.context, { businessId: who.businessId, name: "a.txt" }, file, objects);
  const refused = new EmbedError("Amazon Bedrock does not let us.", false);
  await readAll({ embedderFor: () => Promise.reject(refused) });
  expect(await state(who.context, id)).toMatchObject({
    state: "failed",
    problem: refused.message,
    progress: { chunks: 1, embedded: 0 },
  });
  await embedLeftOver(deps());
  expect(await state(who.context, id)).toMatchObject({
    state: "ready",
    problem: null,
    progress: { chunks: 1, embedded: 1 },
  });
});

it("a vendor's documentation keeps to its folder, and its pages say what they are", async () => {
  const who = await createTestOrganization(test.url);
  answer = pages({
    "/docs": html(
      "Docs",
      '<p>Begin.</p><a href="/docs/api/v2/calls">1</a><a href="/docs/quickstart">2</a><a href="/shop">3</a>',
    ),
    "/docs/api/v2/calls": html("Calls", "<p>POST /calls.</p>"),
    "/docs/quickstart": html("Quickstart", "<p>Install it.</p>"),
    "/shop": html("Shop", "<p>Buy.</p>"),
  });
  const source = await addDocumentation(
    who.context,
    { businessId: who.businessId, url: `http://${here}/docs` },
    guard(),
  );
  expect(source).toMatchObject({
    kind: "documentation",
    schedule: "weekly",
    nextSyncAt: expect.any(String) as unknown,
  });
  await readAll();
  const sql = "select title, kind, vendor_version from knowledge_documents where organization_id = $1 order by title";
  expect(await rows(sql, [who.organizationId])).toEqual([
    { title: "Calls", kind: "api_reference", vendor_version: "v2" },
    { title: "Docs", kind: "guide", vendor_version: null },
    { title: "Quickstart", kind: "tutorial", vendor_version: null },
  ]);
  expect((await state(who.context, source.id)).vendorVersion).toBe("v2");
});

it("is read again when its time has come, and only then", async () => {
  const who = await createTestOrganization(test.url);
  answer = pages({ "/": html("Home", "<p>Hello.</p>") });
  const now = new Date();
  const { id } = await addPage(who.context, { businessId: who.businessId, url: `http://${here}/` }, guard());
  await readAll();
  await setSchedule(who.context, { sourceId: id, schedule: "daily" }, now);
  expect(await queueDueSources(new Date(now.getTime() + 86_399_000))).toBe(0);
  expect(await queueDueSources(new Date(now.getTime() + 86_400_000))).toBe(1);
  expect(await queueDueSources(new Date(now.getTime() + 86_400_000))).toBe(0);
  expect(await state(who.context, id)).toMatchObject({ state: "queued" });
  await readAll();
  expect(await state(who.context, id)).toMatchObject({ state: "ready", progress: { unchanged: 1 } });
});

it("gives each organization its turn, and leaves nothing of a source that is removed", async () => {
  const [many, one] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
  answer = pages({ "/": html("Home", "<p>Hello.</p>"), "/a": html("A", "<p>A.</p>"), "/b": html("B", "<p>B.</p>") });
  const ids = [];
  for (const at of ["/", "/a", "/b"])
    ids.push((await addPage(many.context, { businessId: many.businessId, url: `http://${here}${at}` }, guard())).id);
  await addPage(one.context, { businessId: one.businessId, url: `http://${here}/` }, guard());
  const claimed = [await claimSource("x"), await claimSource("x")];
  expect(claimed.map((source) => source?.organizationId)).toEqual([many.organizationId, one.organizationId]);
  expect((await claimSource("x", [many.organizationId]))?.organizationId).toBeUndefined();
  for (const source of claimed) await readSource(source!, deps());
  await readAll();
  for (const id of ids) await deleteKnowledgeSource(many.context, id, objects);
  for (const table of ["knowledge_pages", "knowledge_documents", "knowledge_versions", "knowledge_chunks"])
    expect(await rows(`select 1 from ${table} where organization_id = $1`, [many.organizationId]), table).toEqual([]);
  expect(await documents(one.organizationId)).toHaveLength(1);
});
