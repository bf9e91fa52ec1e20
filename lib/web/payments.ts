import "server-only";
import { createPayments, type Payments } from "@/lib/adapters/stripe/payments";
import { webEnv } from "@/lib/env/web";

let payments: Payments | undefined;

/** Stripe, as this process is set up to reach it; null when it is not set up. */
export function paymentsOrNull(): Payments | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE_URL: baseUrl } = webEnv();
  if (!secretKey) return null;
  payments ??= createPayments({ secretKey, baseUrl });
  return payments;
}
