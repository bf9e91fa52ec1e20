import { createCipheriv, createDecipheriv, type DecipherGCM, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
export const FILE_KEY_BYTES = 32;

/** The bytes sealed with a key of their own, as they come: initialisation vector, cipher text, tag. `purpose` is bound to it. */
export async function* sealBytes(
  key: Buffer,
  purpose: string,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(purpose));
  yield iv;
  for await (const chunk of body) yield cipher.update(chunk);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/** What was sealed, as it comes. Throws at the end, when the key is another one or a byte was changed: use nothing of it before. */
export async function* unsealBytes(
  key: Buffer,
  purpose: string,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let waiting = Buffer.alloc(0);
  let decipher: DecipherGCM | null = null;
  for await (const chunk of sealed) {
    waiting = Buffer.concat([waiting, chunk]);
    if (!decipher && waiting.length >= IV_BYTES) {
      decipher = createDecipheriv(ALGORITHM, key, waiting.subarray(0, IV_BYTES)).setAAD(Buffer.from(purpose));
      waiting = waiting.subarray(IV_BYTES);
    }
    // The last bytes may be the tag.
    const ready = waiting.length - TAG_BYTES;
    if (!decipher || ready <= 0) continue;
    yield decipher.update(waiting.subarray(0, ready));
    waiting = waiting.subarray(ready);
  }
  if (!decipher || waiting.length !== TAG_BYTES) throw new Error("The sealed file is cut off");
  decipher.setAuthTag(waiting);
  yield decipher.final();
}
