import type { Payments } from "@/lib/adapters/stripe/payments";
import { readStripeNotice } from "@/lib/adapters/stripe/webhook";
import { withSystem } from "@/lib/db/transaction";
import { syncSubscription } from "./sync-subscription";

/** forged: not signed by Stripe, altered, or too old. repeated: was taken in before. */
export type NoticeOutcome = "forged" | "repeated" | "done";

/**
 * Takes in one of Stripe's webhooks. Its event is remembered only after what it asks for was done, so a failure (thrown) is done again when
 * Stripe repeats it. Whatever its type is: the customer's subscription is fetched anew.
 */
export async function receiveStripeNotice(
  { rawBody, signature }: { rawBody: string; signature: string | null },
  deps: { payments: Pick<Payments, "findSubscription">; secret: string; now: Date },
): Promise<NoticeOutcome> {
  const notice = readStripeNotice(rawBody, signature, deps.secret, deps.now);
  if (!notice) return "forged";
  const { id, type, customerId } = notice;
  const known = await withSystem("known Stripe event", (tx) =>
    tx.stripeEvent.findUnique({ where: { id }, select: { id: true } }),
  );
  if (known) return "repeated";
  if (customerId !== null) await syncSubscription({ customerId }, deps);
  await withSystem("Stripe event taken in", (tx) =>
    tx.stripeEvent.createMany({ data: { id, type, customerId }, skipDuplicates: true }),
  );
  return "done";
}
