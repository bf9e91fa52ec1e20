import { createHmac, timingSafeEqual } from "node:crypto";
import { sharedEnv } from "@/lib/env/shared";
import { deriveKey } from "../derive-key";

/** HMAC-SHA-256 of a code, hex: six digits alone would be guessed from a plain hash in a moment. */
export function codeHash(verificationId: string, code: string, secret = sharedEnv().NEXTAUTH_SECRET): string {
  return createHmac("sha256", deriveKey(secret, "caller code")).update(`${verificationId}:${code}`).digest("hex");
}

/** Takes as long where no code was sent (null). */
export function codeMatches(verificationId: string, code: string, stored: string | null): boolean {
  const given = Buffer.from(codeHash(verificationId, code), "hex");
  const expected = Buffer.from(stored ?? "0".repeat(64), "hex");
  return timingSafeEqual(given, expected) && stored !== null;
}
