import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

const base =
  "h-8 rounded-md border border-line-strong bg-surface px-2.5 text-13 text-text transition-colors duration-150 " +
  "hover:border-text-3 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-bad";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={clsx(base, className)} {...rest} />;
}

/** The platform's own list: it works with every keyboard, reader and phone. `className` sizes the whole. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className={clsx("relative inline-block", className)}>
      <select className={clsx(base, "w-full cursor-pointer appearance-none truncate pr-7")} {...rest} />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2 right-2 size-4 text-text-3" />
    </span>
  );
}
