import type { OAuth } from "../integration";
import { text } from "../reading";

/** Google's OAuth 2.0, for all of its services (developers.google.com/identity/protocols/oauth2/web-server). */
export const GOOGLE_OAUTH: OAuth = {
  kind: "oauth",
  client: "google",
  authorize: {
    origin: "https://accounts.google.com",
    path: "/o/oauth2/v2/auth",
    // A refresh token comes only with both.
    params: { access_type: "offline", prompt: "consent" },
  },
  token: { origin: "https://oauth2.googleapis.com", path: "/token" },
  pkce: true,
  clientAuth: "form",
  tokenBody: "form",
  scopeSeparator: " ",
  revoke: ({ access, refresh }) => ({
    origin: "https://oauth2.googleapis.com",
    method: "POST",
    path: "/revoke",
    form: { token: refresh ?? access },
  }),
};

export const GOOGLE_API = "https://www.googleapis.com";

/** `{ error: { code, message, status } }`. */
export const googleProblem = (json: unknown): string | null => text(json, "error.message");
