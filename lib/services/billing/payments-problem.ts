import type { Payments } from "@/lib/adapters/stripe/payments";
import { PaymentsError } from "@/lib/adapters/stripe/payments-error";
import { log } from "@/lib/log/log";
import { ServiceError } from "../errors";

export function requirePayments(payments: Payments | null): Payments {
  if (payments) return payments;
  throw new ServiceError(
    "UNAVAILABLE",
    "Payments are not set up on this installation. Its operator gives the web process STRIPE_SECRET_KEY and runs: npm run stripe -- setup",
  );
}

/** Asks Stripe, and says what it refused in words for the person who pays. */
export async function askStripe<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PaymentsError)) throw error;
    const { problem, code, message } = error;
    log.warn({ problem, code, reason: message }, "Stripe did not do what was asked");
    const cause = { cause: error };
    if (problem === "declined") {
      const advice = "Nothing was changed. Choose another payment method under Payment method, then try again.";
      throw new ServiceError("CONFLICT", `${message} ${advice}`, cause);
    }
    if (problem === "unreachable") {
      const advice = "Stripe does not answer at the moment. Reload the page in a minute to see what is in force.";
      throw new ServiceError("UNAVAILABLE", advice, { ...cause, retryAfterMs: 30_000 });
    }
    if (code === "price_missing") throw new ServiceError("UNAVAILABLE", message, cause);
    throw new ServiceError(
      "CONFLICT",
      "Stripe refused this. Reload the page to see what is in force, then try again.",
      cause,
    );
  }
}
