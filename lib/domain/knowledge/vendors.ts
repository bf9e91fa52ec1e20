import type { DocumentationVendor } from "@/lib/contracts/knowledge";
import { bareHost, isInScope, type SiteScope } from "./web-address";

/** Vendors whose documentation is known: where it begins, what belongs to it, and how its pages tell what they are. */

export type DocumentationKind = "api_reference" | "guide" | "tutorial";

type Vendor = {
  name: string;
  /** Where reading begins. */
  start: string;
  /** Without "www.". */
  hosts: readonly string[];
  /** Beginnings of paths that belong to it, folder by folder; "*" is any one folder. */
  prefixes: readonly string[];
  /** Tried in order on the path; what none fits is recognised as any documentation is. */
  kinds: readonly (readonly [RegExp, DocumentationKind])[];
  /** The version that a path names, in its first group. */
  version: RegExp | null;
};

export const VENDORS = {
  openai: {
    name: "OpenAI",
    start: "https://platform.openai.com/docs/overview",
    hosts: ["platform.openai.com", "developers.openai.com"],
    prefixes: ["/docs", "/api", "/cookbook"],
    kinds: [
      [/\/(api-reference|api\/reference)(\/|$)/, "api_reference"],
      [/\/(quickstart|cookbook)(\/|$)/, "tutorial"],
      [/\/guides?(\/|$)/, "guide"],
    ],
    version: null,
  },
  twilio: {
    name: "Twilio",
    start: "https://www.twilio.com/docs",
    hosts: ["twilio.com"],
    prefixes: ["/docs"],
    kinds: [
      [/\/(tutorials?|quickstart)(\/|$)/, "tutorial"],
      [/\/(api|resources?|rest|\w+-resource)(\/|$)/, "api_reference"],
    ],
    version: /\/(2010-04-01|2008-08-01|v\d+)(?:\/|$)/,
  },
  ringcentral: {
    name: "RingCentral",
    start: "https://developers.ringcentral.com/guide",
    hosts: ["developers.ringcentral.com"],
    prefixes: ["/guide", "/api-reference", "/engage"],
    kinds: [
      [/^\/api-reference(\/|$)/, "api_reference"],
      [/\/(quick-?start|getting-started)(\/|$)/, "tutorial"],
    ],
    version: /\/(v\d+(?:\.\d+)?)(?:\/|$)/,
  },
  hubspot: {
    name: "HubSpot",
    start: "https://developers.hubspot.com/docs",
    hosts: ["developers.hubspot.com"],
    prefixes: ["/docs"],
    kinds: [
      [/\/(reference|api-reference)(\/|$)/, "api_reference"],
      [/\/(getting-started|quickstart|tutorials?)(\/|$)/, "tutorial"],
      [/\/guides?(\/|$)/, "guide"],
    ],
    version: /(?:\/|-)(v\d+|20\d\d-\d\d)(?:\/|-|$)/,
  },
  google_cloud: {
    name: "Google Cloud",
    start: "https://cloud.google.com/docs",
    hosts: ["cloud.google.com", "docs.cloud.google.com"],
    prefixes: ["/docs", "/*/docs"],
    kinds: [
      [/\/reference(\/|$)/, "api_reference"],
      [/\/(tutorials?|quickstarts?)(\/|-|$)|\/create-[^/]+-quickstart/, "tutorial"],
    ],
    version: /\/(v\d+(?:(?:alpha|beta|p)\d+(?:beta\d+)?)?)(?:\/|$)/,
  },
} as const satisfies Record<DocumentationVendor, Vendor>;

const VENDOR_NAMES = Object.keys(VENDORS) as DocumentationVendor[];

const scopeOf = ({ hosts, prefixes }: Vendor): SiteScope => ({ hosts: new Set(hosts), prefixes });

/** Whose documentation an address is part of; null: nobody's that is known. */
export function vendorOf(address: string): DocumentationVendor | null {
  return VENDOR_NAMES.find((name) => isInScope(address, scopeOf(VENDORS[name]))) ?? null;
}

/**
 * What belongs to a documentation that is read from `address` on: all of a known vendor's from where it begins, else the folder that the address
 * is in or names.
 */
export function documentationScope(address: string): SiteScope {
  const { host, pathname } = new URL(address);
  const vendor = vendorOf(address);
  const known = vendor ? VENDORS[vendor] : null;
  if (known && new URL(known.start).pathname.startsWith(pathname.replace(/\/$/, ""))) return scopeOf(known);
  const isFile = /\.\w{2,5}$/.test(pathname);
  const folder = isFile ? pathname.slice(0, pathname.lastIndexOf("/")) : pathname;
  const hosts = new Set([bareHost(host), ...(known?.hosts ?? [])]);
  return { hosts, prefixes: folder === "" || folder === "/" ? [] : [folder] };
}

const ANY_KIND: readonly (readonly [RegExp, DocumentationKind])[] = [
  [/\b(quick-?starts?|tutorials?|getting-started|walkthroughs?|codelabs?|examples?)\b/, "tutorial"],
  [/\b(api-?docs?|api-?reference|reference|rest|endpoints?|sdk|api)\b/, "api_reference"],
];
const ANY_VERSION = /(?:\/|@|-)(v?\d+(?:\.\d+){1,2}|v\d+(?:(?:alpha|beta)\d*)?|20\d\d-\d\d(?:-\d\d)?)(?:\/|$)/;
const TITLE_VERSION = /\b(?:version |v)(\d+(?:\.\d+){0,2})\b/i;

/** What a page of a documentation is, by its path, and where that does not say, its title. A guide is what is neither of the others. */
export function documentationKind(address: string, title: string, vendor: string | null): DocumentationKind {
  const path = new URL(address).pathname.toLowerCase();
  const own = isVendor(vendor) ? VENDORS[vendor].kinds : [];
  const fits = ([pattern]: readonly [RegExp, DocumentationKind]) => pattern.test(path);
  const found = own.find(fits) ?? ANY_KIND.find(fits);
  if (found) return found[1];
  return ANY_KIND.find(([pattern]) => pattern.test(title.toLowerCase().replaceAll(" ", "-")))?.[1] ?? "guide";
}

/** The version that a page of a documentation is about, as its path or title names it: "2010-04-01", "v3", "2.1"; null when it does not. */
export function documentationVersion(address: string, title: string, vendor: string | null): string | null {
  const path = new URL(address).pathname;
  const own = isVendor(vendor) ? (VENDORS[vendor].version?.exec(path)?.[1] ?? null) : null;
  return own ?? ANY_VERSION.exec(path)?.[1] ?? TITLE_VERSION.exec(title)?.[1] ?? null;
}

/** "Google Cloud"; what is none of them stays as it is. */
export const vendorName = (vendor: string): string => (isVendor(vendor) ? VENDORS[vendor].name : vendor);

const isVendor = (name: string | null): name is DocumentationVendor => name !== null && Object.hasOwn(VENDORS, name);
