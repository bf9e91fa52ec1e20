import { lookup as systemLookup } from "node:dns";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { WebFetchError } from "./web-fetch-error";

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const resolveBySystem: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, found) =>
      error ? reject(error) : resolve(found.map(({ address }) => address)),
    );
  });

/**
 * True for addresses of the public internet alone. Own networks, this machine, link-local (cloud metadata), carrier NAT, documentation,
 * multicast, and IPv6 forms that carry an IPv4 address within them are none; a mapped one counts as what it maps.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  // What is given out of the global space begins with the bits 001.
  return parsed.kind() === "ipv4" || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}

const PORTS = new Set(["80", "443"]);

export type GuardOptions = {
  /** `host:port` of places within that may be fetched in spite of all: for tests and the sandbox. */
  allow: readonly string[];
  resolve: Resolve;
};

/** The address as a URL that may be asked for, before any name is resolved. Throws WebFetchError. */
export function checkUrl(address: string, { allow }: Pick<GuardOptions, "allow">): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new WebFetchError("bad_address", "This is no web address. Write it as in the browser: brightdental.com");
  }
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new WebFetchError("bad_address", "Only http and https addresses can be read.");
  if (url.username !== "" || url.password !== "")
    throw new WebFetchError("bad_address", "An address with a name or password in it cannot be read.");
  if (isAllowed(url, allow)) return url;
  if (!PORTS.has(portOf(url)))
    throw new WebFetchError("blocked", "Only websites on the usual ports, 80 and 443, can be read.");
  // Decimal, octal and hexadecimal forms are ordinary addresses by now: the URL parser has made them so.
  const host = hostOf(url);
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic();
  if (isIP(host) === 0 && !host.includes("."))
    throw new WebFetchError("blocked", "Only websites of the public internet can be read.");
  return url;
}

/**
 * Looks at an address that is to be read later, names looked up: throws WebFetchError for one that would be refused, or whose name nobody has.
 * A name that cannot be looked up just now passes; it is looked at again when it is read.
 */
export async function checkAddress(address: string, options: GuardOptions): Promise<URL> {
  const url = checkUrl(address, options);
  const host = hostOf(url);
  if (isIP(host) !== 0 || isAllowed(url, options.allow)) return url;
  const addresses = await options.resolve(host).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOTFOUND") throw noSuchHost(host);
    return null;
  });
  if (addresses?.length === 0) throw noSuchHost(host);
  if (addresses && !addresses.every(isPublicAddress)) throw notPublic();
  return url;
}

/**
 * The lookup for a connection to `url`: every address of the name is looked at, and one that is not public refuses them all. The connection
 * goes to the very address that was looked at, so that a second answer of the name server changes nothing.
 */
export function guardedLookup(url: URL, { allow, resolve }: GuardOptions): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return callback(noSuchHost(host), "", 0);
        if (!isAllowed(url, allow) && !addresses.every(isPublicAddress)) return callback(notPublic(), "", 0);
        if (options.all)
          callback(
            null,
            addresses.map((address) => ({ address, family: isIP(address) })),
          );
        else callback(null, first, isIP(first));
      },
      () => callback(noSuchHost(host), "", 0),
    );
  };
}

const notPublic = () =>
  new WebFetchError(
    "blocked",
    "This address leads into a private network, which is not read. Give the address that your customers open.",
  );
const noSuchHost = (host: string) =>
  new WebFetchError("no_such_host", `There is no website called ${host}. Check how it is written.`);

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
const portOf = ({ port, protocol }: URL): string => port || (protocol === "https:" ? "443" : "80");
const isAllowed = (url: URL, allow: readonly string[]): boolean => allow.includes(`${hostOf(url)}:${portOf(url)}`);
