import { createHash } from "node:crypto";
import { StripeApiError } from "./api-error";

interface Saved {
  readonly fingerprint: string;
  readonly path: string;
  readonly atS: number;
  readonly status: number;
  readonly body: object;
}

const KEPT_S = 86_400;

/** Answers of requests with an Idempotency-Key, kept for 24 hours. Source: docs.stripe.com/api/idempotent_requests. */
export class IdempotencyBook {
  private readonly saved = new Map<string, Saved>();

  /** The answer that this key got before. @throws 400 idempotency_error when the request is another one. */
  find(key: string, path: string, body: string, nowS: number): Pick<Saved, "body" | "status"> | undefined {
    const found = this.saved.get(key);
    if (!found) return undefined;
    if (nowS - found.atS > KEPT_S) {
      this.saved.delete(key);
      return undefined;
    }
    const advice = `Try using a key other than '${key}' if you meant to execute a different request.`;
    if (found.path !== path) {
      throw new StripeApiError(
        400,
        "idempotency_error",
        `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs '${found.path}'). ${advice}`,
      );
    }
    if (found.fingerprint !== fingerprint(body)) {
      throw new StripeApiError(
        400,
        "idempotency_error",
        `Keys for idempotent requests can only be used with the same parameters they were first used with. ${advice}`,
      );
    }
    return found;
  }

  save(key: string, path: string, body: string, nowS: number, answer: { status: number; body: object }): void {
    this.saved.set(key, { fingerprint: fingerprint(body), path, atS: nowS, ...answer });
  }
}

function fingerprint(body: string): string {
  const sorted = [...new URLSearchParams(body)].sort(([a], [b]) => a.localeCompare(b));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
