import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readRobots } from "./robots";
import { readSitemaps } from "./sitemap";

let site: Server;
let here: string;
let answer: RequestListener;
let asked: string[] = [];
beforeAll(async () => {
  site = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  here = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(() => site.close());

const options = () => ({
  allow: [new URL(here).host],
  resolve: async () => ["127.0.0.1"],
  timeoutMs: 3_000,
  userAgent: "AybizaBot/1.0",
});
const robots = () => readRobots(here, "AybizaBot", options());

it("robots.txt: the rules for us, for every way to write the site, the pause and the sitemaps", async () => {
  answer = (_, response) =>
    response.end(
      "User-agent: *\nDisallow: /\n\nUser-agent: AybizaBot\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 2\nSitemap: https://a.test/s.xml",
    );
  const rules = await robots();
  const paths = ["/", "/private/x?y=1", "/private/open"];
  expect(paths.map((path) => rules.isAllowed(here + path))).toEqual([true, false, true]);
  expect(rules.isAllowed(`https://www.elsewhere.test/private/x`)).toBe(false);
  expect(rules).toMatchObject({ crawlDelayMs: 2_000, sitemaps: ["https://a.test/s.xml"] });
});

it.each([404, 403, 410])("robots.txt with status %i allows everything", async (status) => {
  answer = (_, response) => response.writeHead(status).end("Disallow: /");
  expect((await robots()).isAllowed(`${here}/a`)).toBe(true);
});

it.each([500, 503, 429])("robots.txt with status %i allows nothing for now", async (status) => {
  answer = (_, response) => response.writeHead(status).end();
  await expect(robots()).rejects.toThrow("so nothing is read");
});

it("sitemaps: indexes and packed ones are followed within limits, and what is broken is left out", async () => {
  const files: Record<string, string | Buffer> = {
    "/index.xml": `<?xml version="1.0"?><sitemapindex>${[
      "/a.xml.gz",
      "/bomb.gz",
      "/broken.xml",
      "/list.txt",
      "/index.xml",
      "/none.xml",
    ]
      .map((path) => `<sitemap><loc> ${here}${path} </loc></sitemap>`)
      .join("")}</sitemapindex>`,
    "/a.xml.gz": gzipSync(`<urlset><url><loc>${here}/1?a=1&amp;b=2</loc><image:loc>x</image:loc></url></urlset>`),
    "/bomb.gz": gzipSync(Buffer.alloc(5_000_000, " ")),
    "/broken.xml": `<urlset><url><loc>${here}/2</loc><url><loc>`,
    "/list.txt": `${here}/3\nno address\n${here}/4`,
  };
  answer = (request, response) => {
    const file = files[request.url ?? ""];
    response.writeHead(file === undefined ? 404 : 200).end(file);
  };
  asked = [];
  const limits = { files: 20, addresses: 3, bytes: 1_000_000 };
  const found = await readSitemaps([`${here}/index.xml`], options(), () => true, limits);
  expect(found.map((address) => address.replace(here, ""))).toEqual(["/1?a=1&b=2", "/2", "/3"]);
  expect(asked.filter((path) => path === "/index.xml")).toHaveLength(1);
  expect(await readSitemaps([`${here}/index.xml`], options(), () => false)).toEqual([]);
});
