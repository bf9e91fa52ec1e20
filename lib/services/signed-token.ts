import { createHmac, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { deriveKey } from "./derive-key";

/** JWT, HS256, with a key derived for one purpose alone. Needs no database: workers check tokens with it. */

const HEADER = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT" })).toString("base64url");
const MOST_CHARS = 8_192;

export type TokenPurpose = "live-token" | "call-audio-token";

export function signToken(purpose: TokenPurpose, claims: { exp: number }, secret: string): string {
  const content = `${HEADER}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  return `${content}.${signatureOf(purpose, content, secret).toString("base64url")}`;
}

/** The claims of a token that we signed for this purpose and that has not expired; null for anything else. */
export function verifyToken<Schema extends z.ZodType<{ exp: number }>>(
  purpose: TokenPurpose,
  schema: Schema,
  token: string,
  secret: string,
  nowMs: number,
): z.output<Schema> | null {
  if (token.length > MOST_CHARS) return null;
  const [header, payload, signature, more] = token.split(".");
  if (header !== HEADER || !payload || !signature || more !== undefined) return null;
  const given = Buffer.from(signature, "base64url");
  const expected = signatureOf(purpose, `${header}.${payload}`, secret);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  try {
    const claims = schema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
    return claims.exp * 1000 > nowMs ? claims : null;
  } catch {
    return null;
  }
}

const signatureOf = (purpose: TokenPurpose, content: string, secret: string) =>
  createHmac("sha256", deriveKey(secret, purpose)).update(content).digest();
