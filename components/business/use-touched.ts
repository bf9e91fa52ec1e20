import { useCallback, useState } from "react";

/**
 * Which mistakes to show: those of fields that were left, and all of them once somebody tried to save. A mistake is never shown while its
 * field is being filled in for the first time.
 */
export function useTouched(problems: Readonly<Record<string, string>>, refused: Readonly<Record<string, string>> = {}) {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const onLeave = useCallback((name: string) => setTouched((before) => new Set(before).add(name)), []);
  const showAll = useCallback(() => setAll(true), []);
  const errorOf = (name: string): string | null =>
    refused[name] ?? (all || touched.has(name) ? (problems[name] ?? null) : null);
  return { errorOf, onLeave, showAll };
}
