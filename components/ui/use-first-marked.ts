"use client";

import { type RefObject, useEffect, useRef } from "react";

/** For a form longer than the screen: after a save that failed, the first field that is marked has the focus and is in sight. */
export function useFirstMarked(failure: unknown, isPending: boolean): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!failure || isPending) return;
    const marked = form.current?.querySelector<HTMLElement>("[aria-invalid='true']");
    marked?.focus({ preventScroll: true });
    marked?.scrollIntoView({ block: "center" });
  }, [failure, isPending]);
  return form;
}
