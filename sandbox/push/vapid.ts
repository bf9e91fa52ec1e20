import { createPublicKey, verify } from "node:crypto";

const LONGEST_SECONDS = 24 * 3600;

export type Refusal = { status: 401 | 403; reason: string };

/** What is wrong with the `Authorization` of a push (RFC 8292), or the sender's key. */
export function checkVapid(
  authorization: string | undefined,
  expected: { audience: string; nowMs: number },
): { key: string } | Refusal {
  const [, token, key] = /^vapid\s+t=([^,\s]+)\s*,\s*k=([\w-]+)$/i.exec(authorization ?? "") ?? [];
  if (!token || !key) return refused(401, "no vapid t=…, k=… in Authorization");
  const [head = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(key, "base64url");
  if (point.length !== 65 || point[0] !== 4) return refused(403, "k is no uncompressed point of P-256");
  const { alg } = parse(head);
  if (alg !== "ES256") return refused(403, "the token is not signed with ES256");
  if (!isSigned(`${head}.${claims}`, signature, point)) return refused(403, "the signature is not by k");
  const { aud, exp, sub } = parse(claims);
  const nowSeconds = expected.nowMs / 1000;
  if (aud !== expected.audience) return refused(403, `aud must be ${expected.audience}`);
  if (typeof exp !== "number" || exp <= nowSeconds) return refused(403, "exp is over");
  if (exp > nowSeconds + LONGEST_SECONDS) return refused(403, "exp is more than 24 hours away");
  if (typeof sub !== "string" || !/^(mailto:.+@.+|https:\/\/.+)/.test(sub)) return refused(403, "sub names nobody");
  return { key };
}

const refused = (status: Refusal["status"], reason: string): Refusal => ({ status, reason });

function isSigned(text: string, signature: string, point: Buffer): boolean {
  const part = (from: number, to: number) => point.subarray(from, to).toString("base64url");
  try {
    const jwk = { kty: "EC", crv: "P-256", x: part(1, 33), y: part(33, 65) };
    const key = createPublicKey({ key: jwk, format: "jwk" });
    return verify("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}

function parse(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
