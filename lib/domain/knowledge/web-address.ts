/** Addresses of a site's pages: one way to write each, and which of them are not worth asking for. */

const LONGEST = 1_000;
const MOST_FOLDERS = 12;
/** Say where a visitor came from, or who he is: the page is the same without. */
const TRACKING =
  /^(utm_\w+|gclid|dclid|fbclid|msclkid|yclid|mc_[ce]id|_ga|_gl|_hs\w+|s?session_?id|phpsessid|jsessionid)$/i;
const NO_PAGE =
  /\.(jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|mov|avi|webm|og[gv]|wav|zip|gz|tgz|rar|7z|dmg|exe|msi|pkg|apk|iso|css|m?js|json|xml|rss|atom|woff2?|ttf|eot|xlsx?|pptx?|ics|vcf|csv)$/i;

/**
 * A link as it stands on the page `from`, as the one address it is kept by: no fragment, nothing that only tells who visits, parameters in order.
 * Null for what is no page of the web, or looks endless: too long, too deep, folders that repeat.
 */
export function pageAddress(link: string, from?: string): string | null {
  let url: URL;
  try {
    url = new URL(link, from);
  } catch {
    return null;
  }
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  url.hash = "";
  url.pathname = url.pathname.replace(/;jsessionid=[^/]*/i, "");
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  url.searchParams.sort();
  if (url.href.length > LONGEST || NO_PAGE.test(url.pathname)) return null;
  const folders = url.pathname.split("/").filter((part) => part !== "");
  if (folders.length > MOST_FOLDERS || repeats(folders)) return null;
  return url.href;
}

/** a/b/a/b/a/b: a link that leads one folder deeper each time it is followed. */
function repeats(folders: readonly string[]): boolean {
  const times = new Map<string, number>();
  for (const folder of folders) times.set(folder, (times.get(folder) ?? 0) + 1);
  return [...times.values()].some((count) => count >= 3);
}

/** What a reading may ask for: hosts without "www.", and beginnings of paths, folder by folder, "*" being any; none: all of the host. */
export type SiteScope = { hosts: ReadonlySet<string>; prefixes: readonly string[] };

export function isInScope(address: string, { hosts, prefixes }: SiteScope): boolean {
  if (!URL.canParse(address)) return false;
  const { host, pathname } = new URL(address);
  if (!hosts.has(bareHost(host))) return false;
  return prefixes.length === 0 || prefixes.some((prefix) => beginsWith(pathname, prefix));
}

/** A site is what is on the host of its first address, in the folder which that names: "example.com/en/" is not all of example.com. */
export function siteScope(start: string): SiteScope {
  const { host, pathname } = new URL(start);
  const folder = pathname.slice(0, pathname.lastIndexOf("/") + 1);
  return { hosts: new Set([bareHost(host)]), prefixes: folder === "/" ? [] : [folder] };
}

function beginsWith(path: string, prefix: string): boolean {
  const folders = path.split("/").filter((part) => part !== "");
  const wanted = prefix.split("/").filter((part) => part !== "");
  return wanted.length <= folders.length && wanted.every((part, at) => part === "*" || part === folders[at]);
}

/** With and without "www." a host is the same. */
export const bareHost = (host: string): string => host.toLowerCase().replace(/^www\./, "");

/** As far as names tell: one belongs to the other, or both to the same domain ("docs." and "www." of one company). */
export function isSameOwner(one: string, other: string): boolean {
  const domain = (host: string) => {
    const labels = host.toLowerCase().replace(/:\d+$/, "").split(".");
    // co.uk, com.au: what is sold there has three.
    const size = labels.length > 2 && (labels.at(-1)?.length ?? 0) === 2 && (labels.at(-2)?.length ?? 0) <= 3 ? 3 : 2;
    return labels.slice(-size).join(".");
  };
  const isName = (host: string) => /[a-z]/i.test(host);
  return bareHost(one) === bareHost(other) || (isName(one) && isName(other) && domain(one) === domain(other));
}

const MOST_QUERIES = 20;
const MOST_NUMBERED = 250;

/**
 * Notices families of addresses without end: one path with ever other parameters, or one that differs by its numbers alone (a calendar). Tell it every
 * address once; it answers whether that one is still worth asking for.
 */
export class TrapWatch {
  private readonly seen = new Map<string, number>();

  isWorth(address: string): boolean {
    const url = new URL(address);
    const isQuery = url.search !== "";
    if (isQuery && this.count(`?${url.pathname}`) > MOST_QUERIES) return false;
    const pattern = `${url.pathname}${url.search}`.replace(/\d+/g, "0");
    return !pattern.includes("0") || this.count(pattern) <= MOST_NUMBERED;
  }

  private count(family: string): number {
    const count = (this.seen.get(family) ?? 0) + 1;
    this.seen.set(family, count);
    return count;
  }
}
