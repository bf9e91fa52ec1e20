import type { Readable } from "node:stream";

/** How soon and how often bytes are wanted: what is archived takes hours to come back, and costs least. */
export type StorageTier = "hot" | "infrequent" | "archive";

/** The bytes of an object from the first to the last one named, both included. */
export type ByteRange = { from: number; to: number };

/** Keeps bytes under keys such as `<organization>/knowledge/<id>`: letters, digits, `-`, `_`, with `/` between. */
export type ObjectStore = {
  /** Stores all of `body`; what stood there is replaced only when it is whole. Rejects with what `body` throws, leaving nothing. */
  put(key: string, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Throws when nothing is there, and ObjectArchived when it has to be brought back first. A range within the object is read alone. */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /** Removes it, or does nothing when it is not there. */
  remove(key: string): Promise<void>;
  /** Removes everything whose key begins with `<prefix>/`. */
  removeAll(prefix: string): Promise<void>;
  /** Moves it to where it costs what it is worth; where there is one place only, it stays. Throws when nothing is there. */
  setTier(key: string, tier: StorageTier): Promise<void>;
  /** Asks for an archived object to be readable again; without effect where it is, or is on its way. */
  recall(key: string): Promise<void>;
};

/** The object lies in an archive: `recall` it and try again in some hours. */
export class ObjectArchived extends Error {
  override name = "ObjectArchived";
}

const KEY = /^[A-Za-z0-9_-]{1,100}(\/[A-Za-z0-9_-]{1,100}){0,9}$/;

/** Throws for a key that could lead out of its place. */
export function checkObjectKey(key: string): string {
  if (!KEY.test(key)) throw new TypeError(`"${key}" is no object key`);
  return key;
}
