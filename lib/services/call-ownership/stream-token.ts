import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * A media stream's token names its call and the ownership it is for, and is the same however often it is asked for: a repeated webhook
 * gets the same answer. It is good once, because taking the ownership changes the call's row.
 * 33 bytes of ids and epoch, 32 of HMAC-SHA-256, base64url: 87 characters.
 */
export type StreamTokenClaims = { organizationId: string; callId: string; epoch: number };

const CONTENT_BYTES = 33;
const TOKEN_BYTES = CONTENT_BYTES + 32;
export const HIGHEST_EPOCH = 255;

export function createStreamToken({ organizationId, callId, epoch }: StreamTokenClaims, secret: string): string {
  if (!Number.isInteger(epoch) || epoch < 0 || epoch > HIGHEST_EPOCH) throw new RangeError("An epoch is 0 to 255");
  const content = Buffer.concat([uuidBytes(organizationId), uuidBytes(callId), Buffer.from([epoch])]);
  return Buffer.concat([content, signature(content, secret)]).toString("base64url");
}

/** What a token says, or null when it is not one of ours. */
export function readStreamToken(token: string, secret: string): StreamTokenClaims | null {
  if (!/^[A-Za-z0-9_-]{87}$/.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== TOKEN_BYTES) return null;
  const content = bytes.subarray(0, CONTENT_BYTES);
  if (!timingSafeEqual(bytes.subarray(CONTENT_BYTES), signature(content, secret))) return null;
  return {
    organizationId: uuidText(content.subarray(0, 16)),
    callId: uuidText(content.subarray(16, 32)),
    epoch: content[32] ?? 0,
  };
}

/** What is stored of a token: hex SHA-256. */
export const streamTokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

const signature = (content: Buffer, secret: string) =>
  createHmac("sha256", `aybiza.stream-token:${secret}`).update(content).digest();

function uuidBytes(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
  if (bytes.length !== 16) throw new TypeError("An id is a UUID");
  return bytes;
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
