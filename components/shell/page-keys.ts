import { useEffect, useRef } from "react";

/** A letter that does something on the page that is open. */
export type PageKey = { key: string; does: string; run: () => void };

const registered = new Set<() => readonly PageKey[]>();

/** The keys of what is on screen now, in the order of their registration. */
export const pageKeys = (): readonly PageKey[] => [...registered].flatMap((keys) => keys());

/** Gives the page keys of its own, for as long as the component is there. They are dead while somebody types or a dialog is open. */
export function usePageKeys(keys: readonly PageKey[]): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const read = () => latest.current;
    registered.add(read);
    return () => void registered.delete(read);
  }, []);
}
