import { sharedEnv } from "@/lib/env/shared";
import { SESSION_MAX_AGE_MS } from "@/lib/services/sessions/start-session";

/** The cookie only names a session, which ends by itself then or before; roles and memberships are read anew at every request. */
export const SESSION_MAX_AGE_S = SESSION_MAX_AGE_MS / 1000;

const isHttps = (): boolean => sharedEnv().PUBLIC_WEB_URL.startsWith("https:");

/** The session's cookie. Over HTTPS its name makes the browser refuse it from anywhere else. */
export function sessionCookie() {
  return {
    name: `${isHttps() ? "__Secure-" : ""}next-auth.session-token`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isHttps() },
  };
}
