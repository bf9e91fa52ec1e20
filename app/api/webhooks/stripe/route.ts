import { webEnv } from "@/lib/env/web";
import { log } from "@/lib/log/log";
import { receiveStripeNotice } from "@/lib/services/billing/receive-stripe-notice";
import { paymentsOrNull } from "@/lib/web/payments";
import { otherMethods } from "@/lib/web/refusals";

const MOST_BYTES = 1_000_000;

const answer = (status: number, text: string | null = null) =>
  new Response(text, { status, headers: { "cache-control": "no-store" } });

/** Whom to look up is all that is taken from it. A failure is answered 500, for Stripe to repeat. */
export async function POST(request: Request): Promise<Response> {
  const payments = paymentsOrNull();
  const secret = webEnv().STRIPE_WEBHOOK_SECRET;
  if (!payments || !secret) return answer(503, "Stripe is not set up here: STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET.");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return answer(413, "Too long for a notice.");
  try {
    // The signature covers the very bytes.
    const rawBody = await request.text();
    const signature = request.headers.get("stripe-signature");
    const outcome = await receiveStripeNotice({ rawBody, signature }, { payments, secret, now: new Date() });
    if (outcome === "forged") return answer(400, "Not signed by Stripe within the last five minutes.");
    return outcome === "repeated" ? answer(200) : answer(204);
  } catch (error) {
    log.error({ err: error }, "Stripe's notice not taken in");
    return answer(500);
  }
}

const refuse = otherMethods("POST");
export { refuse as DELETE, refuse as GET, refuse as PATCH, refuse as PUT };
