import { type PlanKey, PLANS } from "./plans";
import type { Used } from "./usage";

export type InvoiceLine =
  /** A plan's coming month, paid in advance. */
  | { kind: "month"; plan: PlanKey; cents: number }
  /** Calls of the period that ends, paid afterwards, at one price. */
  | { kind: "calls"; plan: PlanKey; calls: number; centsPerCall: number; cents: number };

/**
 * What is written on the invoice at the end of the period: the calls of that period that cost something of their own, and the coming month
 * of the plan that follows, if one does. Credits are Stripe's to know.
 *
 * @param following null when the subscription ends with the period.
 */
export function nextInvoice(plan: PlanKey, following: PlanKey | null, used: Used): InvoiceLine[] {
  const lines: InvoiceLine[] = [];
  const { calls, centsPerCall, atCalls } = PLANS[plan];
  const charge = (count: number, cents: number) => {
    if (count > 0) lines.push({ kind: "calls", plan, calls: count, centsPerCall: cents, cents: count * cents });
  };
  if (centsPerCall > 0) charge(used.calls, centsPerCall);
  if (calls !== null && atCalls.kind === "overage") charge(used.calls - calls, atCalls.centsPerCall);
  const month = following === null ? 0 : PLANS[following].centsPerMonth;
  if (following !== null && month > 0) lines.push({ kind: "month", plan: following, cents: month });
  return lines;
}

export const totalCents = (lines: readonly InvoiceLine[]): number => lines.reduce((sum, { cents }) => sum + cents, 0);
