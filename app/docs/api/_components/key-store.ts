import { useSyncExternalStore } from "react";

/** The key typed in on this page, for all its requests. It stays in this tab's memory alone. */
let key = "";
const watchers = new Set<() => void>();

export function setKey(typed: string): void {
  key = typed.trim();
  for (const notify of watchers) notify();
}

function watch(notify: () => void): () => void {
  watchers.add(notify);
  return () => void watchers.delete(notify);
}

export const useKey = (): string =>
  useSyncExternalStore(
    watch,
    () => key,
    () => "",
  );
