import { LiveTokenClaims } from "@/lib/contracts/live/socket";
import { signToken, verifyToken } from "../signed-token";

export const signLiveToken = (claims: LiveTokenClaims, secret: string): string =>
  signToken("live-token", claims, secret);

/** The claims of a token that we signed and that has not expired; null for anything else. */
export const verifyLiveToken = (token: string, secret: string, nowMs = Date.now()): LiveTokenClaims | null =>
  verifyToken("live-token", LiveTokenClaims, token, secret, nowMs);
