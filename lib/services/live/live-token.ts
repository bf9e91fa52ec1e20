import { createHmac, timingSafeEqual } from "node:crypto";
import { LiveTokenClaims } from "@/lib/contracts/live/socket";
import { deriveKey } from "../derive-key";

/** JWT, HS256, with a key derived for this purpose alone. Needs no database: workers check tokens with it. */

const HEADER = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");

export function signLiveToken(claims: LiveTokenClaims, secret: string): string {
  const content = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${content}.${signatureOf(content, secret).toString("base64url")}`;
}

/** The claims of a token that we signed and that has not expired; null for anything else. */
export function verifyLiveToken(token: string, secret: string, nowMs = Date.now()): LiveTokenClaims | null {
  if (token.length > 8192) return null;
  const [header, payload, signature, more] = token.split(".");
  if (header !== HEADER || !payload || !signature || more !== undefined) return null;
  const given = Buffer.from(signature, "base64url");
  const expected = signatureOf(`${header}.${payload}`, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  try {
    const claims = LiveTokenClaims.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
    return claims.exp * 1000 > nowMs ? claims : null;
  } catch {
    return null;
  }
}

const signatureOf = (content: string, secret: string) =>
  createHmac("sha256", deriveKey(secret, "live-token")).update(content).digest();
