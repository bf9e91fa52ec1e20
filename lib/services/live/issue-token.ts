import { sharedEnv } from "@/lib/env/shared";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { signLiveToken } from "./live-token";

const VALID_MS = 5 * 60_000;

/**
 * A short-lived token for the live connection, with the caller's permissions, and bound to their session. Needs `calls.read` and a person
 * who is signed in.
 */
export function issueLiveToken(
  context: ServiceContext,
  now = new Date(),
  secret = sharedEnv().NEXTAUTH_SECRET,
): { token: string; expiresAt: string } {
  requirePermission(context, "calls.read");
  const { sessionId } = context;
  if (!sessionId) throw new ServiceError("FORBIDDEN", "Live connections are for people who are signed in.");
  const exp = Math.floor((now.getTime() + VALID_MS) / 1000);
  const permissions = [...context.permissions];
  const token = signLiveToken(
    { sub: context.actor.id, sid: sessionId, organizationId: context.organizationId, permissions, exp },
    secret,
  );
  return { token, expiresAt: new Date(exp * 1000).toISOString() };
}
