import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Parser } from "htmlparser2";
import { fetchPage, type FetchOptions } from "../web-fetch/fetch-page";

const unpack = promisify(gunzip);

export type SitemapLimits = { files: number; addresses: number; bytes: number };
const LIMITS: SitemapLimits = { files: 20, addresses: 5_000, bytes: 20_000_000 };
/** An index names sitemaps; one that names indexes goes no deeper. */
const MOST_DEPTH = 2;

/**
 * The pages that a site's sitemaps name, those of the first sitemap first: `starts` are tried in their order, an index leads to its sitemaps, packed ones
 * are unpacked. What cannot be read or goes beyond the limits is left out; a sitemap is help, not a condition. `mayRead` says which addresses
 * may be asked for. Throws only the signal's reason.
 */
export async function readSitemaps(
  starts: readonly string[],
  options: Omit<FetchOptions, "mediaTypes" | "maxBytes" | "known">,
  mayRead: (address: string) => boolean,
  limits = LIMITS,
): Promise<string[]> {
  const queue = starts.map((address) => ({ address, depth: 0 }));
  const asked = new Set<string>();
  const found = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { address, depth } = next;
    if (asked.has(address) || !mayRead(address)) continue;
    if (asked.size >= limits.files || found.size >= limits.addresses) break;
    asked.add(address);
    const text = await textAt(address, options, limits.bytes);
    if (text === null) continue;
    const { sitemaps, pages } = locationsIn(text);
    for (const page of pages) if (found.size < limits.addresses) found.add(page);
    if (depth < MOST_DEPTH) queue.push(...sitemaps.map((each) => ({ address: each, depth: depth + 1 })));
  }
  return [...found];
}

async function textAt(
  address: string,
  options: Omit<FetchOptions, "mediaTypes" | "maxBytes" | "known">,
  maxBytes: number,
): Promise<string | null> {
  try {
    const { body } = await fetchPage(address, { ...options, mediaTypes: "any", maxBytes });
    const isPacked = body[0] === 0x1f && body[1] === 0x8b;
    return (isPacked ? await unpack(body, { maxOutputLength: maxBytes }) : body).toString("utf8");
  } catch {
    options.signal?.throwIfAborted();
    return null;
  }
}

/** Of a sitemap, an index of them, or a plain list of addresses. */
function locationsIn(text: string): { sitemaps: string[]; pages: string[] } {
  const sitemaps: string[] = [];
  const pages: string[] = [];
  const isPlain = !text.trimStart().startsWith("<");
  if (isPlain) {
    for (const line of text.split(/\s+/)) if (/^https?:\/\//.test(line)) pages.push(line);
    return { sitemaps, pages };
  }
  let within = "";
  let location: string | null = null;
  const parser = new Parser(
    {
      onopentag(name) {
        if (name === "sitemap" || name === "url") within = name;
        if (name === "loc") location = "";
      },
      ontext(part) {
        if (location !== null) location += part;
      },
      onclosetag(name) {
        if (name !== "loc" || location === null) return;
        if (location.trim() !== "") (within === "sitemap" ? sitemaps : pages).push(location.trim());
        location = null;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return { sitemaps, pages };
}
