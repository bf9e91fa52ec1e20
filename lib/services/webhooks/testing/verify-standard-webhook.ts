import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * How a receiver checks a request, written from the Standard Webhooks specification alone, for tests. Returns the message's id; throws why it is not
 * to be trusted.
 */
export function verifyStandardWebhook(
  { headers, body }: { headers: Record<string, string>; body: string },
  secret: string,
  nowSeconds: number,
): string {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = headers;
  if (!id || !timestamp || !signature) throw new Error("a header is missing");
  if (!/^\d+$/.test(timestamp)) throw new Error("the timestamp is no whole number of seconds");
  if (Math.abs(nowSeconds - Number(timestamp)) > 300) throw new Error("the timestamp is too far away");
  const [, encoded] = secret.split("whsec_");
  const key = Buffer.from(encoded ?? "", "base64");
  if (key.length < 24 || key.length > 64) throw new Error("the key is not 24 to 64 bytes");
  const expected = createHmac("sha256", key).update([id, timestamp, body].join("."), "utf8").digest();
  for (const each of signature.split(" ")) {
    const [version, value = ""] = each.split(",");
    const given = Buffer.from(value, "base64");
    if (version === "v1" && given.length === expected.length && timingSafeEqual(given, expected)) return id;
  }
  throw new Error("no signature matches");
}
