import { createHmac } from "node:crypto";

/** The Stripe-Signature header of a body: HMAC-SHA256 over "{t}.{body}". Source: docs.stripe.com/webhooks. */
export function signatureHeader(body: string, secret: string, atS: number): string {
  return `t=${atS},v1=${createHmac("sha256", secret).update(`${atS}.${body}`).digest("hex")}`;
}
