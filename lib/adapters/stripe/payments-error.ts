import Stripe from "stripe";

/** What became of a request that Stripe did not grant. */
type PaymentsProblem =
  /** The card, or the bank behind it, said no. The message is for the person who pays. */
  | "declined"
  /** Stripe says that this was taken before. */
  | "repeated"
  /** Stripe does not do this, and would not do it later. */
  | "refused"
  /** No answer, or "later". It is not known whether it was done. */
  | "unreachable";

export class PaymentsError extends Error {
  override readonly name = "PaymentsError";

  constructor(
    readonly problem: PaymentsProblem,
    message: string,
    /** Stripe's own code, for logs and the ledger; null when it gave none. */
    readonly code: string | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Every failure of the SDK as ours. `what` completes "Stripe could not …". */
export async function request<T>(what: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw toPaymentsError(error, what);
  }
}

function toPaymentsError(error: unknown, what: string): PaymentsError {
  if (!(error instanceof Stripe.errors.StripeError)) {
    return new PaymentsError("unreachable", `Stripe could not ${what}: no usable answer.`, null, { cause: error });
  }
  const code = error.code ?? null;
  const more = { cause: error };
  if (error.type === "StripeCardError") return new PaymentsError("declined", error.message, code, more);
  const later = error.statusCode === undefined || error.statusCode === 429 || error.statusCode >= 500;
  if (later) return new PaymentsError("unreachable", `Stripe could not ${what} now.`, code, more);
  if (isRepetition(error)) return new PaymentsError("repeated", `Stripe had this before: ${what}.`, code, more);
  return new PaymentsError("refused", `Stripe could not ${what}: ${error.message}`, code, more);
}

/** A meter event whose identifier was used already; Stripe says so in words rather than by a documented code. */
const isRepetition = (error: Stripe.errors.StripeError): boolean =>
  error.code === "duplicate_meter_event" || /already exists with identifier/i.test(error.message);

/** True when Stripe does not know what was named: it was deleted there, or belongs to another account. */
export const isUnknownToStripe = (error: unknown): boolean =>
  error instanceof PaymentsError && error.code === "resource_missing";
