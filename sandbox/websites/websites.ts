import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { explainIssues } from "../controls/control-input";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import { acmeHtml, acmePages, acmeSitemap } from "./acme-docs";
import { plumberHtml, plumberPages, plumberSitemap } from "./plumber";
import { sendPage, type Page } from "./site";
import { answerTrap } from "./traps";

/**
 * Websites to read where there is no network, all on the sandbox's host, with its robots.txt and sitemap.xml at the root:
 * /sites/plumber/, a small business's of some 30 pages with the usual traps; /docs/acme/, a vendor's documentation in two versions; and what a
 * test puts itself: PUT /sandbox/websites { path: "/sites/<own name>/…", html } writes, changes or takes away a page, GET /sandbox/websites?under=/sites/…
 * lists the pages put there and who asked for what, DELETE /sandbox/websites?under=/sites/… forgets both.
 */

const PLUMBER = "/sites/plumber/";
const ACME = "/docs/acme/";
const CONTROL = "/sandbox/websites";
const BODY_LIMIT_BYTES = 8_000_000;
const MOST_VISITS = 5_000;

const ROBOTS = `# All of the sandbox's websites.
User-agent: *
Disallow: /sandbox
Disallow: ${PLUMBER}private/
Allow: ${PLUMBER}private/open-day
Disallow: ${PLUMBER}*?print=
Disallow: /sites/*/not-for-robots

User-agent: PoliteBot
Crawl-delay: 1
Disallow: /sandbox

User-agent: GreedyBot
Disallow: /
`;

const putInput = z.strictObject({
  path: z.string().regex(/^\/(?:sites|docs)\/\S+$/, "it begins with /sites/ or /docs/"),
  html: z.string().optional(),
  /** For what is no text, in place of html. */
  base64: z.string().optional(),
  type: z.string().default("text/html; charset=utf-8"),
  status: z.number().int().min(200).max(599).default(200),
  headers: z.record(z.string(), z.string()).default({}),
  modified: z.iso.date().optional(),
});

interface Visit {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly userAgent: string;
  readonly isConditional: boolean;
}

