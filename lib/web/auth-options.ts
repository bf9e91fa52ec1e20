import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { sharedEnv } from "@/lib/env/shared";
import { ServiceError } from "@/lib/services/errors";
import { signIn } from "@/lib/services/auth/sign-in";
import { endSession } from "@/lib/services/sessions/end-session";
import { findSession } from "@/lib/services/sessions/find-session";
import { startSession } from "@/lib/services/sessions/start-session";
import { readClientAddress } from "./client-address";
import { newRequestId } from "./request-id";
import { SESSION_MAX_AGE_S, sessionCookie } from "./session-cookie";

/** How next-auth is used here: one kind of credentials, and sealed cookies that only name a stored session. */
export function authOptions(): NextAuthOptions {
  return {
    secret: sharedEnv().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_S },
    useSecureCookies: sessionCookie().options.secure,
    cookies: { sessionToken: sessionCookie() },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        name: "E-mail and password",
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        async authorize(credentials, request) {
          const given: Record<string, unknown> = request.headers ?? {};
          const textOf = (name: string) => (typeof given[name] === "string" ? given[name] : undefined);
          const ip = readClientAddress({ get: textOf });
          try {
            const input = { email: credentials?.email, password: credentials?.password };
            const user = await signIn(input, { requestId: newRequestId(), ...(ip ? { ip } : {}) });
            const userAgent = textOf("user-agent");
            const sessionId = await startSession(user.userId, {
              ...(ip ? { ip } : {}),
              ...(userAgent ? { userAgent } : {}),
            });
            const signedIn = { id: user.userId, name: user.name, email: user.email, sessionId };
            return signedIn;
          } catch (error) {
            if (!(error instanceof ServiceError)) throw new Error("Signing in is not possible at the moment.");
            if (error.code === "RATE_LIMITED") throw new Error(error.message);
            return null;
          }
        },
      }),
    ],
    callbacks: {
      async jwt({ token, user }) {
        // Only a sign-in brings the person; every other token has to name a session that still counts.
        if (user) return { sub: user.id, sid: "sessionId" in user ? user.sessionId : null };
        const session = await findSession({ userId: token.sub, sessionId: token["sid"] });
        if (!session?.isComplete) throw new Error("the session has ended");
        return token;
      },
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
    },
    events: {
      signOut: ({ token }) => endSession({ userId: token.sub, sessionId: token["sid"] }),
    },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}
