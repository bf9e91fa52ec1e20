import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { boundTo, IV_BYTES, SEALED_BYTES, TAG_BYTES } from "@/lib/domain/recordings/sealed-sound";

const ALGORITHM = "aes-256-gcm";

/** One second of sound, sealed for its place in its recording. */
export function sealSecond(key: Uint8Array, partId: string, second: number, sound: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(boundTo(partId, second)));
  const body = cipher.update(sound);
  cipher.final();
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** @throws Error when it is of another place, was changed or is cut off */
export function openSecond(key: Uint8Array, partId: string, second: number, sealed: Uint8Array): Buffer {
  if (sealed.length !== SEALED_BYTES) throw new Error("A second of a recording is cut off");
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES)).setAAD(
    Buffer.from(boundTo(partId, second)),
  );
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const sound = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
  decipher.final();
  return sound;
}
