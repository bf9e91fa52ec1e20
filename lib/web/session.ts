import "server-only";
import { decode, encode } from "next-auth/jwt";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { sharedEnv } from "@/lib/env/shared";
import { endSession as endStored } from "@/lib/services/sessions/end-session";
import { findSession, type FoundSession } from "@/lib/services/sessions/find-session";
import { startSession as startStored } from "@/lib/services/sessions/start-session";
import { readClientAddress } from "./client-address";
import { newRequestId } from "./request-id";
import { SESSION_MAX_AGE_S, sessionCookie } from "./session-cookie";

/** The only place, with `auth-options.ts`, that knows which library keeps the sessions. */

async function readClaims(): Promise<{ userId: unknown; sessionId: unknown } | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (!token) return null;
  const claims = await decode({ token, secret: sharedEnv().NEXTAUTH_SECRET }).catch(() => null);
  return claims ? { userId: claims.sub, sessionId: claims["sid"] } : null;
}

/**
 * The session this request's cookie names, with its person, whether or not they have shown their second factor: for the page that asks for
 * it. Everything else reads `readSession`. Read once per request.
 */
export const readAnySession = cache(async (): Promise<FoundSession | null> => {
  const claims = await readClaims();
  return claims ? findSession(claims, await requestMeta()) : null;
});

/** The session this request's cookie names, with its person; null without a valid one, and until the second factor was shown. */
export async function readSession(): Promise<FoundSession | null> {
  const session = await readAnySession();
  return session?.isComplete ? session : null;
}

/** Signs the person in on this browser, in a new session; the one before, whoever's, ends. Gives its id. */
export async function startSession(userId: string): Promise<string> {
  const before = await readClaims();
  if (before) await endStored(before);
  const userAgent = (await headers()).get("user-agent");
  const sid = await startStored(userId, { ...(await requestMeta()), ...(userAgent ? { userAgent } : {}) });
  const { name, options } = sessionCookie();
  const secret = sharedEnv().NEXTAUTH_SECRET;
  const token = await encode({ token: { sub: userId, sid }, secret, maxAge: SESSION_MAX_AGE_S });
  (await cookies()).set(name, token, { ...options, maxAge: SESSION_MAX_AGE_S });
  return sid;
}

/** Signs out: the session ends, so that a copy of the cookie is worth nothing, and the cookie goes. */
export async function endSession(): Promise<void> {
  const claims = await readClaims();
  if (claims) await endStored(claims);
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** Who asks, as far as the network knows. */
export async function requestMeta(): Promise<{ requestId: string; ip?: string }> {
  const ip = readClientAddress(await headers());
  return { requestId: newRequestId(), ...(ip ? { ip } : {}) };
}
