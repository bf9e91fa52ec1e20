export type WebFetchProblem =
  | "bad_address"
  | "blocked"
  | "no_such_host"
  | "unreachable"
  | "bad_certificate"
  | "timeout"
  | "too_large"
  | "wrong_type"
  | "refused"
  | "too_many_redirects"
  | "empty";

/** Why a page could not be read. The message is meant for people: what happened and what to do. */
export class WebFetchError extends Error {
  override name = "WebFetchError";
  constructor(
    readonly problem: WebFetchProblem,
    message: string,
    /** What the server answered, where it did, and how long it asks to wait. */
    readonly answer: { status: number; retryAfterMs: number | null } | null = null,
  ) {
    super(message);
  }
}
