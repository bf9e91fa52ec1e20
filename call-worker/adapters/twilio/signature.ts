import twilio from "twilio";
import { ASK_AGAIN } from "@/lib/domain/call/webhook-address";

/**
 * Whether a form webhook was signed by Twilio with `authToken`. `publicUrl` is the whole address as Twilio called it
 * (scheme, host, path and query), never one made of the request's own Host header. False for anything that is off.
 */
export function isSignedForm(options: {
  authToken: string;
  publicUrl: string;
  signature: string | readonly string[] | undefined;
  form: Readonly<Record<string, string>>;
}): boolean {
  // A webhook's fragment never arrives; whether it is signed along is not said anywhere.
  const urls = [options.publicUrl, options.publicUrl + ASK_AGAIN];
  return isSigned(options.authToken, options.signature, urls, { ...options.form });
}

/**
 * Whether the WebSocket upgrade of a media stream was signed by Twilio. The same address is signed as wss:// or as
 * https://, with or without the default port, depending on who opens it: each spelling of `publicUrl` counts.
 */
export function isSignedUpgrade(options: {
  authToken: string;
  publicUrl: string;
  signature: string | readonly string[] | undefined;
}): boolean {
  return isSigned(options.authToken, options.signature, spellings(options.publicUrl), {});
}

function isSigned(
  authToken: string,
  signature: string | readonly string[] | undefined,
  urls: readonly string[],
  form: Record<string, string>,
): boolean {
  if (typeof signature !== "string" || signature === "" || authToken === "") return false;
  try {
    return urls.some((url) => twilio.validateRequest(authToken, signature, url, form));
  } catch {
    // The SDK throws on an address it cannot parse; nobody signed that.
    return false;
  }
}

function spellings(publicUrl: string): string[] {
  const match = /^(wss?|https?):\/\/([^/?#]+)(.*)$/i.exec(publicUrl);
  if (match === null) return [];
  const [, scheme = "", authority = "", rest = ""] = match;
  const secure = /^(wss|https)$/i.test(scheme);
  const port = secure ? "443" : "80";
  const host = authority.replace(new RegExp(`:${port}$`), "");
  const authorities = /:\d+$/.test(host) ? [host] : [host, `${host}:${port}`];
  const schemes = secure ? ["wss", "https"] : ["ws", "http"];
  return schemes.flatMap((name) => authorities.map((each) => `${name}://${each}${rest}`));
}
