import { fetchPage, type FetchOptions } from "./fetch-page";
import { decodePage, pageText } from "./page-text";
import { WebFetchError } from "./web-fetch-error";

export type SitePage = { url: string; title: string; text: string };
export type Site = { url: string; title: string; pages: SitePage[] };

const MOST_PAGES = 6;
const MOST_CHARACTERS = 60_000;
/** Fewer than this say nothing about a business: a page that is drawn by scripts, or is parked. */
const LEAST_CHARACTERS = 40;

/** What tells most about a business, most of it first; also as people of other countries name their pages. */
const TELLING = [
  /contact|kontakt|contacto|location|find.?us|anfahrt|impressum/i,
  /hours|opening|offnungs|öffnungs|horario|horaires/i,
  /pric|fee|rates|menu|preis|speise|precio|tarif|prix|carte/i,
  /service|treatment|leistung|servicio|practice.areas|what.we.do/i,
  /about|our.team|ueber|über|quienes|equipe|a.propos/i,
  /faq|question|policy|policies|insurance|book|appointment|termin|cita/i,
];

export type SiteReader = Omit<FetchOptions, "mediaTypes">;

/**
 * Reads a business's website: the page at the address, and up to five that it links to on the same host and that tell most. Throws
 * WebFetchError when the first page cannot be read or says nothing; what follows it is read if it can be.
 */
export async function readSite(address: string, options: SiteReader): Promise<Site> {
  const read = async (url: string) => {
    const page = await fetchPage(url, { ...options, mediaTypes: ["text/html", "application/xhtml+xml", "text/plain"] });
    const content = decodePage(page.body, page.charset);
    const parts = page.mediaType === "text/plain" ? { title: "", text: content.trim(), links: [] } : pageText(content);
    return { url: page.url, ...parts };
  };
  const first = await read(address);
  if (first.text.replace(/\s/g, "").length < LEAST_CHARACTERS)
    throw new WebFetchError(
      "empty",
      "There is next to no text on this page: it may be drawn by scripts, which are not run. Type what matters below, or upload it.",
    );
  const more = await Promise.allSettled(tellingLinks(first.links, first.url).map(read));
  const pages = [first, ...more.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []))];
  return { url: first.url, title: first.title, pages: shortened(pages) };
}

/** Links on the same host, those that tell most first. */
export function tellingLinks(links: readonly { href: string; text: string }[], from: string): string[] {
  const here = new URL(from);
  const ranked = new Map<string, number>();
  for (const { href, text } of links) {
    const url = parse(href, here);
    if (!url || url.host !== here.host || !/^https?:$/.test(url.protocol)) continue;
    if (/\.(pdf|jpe?g|png|gif|webp|svg|zip|docx?|xlsx?|mp[34])$/i.test(url.pathname)) continue;
    url.hash = "";
    const rank = TELLING.findIndex((pattern) => pattern.test(decodeSafely(url.pathname)) || pattern.test(text));
    if (rank >= 0 && url.href !== from && !ranked.has(url.href)) ranked.set(url.href, rank);
  }
  return [...ranked]
    .sort(([, a], [, b]) => a - b)
    .slice(0, MOST_PAGES - 1)
    .map(([href]) => href);
}

/** Lines that stand on every page, such as menus, are kept once; the whole is cut to what a model is given. */
function shortened(pages: readonly SitePage[]): SitePage[] {
  const seen = new Set<string>();
  let left = MOST_CHARACTERS;
  const kept: SitePage[] = [];
  for (const { url, title, text } of pages) {
    const fresh = text.split("\n").filter((line) => !seen.has(line) && seen.add(line));
    const part = fresh.join("\n").slice(0, left);
    left -= part.length;
    if (part !== "") kept.push({ url, title, text: part });
  }
  return kept;
}

function parse(href: string, base: URL): URL | null {
  try {
    return new URL(href, base);
  } catch {
    return null;
  }
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
