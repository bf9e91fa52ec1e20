import { TwilioRestError } from "@/lib/adapters/twilio/rest-error";
import { ServiceError } from "../errors";

/** What the carrier says of an order in words for people: what happened, and what to do. */
const SAID: Readonly<Record<number, string>> = {
  20003: "The connected Twilio account refuses its credentials. Check them under Settings, Connections.",
  20404: "The connected Twilio account does not have this number.",
  21404: "A trial account has one number at most. Upgrade the account at Twilio, or release its number first.",
  21401: "This is no number that can be called. Check its country code and length.",
  21421: "This is no number that can be bought. Search again and choose another.",
  21422: "Somebody else has taken this number meanwhile. Search again and choose another.",
  21450: "This number is verified in the connected Twilio account already. Choose another, or remove it there first.",
  21452: "There is no number like this for sale. Search again with less narrow wishes.",
  21613:
    "This country asks for an address before a number may be bought. Add one in the Twilio console, under Phone Numbers, Regulatory Compliance, then give its id here.",
  21615:
    "This country asks for a local address before the number may be bought. Add one in the Twilio console, under Phone Numbers, Regulatory Compliance, then give its id here.",
  21631:
    "This country asks for an address before a number may be bought. Add one in the Twilio console, under Phone Numbers, Regulatory Compliance, then give its id here.",
  21649:
    "This country asks for an approved regulatory bundle. Make one in the Twilio console, under Phone Numbers, Regulatory Compliance, then give its id here.",
  21651:
    "The address does not fit this number. Choose another address in the Twilio console, under Phone Numbers, Regulatory Compliance.",
};

/** True when the carrier has said no, so nothing was done; false when nobody knows. */
export const isDefinite = (error: unknown): boolean =>
  error instanceof TwilioRestError && (error.retryable || (error.status !== null && error.status < 500));

/** The carrier's failure as the verb's. Anything else comes back as it is. */
export function carrierProblem(error: unknown, unknownOutcome: string): unknown {
  if (!(error instanceof TwilioRestError)) return error;
  if (!isDefinite(error))
    return new ServiceError("UNAVAILABLE", unknownOutcome, { cause: error, retryAfterMs: 60_000 });
  const said = error.code === null ? undefined : SAID[error.code];
  if (error.status === 429)
    return new ServiceError("RATE_LIMITED", "Twilio asks us to wait a moment. Then try again.", {
      cause: error,
      retryAfterMs: 5_000,
    });
  if (error.status === null || error.status >= 500)
    return new ServiceError("UNAVAILABLE", "Twilio cannot be reached at the moment. Nothing was changed. Try again.", {
      cause: error,
      retryAfterMs: 10_000,
    });
  if (error.code === 21422 || error.code === 21450)
    return new ServiceError("CONFLICT", said ?? error.message, { cause: error });
  return new ServiceError("INVALID", said ?? `Twilio refused: ${error.message}`, { cause: error });
}
