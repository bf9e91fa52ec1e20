import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { isIpAllowed } from "@/lib/services/api-keys/allowed-ip";

const HEADER = "x-forwarded-for";
/** Set by the server that wrote the header itself: without it the header is whatever somebody sent. */
const IS_CHECKED = Symbol.for("aybiza.clientAddressIsChecked");
/** Known to this process alone, in all of its bundles: who sends it is the server itself. */
const INNER_SECRET = Symbol.for("aybiza.innerSecret");
export const INNER_HEADER = "x-aybiza-inner";
const place = globalThis as { [IS_CHECKED]?: true; [INNER_SECRET]?: string };
const innerSecret = (): string => (place[INNER_SECRET] ??= randomBytes(32).toString("base64url"));

/**
 * Who asks, by the network: the socket's address; or, when that is a trusted proxy, the last address in X-Forwarded-For that is none (each proxy
 * adds who spoke to it at the end; what stands before can be invented). Undefined when the network does not say.
 */
export function clientAddressOf(
  { socket, headers }: Pick<IncomingMessage, "socket" | "headers">,
  trustedProxies: readonly string[],
): string | undefined {
  const isProxy = (address: string) => trustedProxies.length > 0 && isIpAllowed(address, trustedProxies);
  let client = socket.remoteAddress;
  if (!client) return undefined;
  const hops = String(headers[HEADER] ?? "").split(",");
  while (isProxy(client)) {
    const hop = hops.pop()?.trim() ?? "";
    if (!ipaddr.isValid(hop)) break;
    client = hop;
  }
  return ipaddr.process(client).toString();
}

/**
 * Writes into the request, over what its sender claims, from where it comes: the address that `readClientAddress` gives from here on. Next's routes
 * do not see the socket.
 */
export function stampClientAddress(
  request: Pick<IncomingMessage, "socket" | "headers">,
  trustedProxies: readonly string[],
): void {
  place[IS_CHECKED] = true;
  const inner = request.headers[INNER_HEADER];
  delete request.headers[INNER_HEADER];
  if (inner === innerSecret()) return;
  const address = clientAddressOf(request, trustedProxies);
  if (address) request.headers[HEADER] = address;
  else delete request.headers[HEADER];
}

/** The address that a request comes from; undefined when nobody stamped it (under another server than ours), or it is not known. */
export function readClientAddress(headers: { get(name: string): string | null | undefined }): string | undefined {
  if (!place[IS_CHECKED]) return undefined;
  return headers.get(HEADER) || undefined;
}

/** For a request that the server makes of itself in a client's name: the headers by which it counts as coming from the client's address. */
export const fromClient = (address: string | undefined): Record<string, string> => ({
  [INNER_HEADER]: innerSecret(),
  ...(address ? { [HEADER]: address } : {}),
});
