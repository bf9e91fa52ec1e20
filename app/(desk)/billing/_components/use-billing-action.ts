"use client";

import { useState, useTransition } from "react";

export type BillingOutcome = {
  /** For people; null when there is nothing to say. */
  message: string | null;
  /** One of Stripe's pages, to go to at once. */
  url: string | null;
  isError: boolean;
};

/** Runs one of the page's actions: goes where it says, or keeps what it said. */
export function useBillingAction() {
  const [isBusy, start] = useTransition();
  const [outcome, setOutcome] = useState<BillingOutcome | null>(null);
  const run = (action: () => Promise<BillingOutcome>) =>
    start(async () => {
      const next = await action();
      setOutcome(next);
      if (next.url) window.location.assign(next.url);
    });
  return { isBusy: isBusy || Boolean(outcome?.url), outcome, run };
}
