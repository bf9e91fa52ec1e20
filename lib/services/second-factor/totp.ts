import { Secret, TOTP } from "otpauth";
import { sharedEnv } from "@/lib/env/shared";
import { deriveKey } from "../derive-key";
import { seal, unseal } from "../secrets/seal";

/** As every authenticator app understands it: SHA-1, six digits, 30 s (RFC 6238). */
const FORM = { issuer: "Aybiza", algorithm: "SHA1", digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** Clocks may be a step apart, in both directions. */
const WINDOW_STEPS = 1;

const key = (): Buffer => deriveKey(sharedEnv().NEXTAUTH_SECRET, "totp");
/** Sealed for one person: copied into another's row, it does not open. */
const purposeOf = (userId: string) => `totp:${userId}`;

/** A new secret of an authenticator app, base32. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

export const sealTotpSecret = (userId: string, secret: string): string => seal(key(), purposeOf(userId), secret);

export const unsealTotpSecret = (userId: string, sealed: string): string => unseal(key(), purposeOf(userId), sealed);

/** The otpauth:// address that the QR code says. */
export const totpAddress = (email: string, secret: string): string =>
  new TOTP({ ...FORM, label: email, secret: Secret.fromBase32(secret) }).toString();

/** The 30 s step whose code this is, now or a step away; null for a wrong one. Compared in constant time. */
export function totpStepOf(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const totp = new TOTP({ ...FORM, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, timestamp, window: WINDOW_STEPS });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}
