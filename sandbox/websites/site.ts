import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";

/** One page or file of a site. */
export interface Page {
  readonly body: string | Buffer;
  /** When its words were changed last. */
  readonly modified: string;
  readonly type?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An HTML page's own part, before its site puts its menu around it. */
export interface Words {
  readonly title: string;
  /** YYYY-MM-DD */
  readonly modified: string;
  readonly main: string;
  readonly head?: string;
}

export const HTML = "text/html; charset=utf-8";
const LEAST_GZIPPED_BYTES = 500;

/**
 * Sends a page as a good web server does: ETag and Last-Modified, 304 to who has it already, HEAD without a body, gzip to who takes it.
 *
 * @returns the status it sent.
 */
export function sendPage(request: IncomingMessage, response: ServerResponse, page: Page): number {
  const plain = Buffer.from(page.body);
  const etag = `"${createHash("sha1").update(plain).digest("hex").slice(0, 16)}"`;
  const modified = new Date(`${page.modified.slice(0, 10)}T08:00:00Z`);
  const headers = {
    etag,
    "last-modified": modified.toUTCString(),
    "cache-control": "max-age=0, must-revalidate",
    vary: "accept-encoding",
    ...page.headers,
  };
  if ((page.status ?? 200) === 200 && isFresh(request, etag, modified)) {
    response.writeHead(304, headers).end();
    return 304;
  }
  const takesGzip = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const isZipped = takesGzip && plain.length >= LEAST_GZIPPED_BYTES && page.type === undefined;
  const body = isZipped ? gzipSync(plain) : plain;
  const status = page.status ?? 200;
  response.writeHead(status, {
    "content-type": page.type ?? HTML,
    "content-length": String(body.length),
    ...(isZipped && { "content-encoding": "gzip" }),
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : body);
  return status;
}

/** If-None-Match decides alone where it is given (RFC 9110, 13.2.2). */
function isFresh({ headers }: IncomingMessage, etag: string, modified: Date): boolean {
  const known = headers["if-none-match"];
  if (known !== undefined)
    return known.split(",").some((one) => one.trim().replace(/^W\//, "") === etag || one.trim() === "*");
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return !Number.isNaN(since) && modified.getTime() <= since;
}

/** Links that are written from the site's root, as addresses of this host. */
export function withRoot(main: string, root: string): string {
  return main.replace(/href="(?!https?:|\/)([^"]*)"/g, (_, to: string) => `href="${root}${to}"`);
}
