import "server-only";
import { chooseObjectStore } from "@/lib/adapters/object-store/choose-store";
import type { ObjectStore } from "@/lib/adapters/object-store/object-store";
import { sharedEnv } from "@/lib/env/shared";

let store: ObjectStore | undefined;

/** Where files that people give us and recordings are kept. */
export function objectStore(): ObjectStore {
  store ??= chooseObjectStore(sharedEnv());
  return store;
}