/** The sandbox's websites. `nowMs` is when a visit or a change is noted to be. */
export function createWebsites(nowMs: () => number) {
  const own = new Map<string, Page>();
  let visits: Visit[] = [];

  async function control(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const under = url.searchParams.get("under") ?? "/";
    if (request.method === "GET") {
      const pages = [...own.keys()].filter((path) => path.startsWith(under));
      return replyJson(response, 200, { pages, visits: visits.filter(({ path }) => path.startsWith(under)) });
    }
    if (request.method === "DELETE") {
      const gone = [...own.keys()].filter((path) => path.startsWith(under));
      for (const path of gone) own.delete(path);
      visits = visits.filter(({ path }) => !path.startsWith(under));
      return replyJson(response, 200, { cleared: gone.length });
    }
    if (request.method !== "PUT") return replyJson(response, 405, { error: `${request.method} is not offered here.` });
    const parsed = putInput.safeParse(parse((await readBody(request, BODY_LIMIT_BYTES)).toString("utf8")));
    if (!parsed.success) return replyJson(response, 400, { error: explainIssues(parsed.error) });
    const { path, html, base64, type, status, headers, modified } = parsed.data;
    const body = base64 === undefined ? (html ?? "") : Buffer.from(base64, "base64");
    own.set(path, { body, type, status, headers, modified: modified ?? new Date(nowMs()).toISOString() });
    replyJson(response, 200, { path, url: `${originOf(request)}${path}` });
  }

  function answerPage(request: IncomingMessage, response: ServerResponse, url: URL): number | undefined {
    const path = url.pathname;
    const put = own.get(path + url.search) ?? own.get(path);
    if (put) return sendPage(request, response, put);
    if (path === "/robots.txt") {
      const body = `${ROBOTS}\nSitemap: ${originOf(request)}/sitemap.xml\n`;
      return sendPage(request, response, { body, type: "text/plain; charset=utf-8", modified: "2026-01-01" });
    }
    const sitemap = sitemapAt(path, originOf(request));
    if (sitemap) return sendPage(request, response, { body: sitemap, type: "application/xml", modified: "2026-10-10" });
    if (path === ACME.slice(0, -1) || path === PLUMBER.slice(0, -1)) return redirect(response, 301, `${path}/`);
    if (path === ACME) return redirect(response, 302, `${ACME}v2/`);
    if (path.startsWith(PLUMBER)) {
      const name = path.slice(PLUMBER.length);
      const trap = answerTrap(request, response, name);
      if (trap !== undefined) return trap;
      const words = plumberPages.get(name);
      if (words)
        return sendPage(request, response, { body: plumberHtml(PLUMBER, name, words), modified: words.modified });
      const slashed = plumberPages.has(name.replace(/\/$/, ""));
      return slashed ? redirect(response, 301, path.slice(0, -1)) : notFound(request, response);
    }
    if (path.startsWith(ACME)) {
      const name = path.slice(ACME.length);
      const words = acmePages.get(name);
      return words
        ? sendPage(request, response, { body: acmeHtml(ACME, name, words), modified: words.modified })
        : notFound(request, response);
    }
    return path.startsWith("/sites/") || path.startsWith("/docs/") ? notFound(request, response) : undefined;
  }

  return {
    /** Answers what belongs to a website and resolves true; resolves false for any other path. */
    async handleRequest(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
      if (url.pathname === CONTROL) {
        await control(request, response, url);
        return true;
      }
      if (request.method !== "GET" && request.method !== "HEAD") return false;
      const status = answerPage(request, response, url);
      if (status === undefined) return false;
      const { headers, method } = request;
      visits.push({
        atMs: nowMs(),
        method,
        path: url.pathname + url.search,
        status,
        userAgent: headers["user-agent"] ?? "",
        isConditional: headers["if-none-match"] !== undefined || headers["if-modified-since"] !== undefined,
      });
      if (visits.length > MOST_VISITS) visits = visits.slice(-MOST_VISITS / 2);
      return true;
    },
  };
}

function sitemapAt(path: string, origin: string): string | undefined {
  const entries = (tag: string, places: readonly { path: string; modified?: string }[]) =>
    places
      .map(
        (place) =>
          `<${tag}><loc>${origin}${place.path}</loc>${place.modified ? `<lastmod>${place.modified}</lastmod>` : ""}</${tag}>`,
      )
      .join("\n");
  const whole = (tag: string, inner: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<${tag} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${inner}\n</${tag}>\n`;
  const under = (root: string, places: readonly { path: string; modified: string }[]) =>
    whole(
      "urlset",
      entries(
        "url",
        places.map((place) => ({ ...place, path: root + place.path })),
      ),
    );
  switch (path) {
    case "/sitemap.xml":
      return whole(
        "sitemapindex",
        entries("sitemap", [{ path: `${PLUMBER}sitemap.xml` }, { path: `${ACME}sitemap.xml` }]),
      );
    case `${PLUMBER}sitemap.xml`:
      return under(PLUMBER, plumberSitemap);
    case `${ACME}sitemap.xml`:
      return under(ACME, acmeSitemap);
    default:
      return undefined;
  }
}

function originOf(request: IncomingMessage): string {
  return `http://${String(request.headers.host ?? request.headers[":authority"] ?? "127.0.0.1")}`;
}

function redirect(response: ServerResponse, status: number, location: string): number {
  response.writeHead(status, { location }).end();
  return status;
}

function notFound(request: IncomingMessage, response: ServerResponse): number {
  const body = "<!doctype html><title>Not found</title><p>There is no such page.</p>";
  return sendPage(request, response, { body, modified: "2026-01-01", status: 404 });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
