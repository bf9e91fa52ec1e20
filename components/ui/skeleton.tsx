import { clsx } from "clsx";

/** A block the size of what will stand there. */
export function Skeleton({ className }: Readonly<{ className?: string }>) {
  return <div aria-hidden className={clsx("shimmer rounded-sm", className)} />;
}
