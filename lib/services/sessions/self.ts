import type { SessionUser } from "@/lib/contracts/session";

/** A person acting on their own account, in which session and from where. Built by the transports, never from a payload. */
export type Self = { user: SessionUser; sessionId: string; requestId: string; ip?: string };
