import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** A text of several lines that grows with what is in it. */
export function GrowingText({ className, rows = 2, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={clsx(
        "field-sizing-content max-h-96 w-full resize-none rounded-md border border-line-strong bg-surface px-3 py-2 text-14 leading-6 text-text",
        "transition-colors duration-150 hover:border-text-3 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0",
        "read-only:bg-surface-2 aria-invalid:border-bad",
        className,
      )}
      {...rest}
    />
  );
}
