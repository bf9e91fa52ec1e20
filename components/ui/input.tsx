import { clsx } from "clsx";
import type { ComponentProps } from "react";

const base =
  "h-8 rounded-md border border-line-strong bg-surface px-2.5 text-13 text-text transition-colors duration-150 " +
  "hover:border-text-3 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-bad";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={clsx(base, className)} {...rest} />;
}

/** The platform's own list: it works with every keyboard, reader and phone. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select className={clsx(base, "cursor-pointer pr-7", className)} {...rest} />;
}
