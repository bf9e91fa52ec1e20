import "server-only";
import { createDirectoryStore } from "@/lib/adapters/object-store/directory-store";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { objectsDir } from "@/lib/env/shared";

let store: ObjectStore | undefined;

/** Where files that people give us are kept. */
export function objectStore(): ObjectStore {
  store ??= createDirectoryStore(objectsDir());
  return store;
}
