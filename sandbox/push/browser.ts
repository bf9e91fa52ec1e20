import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes, randomUUID } from "node:crypto";

const KEY_BYTES = 65;
const HEAD_BYTES = 21;
const TAG_BYTES = 16;

/** A browser's side of one subscription: it alone can read what is pushed to it (RFC 8291). */
export class PushBrowser {
  readonly id = randomUUID();
  readonly #ecdh: ECDH = createECDH("prime256v1");
  readonly #public = this.#ecdh.generateKeys();
  readonly #auth = randomBytes(16);
  /** It has unsubscribed, or its browser is gone for good. */
  isGone = false;

  /** `applicationServerKey`: the only one whose pushes it takes, base64url; null: anybody's. */
  constructor(readonly applicationServerKey: string | null) {}

  get keys(): { p256dh: string; auth: string } {
    return { p256dh: this.#public.toString("base64url"), auth: this.#auth.toString("base64url") };
  }

  /** The text of an aes128gcm body in one record. Throws an Error saying what is wrong with it. */
  read(body: Buffer): string {
    const { salt, theirs, cipherText } = takeApart(body);
    let shared: Buffer;
    try {
      shared = this.#ecdh.computeSecret(theirs);
    } catch {
      throw new Error("the sender's key is no point of P-256");
    }
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.#public, theirs]);
    const secret = Buffer.from(hkdfSync("sha256", shared, this.#auth, info, 32));
    const key = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: aes128gcm\0", 16));
    const nonce = Buffer.from(hkdfSync("sha256", secret, salt, "Content-Encoding: nonce\0", 12));
    const decipher = createDecipheriv("aes-128-gcm", key, nonce);
    decipher.setAuthTag(cipherText.subarray(-TAG_BYTES));
    let plain: Buffer;
    try {
      plain = Buffer.concat([decipher.update(cipherText.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch {
      throw new Error("it does not open with this subscription's keys");
    }
    const end = plain.findLastIndex((byte) => byte !== 0);
    if (plain[end] !== 2) throw new Error("the last record does not end with 0x02");
    return plain.subarray(0, end).toString("utf8");
  }
}

/** The parts of a body (RFC 8188, 2.1, as RFC 8291, 4 narrows it). Throws an Error saying what is wrong with it. */
export function takeApart(body: Buffer): { salt: Buffer; theirs: Buffer; cipherText: Buffer } {
  if (body.length < HEAD_BYTES + KEY_BYTES + TAG_BYTES + 1) throw new Error("it is too short to be aes128gcm");
  const keyIdBytes = body.readUInt8(20);
  if (keyIdBytes !== KEY_BYTES || body[HEAD_BYTES] !== 4)
    throw new Error("its keyid is no uncompressed point of P-256");
  const cipherText = body.subarray(HEAD_BYTES + KEY_BYTES);
  const recordBytes = body.readUInt32BE(16);
  if (recordBytes < cipherText.length) throw new Error("it has more than one record");
  return { salt: body.subarray(0, 16), theirs: body.subarray(HEAD_BYTES, HEAD_BYTES + KEY_BYTES), cipherText };
}
