import { webEnv } from "@/lib/env/web";

/** The call-worker's address as the browser uses it. */
export const liveUrl = (): string => webEnv().PUBLIC_CALL_URL;

/** The same as sources of a content security policy: HTTP for the handshake, WebSocket for what follows. */
export function liveOrigins(): string[] {
  const { origin, host, protocol } = new URL(liveUrl());
  return [origin, `${protocol === "https:" ? "wss" : "ws"}://${host}`];
}

export const isDevelopment = (): boolean => webEnv().NODE_ENV === "development";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * On one's own machine `127.0.0.1` and `localhost` are the same place to a person but two sites to cookies and to the live connection:
 * the address under the public name, or null when the request already uses it.
 */
export function canonicalAddress(
  host: string | null,
  path: Pick<URL, "pathname" | "search">,
  publicWebUrl = webEnv().PUBLIC_WEB_URL,
): string | null {
  const wanted = new URL(publicWebUrl);
  if (!host || host === wanted.host || !URL.canParse(`http://${host}`)) return null;
  const asked = new URL(`http://${host}`);
  const isSamePlace = LOOPBACK.has(asked.hostname) && LOOPBACK.has(wanted.hostname) && asked.port === wanted.port;
  return isSamePlace ? `${wanted.origin}${path.pathname}${path.search}` : null;
}
