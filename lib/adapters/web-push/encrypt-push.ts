import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

/** A browser's keys, base64url, as its push service gave them. */
export type PushKeys = { p256dh: string; auth: string };

const RECORD_BYTES = 4096;
const TAG_BYTES = 16;
/** What a push service has to take at least (RFC 8030, 7.2), less head, tag and padding delimiter. */
export const MOST_TEXT_BYTES = RECORD_BYTES - 86 - TAG_BYTES - 1;

/**
 * Encrypts a text for one browser (RFC 8291, content coding aes128gcm of RFC 8188), in one record. Throws RangeError when it is longer than
 * MOST_TEXT_BYTES, and Error when the browser's key is no point of P-256.
 */
export function encryptPush(text: string, { p256dh, auth }: PushKeys): Buffer {
  const plain = Buffer.from(text, "utf8");
  if (plain.length > MOST_TEXT_BYTES) throw new RangeError("A push has 3993 bytes at most");
  const theirs = Buffer.from(p256dh, "base64url");
  const ours = createECDH("prime256v1");
  const ourPublic = ours.generateKeys();
  const shared = ours.computeSecret(theirs);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), theirs, ourPublic]);
  const secret = Buffer.from(hkdfSync("sha256", shared, Buffer.from(auth, "base64url"), info, 32));
  const salt = randomBytes(16);
  const key = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16));
  const nonce = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12));
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  // 0x02 ends the text of the last record.
  const body = Buffer.concat([cipher.update(plain), cipher.update(Buffer.of(2)), cipher.final(), cipher.getAuthTag()]);
  const head = Buffer.alloc(21);
  salt.copy(head);
  head.writeUInt32BE(RECORD_BYTES, 16);
  head.writeUInt8(ourPublic.length, 20);
  return Buffer.concat([head, ourPublic, body]);
}
