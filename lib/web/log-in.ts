import "server-only";
import type { z } from "zod";
import type { LoginInput, LoginResult } from "@/lib/contracts/api/auth";
import { signIn } from "@/lib/services/auth/sign-in";
import { findSession } from "@/lib/services/sessions/find-session";
import { showSecondFactor } from "@/lib/services/second-factor/show";
import type { OpenRequest } from "./open-route";
import { startSession } from "./session";

/**
 * Signs in with password and, where a second factor is set up, its code, and sets the cookie. Without the code nothing of the person is told. Throws
 * UNAUTHENTICATED, INVALID (code) or RATE_LIMITED.
 */
export async function logIn(
  request: OpenRequest,
  { email, password, code }: z.output<typeof LoginInput>,
): Promise<z.input<typeof LoginResult>> {
  const { userId, hasSecondFactor } = await signIn({ email, password }, request);
  if (hasSecondFactor && code === undefined) return { secondFactorDue: true, user: null, organizations: [] };
  const sessionId = await startSession(userId);
  const found = await findSession({ userId, sessionId });
  if (!found) throw new Error("a session that has just begun does not count");
  if (hasSecondFactor) await showSecondFactor({ user: found.user, sessionId, ...request }, { code });
  const { publicId, name, memberships } = found.user;
  return {
    secondFactorDue: false,
    user: { id: userId, publicId, name, email: found.user.email },
    organizations: memberships.map(({ organizationId, accountId, organizationName, role }) => ({
      id: organizationId,
      accountId,
      name: organizationName,
      role,
    })),
  };
}
