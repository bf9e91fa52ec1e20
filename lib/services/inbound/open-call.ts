/** What became of a ring. */
export type OpenCallOutcome =
  /** A worker may take the call with this one-time token. */
  | { kind: "connect"; organizationId: string; callId: string; token: string }
  | { kind: "unknown_number" }
  /** The number is ours, but no agent is set to answer it. */
  | { kind: "not_answering" }
  | { kind: "killed" }
  /** No worker has room; the caller's number was noted for a call back. */
  | { kind: "busy" }
  /** The call has ended already: a late or repeated webhook. */
  | { kind: "over" };
