import { createHash, randomBytes } from "node:crypto";

/** A new key and what of it may be stored: the prefix that finds it, and its SHA-256 (256 random bits need no slow hash). */
export function newKeyMaterial(): { key: string; prefix: string; hash: string } {
  const prefix = `ayb_${randomBytes(6).toString("hex")}`;
  const key = `${prefix}_${randomBytes(32).toString("base64url")}`;
  return { key, prefix, hash: hashApiKey(key) };
}

export const hashApiKey = (key: string): string => createHash("sha256").update(key).digest("hex");

/** The prefix of what has the form of a key; null otherwise. */
export const prefixOf = (key: string): string | null => /^(ayb_[0-9a-f]{12})_[\w-]{43}$/.exec(key)?.[1] ?? null;
