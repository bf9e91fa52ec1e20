"use client";

import { CreditCard } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";

const WORDS = {
  trial_ended: "The trial has ended: new calls are refused until a plan is chosen.",
  unpaid: "The subscription has ended or is not paid: new calls are refused.",
  limit_reached: "What your plan includes is used up: new calls are refused.",
  past_due: "The last payment failed. Calls are still answered while it is tried again.",
} as const;

/** On every page but the one that says it all: that callers are turned away, or soon will be. */
export function BillingStrip({ warning }: Readonly<{ warning: keyof typeof WORDS }>) {
  const isThere = usePathname().startsWith("/billing");
  if (isThere) return null;
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-x-2 gap-y-0.5 border-b border-bad bg-bad-soft px-4 py-2 text-13 md:px-6"
    >
      <CreditCard aria-hidden className="size-4 shrink-0 text-bad" />
      <span className="text-pretty">{WORDS[warning]}</span>
      <Link href="/billing" className="font-medium underline underline-offset-4">
        Go to billing
      </Link>
    </p>
  );
}
