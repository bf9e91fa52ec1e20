/** An answer that is an error, in Stripe's shape. Source: docs.stripe.com/api/errors. */
export class StripeApiError extends Error {
  override readonly name = "StripeApiError";
  constructor(
    readonly status: number,
    readonly type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error",
    message: string,
    readonly details: {
      readonly code?: string;
      readonly param?: string;
      readonly decline_code?: string;
      readonly payment_intent?: object;
    } = {},
  ) {
    super(message);
  }

  body(requestId: string): object {
    const { code } = this.details;
    return {
      error: {
        ...this.details,
        ...(code && { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
        message: this.message,
        request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
        type: this.type,
      },
    };
  }
}

/** A parameter that cannot be used: 400 invalid_request_error. */
export function invalidParam(message: string, param?: string, code?: string): StripeApiError {
  return new StripeApiError(400, "invalid_request_error", message, { ...(code && { code }), ...(param && { param }) });
}

/** An id that nothing has: 404 when it stands in the path, 400 in a parameter. */
export function noSuch(what: string, id: string, param = "id"): StripeApiError {
  const status = param === "id" ? 404 : 400;
  const details = { code: "resource_missing", param };
  return new StripeApiError(status, "invalid_request_error", `No such ${what}: '${id}'`, details);
}
