import type { Readable } from "node:stream";

/** Keeps bytes under keys such as `<organization>/knowledge/<id>`: letters, digits, `-`, `_`, with `/` between. */
export type ObjectStore = {
  /** Stores all of `body`; what stood there is replaced only when it is whole. Rejects with what `body` throws, leaving nothing. */
  put(key: string, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Throws when nothing is there. */
  get(key: string): Promise<Readable>;
  /** Removes it, or does nothing when it is not there. */
  remove(key: string): Promise<void>;
  /** Removes everything whose key begins with `<prefix>/`. */
  removeAll(prefix: string): Promise<void>;
};

const KEY = /^[A-Za-z0-9_-]{1,100}(\/[A-Za-z0-9_-]{1,100}){0,9}$/;

/** Throws for a key that could lead out of its place. */
export function checkObjectKey(key: string): string {
  if (!KEY.test(key)) throw new TypeError(`"${key}" is no object key`);
  return key;
}
