import { sharedEnv } from "@/lib/env/shared";

/** As long as a working week's cookie needs to be; roles and memberships are read anew at every request. */
export const SESSION_MAX_AGE_S = 7 * 24 * 60 * 60;

const isHttps = (): boolean => sharedEnv().PUBLIC_WEB_URL.startsWith("https:");

/** The session's cookie. Over HTTPS its name makes the browser refuse it from anywhere else. */
export function sessionCookie() {
  return {
    name: `${isHttps() ? "__Secure-" : ""}next-auth.session-token`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isHttps() },
  };
}
