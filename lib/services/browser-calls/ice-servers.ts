import { createHmac } from "node:crypto";
import type { IceServer } from "@/lib/contracts/browser-line";

export type IceSettings = {
  stunUrls: readonly string[];
  turnUrls: readonly string[];
  /** Shared with the TURN servers; without it they are not used. */
  turnSecret: string | null;
};

/** A call lasts four hours at most. */
const PASSWORD_LASTS_S = 5 * 60 * 60;

/**
 * The servers with whose help a browser finds a way to the worker. TURN passwords are made for the one call and run out by themselves, as
 * coturn's "use-auth-secret" checks them, so that no lasting secret reaches a browser.
 */
export function iceServersFor(callId: string, settings: IceSettings, now: Date): IceServer[] {
  const { stunUrls, turnUrls, turnSecret } = settings;
  const servers: IceServer[] = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
  if (turnUrls.length > 0 && turnSecret !== null) {
    const username = `${Math.floor(now.getTime() / 1000) + PASSWORD_LASTS_S}:${callId}`;
    const credential = createHmac("sha1", turnSecret).update(username).digest("base64");
    servers.push({ urls: [...turnUrls], username, credential });
  }
  return servers;
}
