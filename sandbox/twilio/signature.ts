import { createHmac } from "node:crypto";

/** Form parameters in the order in which they are sent; values are plain text. */
export type FormParams = Readonly<Record<string, string>>;

/**
 * X-Twilio-Signature: base64 of HMAC-SHA1, keyed with the auth token, over the full URL followed by every parameter's
 * name and value, sorted by name. The fragment (connection overrides) is not part of the signed URL.
 * Source: twilio.com/docs/usage/webhooks/webhooks-security.
 */
export function signRequest(authToken: string, url: string, params: FormParams = {}): string {
  const withoutFragment = url.split("#")[0] ?? url;
  const signed = Object.keys(params)
    .sort()
    .reduce((text, name) => text + name + (params[name] ?? ""), withoutFragment);
  return createHmac("sha1", authToken).update(signed, "utf8").digest("base64");
}
