import { webEnv } from "@/lib/env/web";

/** The call-worker's address as the browser uses it. */
export const liveUrl = (): string => webEnv().PUBLIC_CALL_URL;

/** The same as sources of a content security policy: HTTP for the handshake, WebSocket for what follows. */
export function liveOrigins(): string[] {
  return [new URL(liveUrl()).origin, ...workerOrigins()].flatMap((origin) => [origin, origin.replace(/^http/, "ws")]);
}

/** Where browsers reach single call-workers, when these have addresses of their own. */
export const workerOrigins = (): readonly string[] => webEnv().CALL_WORKER_ORIGINS ?? [];

export const isDevelopment = (): boolean => webEnv().NODE_ENV === "development";
