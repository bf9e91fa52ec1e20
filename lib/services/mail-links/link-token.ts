import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes, base64url. */
export const newLinkToken = (): string => randomBytes(32).toString("base64url");

/** What of a link's secret is kept: SHA-256, hex. The secret is random, so no slower hash is needed. */
export const linkTokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");
