import { webEnv } from "@/lib/env/web";

/** The call-worker's address as the browser uses it. */
export const liveUrl = (): string => webEnv().PUBLIC_CALL_URL;

/** The same as sources of a content security policy: HTTP for the handshake, WebSocket for what follows. */
export function liveOrigins(): string[] {
  const { origin, host, protocol } = new URL(liveUrl());
  return [origin, `${protocol === "https:" ? "wss" : "ws"}://${host}`];
}

export const isDevelopment = (): boolean => webEnv().NODE_ENV === "development";
