/** What Twilio's REST interface refused, or that it could not be reached. The message says what to do. */
export class TwilioRestError extends Error {
  override readonly name = "TwilioRestError";

  constructor(
    message: string,
    /** Twilio's error number (https://www.twilio.com/docs/api/errors), or null when Twilio gave none. */
    readonly code: number | null,
    /** HTTP status, or null when no answer came. */
    readonly status: number | null,
    /** Whether the same request may succeed later without doing anything twice. */
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const ADVICE: Readonly<Record<number, string>> = {
  20003: "Check the Twilio account's SID and auth token.",
  20404: "It does not exist in this account.",
  20429: "Too many requests at once; wait a moment.",
  21210: "Verify the caller's number in the Twilio console, or use one the account owns.",
  21211: "The number to call is not a valid phone number.",
  21212: "The caller's number is not a valid phone number.",
  21214: "The number to call cannot be reached by a voice call.",
  21215: "Allow calls to this country in the account's geographic permissions.",
  21216: "The account may not call this number.",
  21217: "The phone number does not exist.",
  21218: "The call's address for instructions is not a valid URL.",
  21219: "A trial account calls only verified numbers: verify it, or upgrade the account.",
  21408: "Allow messages to this country in the account's geographic permissions.",
  21606: "The sending number cannot send text messages, or is not the account's.",
  21608: "A trial account sends only to verified numbers: verify it, or upgrade the account.",
  21610: "The receiver has refused messages from this number.",
  21614: "The number cannot receive text messages.",
  21205: "The webhook address is not a valid public URL.",
};

/** Names in which Node and the SDK's HTTP client report that nothing was sent. */
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/**
 * The SDK's error as ours. `repeatable` says whether the request may be sent twice: one that dials must not be when
 * nobody knows whether it arrived.
 */
export function toTwilioRestError(error: unknown, what: string, repeatable: boolean): TwilioRestError {
  const status = numberIn(error, "status");
  const code = numberIn(error, "code");
  const detail = (error instanceof Error ? error.message : String(error)).replace(/[.\s]*$/, ".");
  if (status !== null) {
    const advice = code === null ? undefined : ADVICE[code];
    const message = `Twilio could not ${what}: ${detail}${advice === undefined ? "" : ` ${advice}`}`;
    return new TwilioRestError(message, code, status, status === 429 || (repeatable && status >= 500), {
      cause: error,
    });
  }
  const neverSent = NEVER_SENT.has(stringIn(error, "code") ?? "");
  const hint = neverSent || repeatable ? "Check the network, then try again." : "It is not known whether it was done.";
  return new TwilioRestError(
    `Twilio could not be reached to ${what}: ${detail} ${hint}`,
    null,
    null,
    neverSent || repeatable,
    {
      cause: error,
    },
  );
}

function numberIn(error: unknown, key: string): number | null {
  const value = fieldOf(error, key);
  return typeof value === "number" ? value : null;
}

function stringIn(error: unknown, key: string): string | null {
  const value = fieldOf(error, key);
  return typeof value === "string" ? value : null;
}

function fieldOf(error: unknown, key: string): unknown {
  return typeof error === "object" && error !== null ? (error as Record<string, unknown>)[key] : undefined;
}
