import { stripeClient } from "./client";

/** Stripe's own advice: what is older was recorded and is being sent again by somebody. */
const TOLERANCE_SECONDS = 300;

export type StripeNotice = { id: string; type: string; customerId: string | null };

/**
 * What a webhook tells, if Stripe signed this very text not longer than 300 s ago; null otherwise. Of its content only whom to look up is
 * taken: the truth is fetched.
 */
export function readStripeNotice(
  rawBody: string,
  signature: string | null,
  secret: string,
  now: Date,
): StripeNotice | null {
  if (signature === null) return null;
  // The key is not used for this, but the SDK wants one.
  const { webhooks } = stripeClient({ secretKey: "sk_unused" });
  try {
    const event = webhooks.constructEvent(rawBody, signature, secret, TOLERANCE_SECONDS, undefined, now.getTime());
    const { object } = event.data as {
      object: { id?: string; object?: string; customer?: string | { id: string } | null };
    };
    const { customer } = object;
    const customerId =
      object.object === "customer"
        ? (object.id ?? null)
        : typeof customer === "string"
          ? customer
          : (customer?.id ?? null);
    return { id: event.id, type: event.type, customerId };
  } catch {
    return null;
  }
}
