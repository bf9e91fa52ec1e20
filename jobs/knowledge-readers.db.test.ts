import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { addWebsite } from "@/lib/services/knowledge/add-website";
import { listKnowledgeSources } from "@/lib/services/knowledge/list-knowledge-sources";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { keepReadingKnowledge } from "./knowledge-readers";

let test: TestDatabase;
let site: Server;
let here: string;
const asked: string[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
  site = createServer((request, response) => {
    const url = request.url ?? "";
    if (url.endsWith(".txt") || url.endsWith(".xml")) return void response.writeHead(404).end();
    asked.push(url);
    // One of them never answers.
    if (url === "/never/") return;
    const links = [1, 2, 3, 4, 5].map((n) => `<a href="page${n}">x</a>`).join(" ");
    response.writeHead(200, { "content-type": "text/html" }).end(`<title>${url}</title><p>This is ${url}.</p>${links}`);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  here = `127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
  site.closeAllConnections();
  site.close();
  await closeDatabase();
  await test.drop();
});

it("two processes read each source once, and a site that never answers holds up no other", async () => {
  const [slow, quick] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
  const web = { allow: [here], resolve: async () => ["127.0.0.1"] };
  const embedder = {
    id: "test/1",
    dimensions: 1,
    embed: async (texts: readonly string[]) => texts.map(() => Float32Array.of(1)),
  };
  const deps = { objects: { get: () => Promise.reject(new Error("no file")) }, embedderFor: async () => embedder, web };
  const log = pino({ level: "silent" });
  const processes = [1, 2].map(() => keepReadingKnowledge(deps, { atOnce: 2, log }));
  try {
    const add = ({ context, businessId }: typeof slow, path: string) =>
      addWebsite(context, { businessId, url: `http://${here}${path}` }, web);
    await add(slow, "/never/");
    for (const path of ["/a/", "/b/", "/c/"]) await add(quick, path);
    await vi.waitFor(
      async () => {
        const sources = await listKnowledgeSources(quick.context, quick.businessId);
        expect(sources.map(({ state, progress }) => [state, progress.read, progress.embedded])).toEqual(
          sources.map(() => ["ready", 6, 6]),
        );
      },
      { timeout: 30_000, interval: 100 },
    );
    expect((await listKnowledgeSources(slow.context, slow.businessId))[0]).toMatchObject({ state: "reading" });
    expect(asked.length).toBe(new Set(asked).size);
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
  }
});
