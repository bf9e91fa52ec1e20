import { CallAudioClaims } from "@/lib/contracts/call-audio";
import { signToken, verifyToken } from "../signed-token";

export const signAudioToken = (claims: CallAudioClaims, secret: string): string =>
  signToken("call-audio-token", claims, secret);

/** The claims of a token for a call's sound that we signed and that has not expired; null for anything else. */
export const verifyAudioToken = (token: string, secret: string, nowMs: number): CallAudioClaims | null =>
  verifyToken("call-audio-token", CallAudioClaims, token, secret, nowMs);
