import { createECDH, createPrivateKey, type KeyObject, sign } from "node:crypto";

/** The key pair by which push services know this installation (RFC 8292). `publicKey` is what browsers are given, base64url. */
export type VapidKeys = { publicKey: string; privateKey: KeyObject };

const CURVE = "prime256v1";
const VALID_SECONDS = 12 * 3600;

/** The pair that a 32-byte number is the private key of. Throws for the few numbers that are none. */
export function vapidKeysFrom(number: Buffer): VapidKeys {
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(number);
  const point = ecdh.getPublicKey();
  const part = (from: number, to: number) => point.subarray(from, to).toString("base64url");
  const jwk = { kty: "EC", crv: "P-256", x: part(1, 33), y: part(33, 65), d: number.toString("base64url") };
  return {
    publicKey: point.toString("base64url"),
    privateKey: createPrivateKey({ key: jwk, format: "jwk" }),
  };
}

/** The `Authorization` of a push to a service's origin. `subject`: where the service's operator reaches ours, https: or mailto:. */
export function vapidAuthorization(
  { publicKey, privateKey }: VapidKeys,
  { audience, subject, nowMs }: { audience: string; subject: string; nowMs: number },
): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { aud: audience, exp: Math.floor(nowMs / 1000) + VALID_SECONDS, sub: subject };
  const signed = `${encode({ typ: "JWT", alg: "ES256" })}.${encode(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `vapid t=${signed}.${signature.toString("base64url")}, k=${publicKey}`;
}
