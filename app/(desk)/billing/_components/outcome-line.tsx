import { clsx } from "clsx";
import type { BillingOutcome } from "./use-billing-action";

/** What became of it, said to everyone. The place is there before the words, so that screen readers hear them. */
export function OutcomeLine({ outcome, className }: Readonly<{ outcome: BillingOutcome | null; className?: string }>) {
  return (
    <p
      role="status"
      className={clsx("text-13 text-pretty empty:hidden", outcome?.isError ? "text-bad" : "text-text-2", className)}
    >
      {outcome?.message}
    </p>
  );
}
