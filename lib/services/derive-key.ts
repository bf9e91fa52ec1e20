import { hkdfSync } from "node:crypto";

/** A 32-byte key for one purpose from the installation's secret, so that no key says anything about another. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "aybiza", purpose, 32));
