"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";

/** Typing goes on a little before it is looked for. */
const TYPING_MS = 350;

/**
 * A form whose fields stand in the address, by the names given: what is asked for can be sent to a colleague, and Back goes back. Spread `field(name)` on each,
 * and call `apply` when one was chosen, `applySoon` while one is typed in.
 */
export function useFilterForm(names: readonly string[]) {
  const router = useRouter();
  const pathname = usePathname();
  const current = useSearchParams();
  const [isPending, start] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);
  useEffect(() => {
    // Back and Clear change the address without the form; what is being typed stays.
    for (const name of names) {
      const field = form.current?.elements.namedItem(name);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
      if (field !== document.activeElement) field.value = current.get(name) ?? "";
    }
  }, [current, names]);

  const apply = () => {
    clearTimeout(typing.current);
    if (!form.current) return;
    const next = new URLSearchParams();
    for (const [name, value] of new FormData(form.current)) {
      if (typeof value === "string" && value.trim() !== "") next.set(name, value.trim());
    }
    start(() => router.replace(next.size > 0 ? `${pathname}?${next}` : pathname, { scroll: false }));
  };
  const applySoon = () => {
    clearTimeout(typing.current);
    typing.current = setTimeout(apply, TYPING_MS);
  };
  return {
    form,
    apply,
    applySoon,
    clear: () => start(() => router.replace(pathname, { scroll: false })),
    isPending,
    isFiltered: names.some((name) => current.has(name)),
    field: (name: string) => ({ name, defaultValue: current.get(name) ?? "" }),
  };
}
