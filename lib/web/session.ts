import "server-only";
import { decode, encode } from "next-auth/jwt";
import { cookies, headers } from "next/headers";
import { sharedEnv } from "@/lib/env/shared";
import { newRequestId } from "./request-id";
import { SESSION_MAX_AGE_S, sessionCookie } from "./session-cookie";

/** The only place, with `auth-options.ts`, that knows which library keeps the sessions. */

/** The id of the person this request's cookie names; null without a valid one. */
export async function readSession(): Promise<{ userId: string } | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (!token) return null;
  const claims = await decode({ token, secret: sharedEnv().NEXTAUTH_SECRET }).catch(() => null);
  return claims?.sub ? { userId: claims.sub } : null;
}

/** Signs the person in on this browser. */
export async function startSession(userId: string): Promise<void> {
  const { name, options } = sessionCookie();
  const secret = sharedEnv().NEXTAUTH_SECRET;
  const token = await encode({ token: { sub: userId }, secret, maxAge: SESSION_MAX_AGE_S });
  (await cookies()).set(name, token, { ...options, maxAge: SESSION_MAX_AGE_S });
}

export async function endSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** Who asks, as far as the network knows. The last address was added by what stands nearest to us; earlier ones can be invented. */
export async function requestMeta(): Promise<{ requestId: string; ip?: string }> {
  const ip = (await headers()).get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return { requestId: newRequestId(), ...(ip ? { ip } : {}) };
}
