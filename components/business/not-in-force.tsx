import { Hourglass } from "lucide-react";
import type { ReactNode } from "react";

/** Says of settings that they are kept and not acted on today, and what happens instead. */
export function NotInForce({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <p className="mt-1.5 flex items-start gap-2 text-13 text-pretty text-text-2">
      <Hourglass aria-hidden className="mt-0.5 size-3.5 shrink-0 text-text-3" />
      <span>{children}</span>
    </p>
  );
}
