import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "../derive-key";

/** What a challenge looks like: 32 hexadecimal digits. */
export const HEALTH_CHALLENGE = /^[0-9a-f]{32}$/;

/** By this a call-worker shows that it is of this installation, to whoever asks at an address that should be its own. Hex. */
export const healthProof = (secret: string, challenge: string): string =>
  createHmac("sha256", deriveKey(secret, "health proof")).update(challenge).digest("hex");

export function isHealthProof(secret: string, challenge: string, proof: string): boolean {
  const [wanted, given] = [Buffer.from(healthProof(secret, challenge)), Buffer.from(proof)];
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
