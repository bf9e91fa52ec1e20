import type { Billing } from "@/lib/contracts/billing";
import { type AtLimit, type PlanKey, PLANS, TRIAL } from "@/lib/domain/billing/plans";

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

export const money = (cents: number): string => dollars.format(cents / 100).replace(/\.00$/, "");
export const count = (amount: number): string => counts.format(amount);

/** `2 December` in the organization's zone. */
export const day = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "long" }).format(new Date(iso));

export const dayAndYear = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", year: "numeric" }).format(new Date(iso));

export function priceOf(key: PlanKey): string {
  const { centsPerMonth, centsPerCall } = PLANS[key];
  return centsPerCall > 0 ? `${money(centsPerCall)} a call` : `${money(centsPerMonth)} a month`;
}

/** What one gets for it, a line each. */
export function includedIn(key: PlanKey): string[] {
  const { calls, minutes, apiRequestsPerMinute } = PLANS[key];
  return [
    calls === null ? "As many calls as come" : `${count(calls)} calls a month`,
    minutes === null ? "No limit of minutes" : `${count(minutes)} minutes of talk a month, fair use`,
    `${count(apiRequestsPerMinute)} API requests a minute`,
  ];
}

function consequence(atLimit: AtLimit, what: "calls" | "minutes", included: number): string {
  if (atLimit.kind === "overage") return `Calls beyond them are answered for ${money(atLimit.centsPerCall)} each.`;
  if (atLimit.kind === "contact") {
    return what === "minutes"
      ? "Beyond them calls are still answered; we write to you about a plan that fits."
      : "Calls are always answered.";
  }
  const most = count(included * (1 + atLimit.gracePercent / 100));
  return `From ${most} ${what} on, new calls are told that the line takes no more. A call in progress is never cut.`;
}

/** What happens at a limit of the plan in force. */
export function atLimitWords({ plan, status }: Pick<Billing, "plan" | "status">, limit: "calls" | "minutes"): string {
  const limits = status === "trialing" ? TRIAL : PLANS[plan];
  const included = limits[limit];
  if (included === null) return limit === "calls" ? "Nothing limits them." : "No fair-use limit is set.";
  return consequence(limit === "calls" ? limits.atCalls : limits.atMinutes, limit, included);
}

export type Notice = { tone: "warn" | "bad" | "neutral"; title: string; text: string };

const daysUntil = (iso: string, now: Date) => Math.max(0, Math.ceil((Date.parse(iso) - now.getTime()) / 86_400_000));

/** What has to be known before anything else; null when all is well. */
export function noticeOf(billing: Billing, now: Date, timeZone: string): Notice | null {
  const { status, refusing, trialEndsAt, cancelAtPeriodEnd, periodEnd, pendingPlan, plan } = billing;
  if (refusing === "trial_ended") {
    const text = "Callers hear that the line takes no calls. Choose a plan below, and the next call is answered.";
    return { tone: "bad", title: "The trial has ended: new calls are refused", text };
  }
  if (status === "canceled") {
    const text =
      "Callers hear that the line takes no calls. Choose a plan below to go on; nothing of yours was deleted.";
    return { tone: "bad", title: "The subscription has ended: new calls are refused", text };
  }
  if (refusing === "unpaid") {
    const text = "Callers hear that the line takes no calls. Pay the open invoice or change the payment method.";
    return { tone: "bad", title: "The subscription is not paid: new calls are refused", text };
  }
  if (refusing === "limit_reached") {
    const text = "Callers hear that the line takes no more calls. Choose a larger plan, and the next call is answered.";
    return { tone: "bad", title: "What your plan includes is used up: new calls are refused", text };
  }
  if (status === "past_due") {
    const text =
      "The last payment failed. Calls are still answered while the payment is tried again over the next days. Change the payment method, or they will be refused.";
    return { tone: "bad", title: "Payment is past due", text };
  }
  if (cancelAtPeriodEnd) {
    const text = "Until then everything works as before. After it, new calls are refused. You can take this back.";
    return { tone: "warn", title: `The subscription ends on ${day(periodEnd, timeZone)}`, text };
  }
  if (pendingPlan !== null) {
    const text = `Until then you keep ${PLANS[plan].name}, which is paid for. You can take this back.`;
    return { tone: "neutral", title: `${PLANS[pendingPlan].name} follows on ${day(periodEnd, timeZone)}`, text };
  }
  if (status === "trialing" && trialEndsAt !== null) {
    const left = daysUntil(trialEndsAt, now);
    const text = `It ends on ${day(trialEndsAt, timeZone)} and costs nothing. Without a plan, new calls are refused after it.`;
    return { tone: "neutral", title: `${left} ${left === 1 ? "day" : "days"} of the trial left`, text };
  }
  return null;
}

export const INVOICE_WORDS: Readonly<Record<Billing["invoices"][number]["status"], string>> = {
  draft: "Being written",
  open: "To be paid",
  paid: "Paid",
  uncollectible: "Not collected",
  void: "Void",
};
