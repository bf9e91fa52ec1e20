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
  if (atLimit.kind === "overage")
    return `Calls beyond ${count(included)} are answered for ${money(atLimit.centsPerCall)} each.`;
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
  if (included === null)
    return limit === "calls" ? "Every call is answered: there is no limit." : "There is no limit of minutes.";
  return consequence(limit === "calls" ? limits.atCalls : limits.atMinutes, limit, included);
}

type InvoiceLine = NonNullable<Billing["nextInvoice"]>["lines"][number];

export function invoiceLineWords(line: InvoiceLine): string {
  if (line.kind === "month") return `${PLANS[line.plan].name}, the coming month`;
  const { calls } = PLANS[line.plan];
  const beyond = calls === null ? "" : ` beyond ${count(calls)}`;
  return `${count(line.calls)} ${line.calls === 1 ? "call" : "calls"}${beyond}, ${money(line.centsPerCall)} each`;
}

export type Notice = {
  tone: "warn" | "bad" | "neutral" | "good";
  title: string;
  text: string;
  /** What can be done about it here. */
  action?: "plans" | "pay" | "keep";
  keepLabel?: string;
};

/** Said to who comes back from paying; null when there is nothing to say. */
export function paidNotice({ isSubscribed, status, plan }: Billing): Notice {
  if (isSubscribed && status === "active") {
    const text = "It is paid, and counts from now. The invoice is below; a receipt comes by mail from Stripe.";
    return { tone: "good", title: `You are on ${PLANS[plan].name}`, text };
  }
  const text = "Stripe has not confirmed the payment yet. That takes some seconds; reload the page to see it.";
  return { tone: "neutral", title: "The payment is being confirmed", text };
}

const ALERT_PERCENT = 80;

const daysUntil = (iso: string, now: Date) => Math.max(0, Math.ceil((Date.parse(iso) - now.getTime()) / 86_400_000));

/** At 80 % of what is included, where a plan refuses beyond it: how much is left until then. */
function nearLimit({ usage, plan, status }: Billing): Notice | null {
  const limits = status === "trialing" ? TRIAL : PLANS[plan];
  const near = usage
    .filter(({ limit, percent }) => {
      const atLimit = limit === "calls" ? limits.atCalls : limits.atMinutes;
      return atLimit.kind === "refuse" && percent >= ALERT_PERCENT;
    })
    .sort((a, b) => b.percent - a.percent)[0];
  if (!near || near.included === null) return null;
  const atLimit = near.limit === "calls" ? limits.atCalls : limits.atMinutes;
  const grace = atLimit.kind === "refuse" ? atLimit.gracePercent : 0;
  const left = Math.max(0, Math.floor(near.included * (1 + grace / 100) - near.used + 1e-6));
  const unit =
    near.limit === "calls" ? (left === 1 ? "call" : "calls") : left === 1 ? "minute of talk" : "minutes of talk";
  const text = `${count(left)} more ${unit} until new calls are refused. With a larger plan they are answered on.`;
  const what = near.limit === "calls" ? "calls" : "minutes";
  const title =
    near.percent >= 100
      ? `The ${what} that ${status === "trialing" ? "the trial" : PLANS[plan].name} includes are used up`
      : `${Math.floor(near.percent)} % of the ${what} are used`;
  return { tone: "warn", title, text, action: "plans" };
}

/** What has to be known before anything else; null when all is well. */
export function noticeOf(billing: Billing, now: Date, timeZone: string): Notice | null {
  const { status, refusing, trialEndsAt, cancelAtPeriodEnd, periodEnd, pendingPlan, plan, isSubscribed } = billing;
  if (refusing === "trial_ended") {
    const text = "Callers hear that the line takes no calls. Choose a plan below, and the next call is answered.";
    return { tone: "bad", title: "The trial has ended: new calls are refused", text, action: "plans" };
  }
  if (status === "canceled") {
    const text =
      "Callers hear that the line takes no calls. Choose a plan below to go on; nothing of yours was deleted.";
    return { tone: "bad", title: "The subscription has ended: new calls are refused", text, action: "plans" };
  }
  if (refusing === "unpaid") {
    const text = "Callers hear that the line takes no calls. Pay the open invoice or change the payment method.";
    return { tone: "bad", title: "The subscription is not paid: new calls are refused", text, action: "pay" };
  }
  if (refusing === "limit_reached") {
    const text = "Callers hear that the line takes no more calls. Choose a larger plan, and the next call is answered.";
    const what = status === "trialing" ? "the trial" : "your plan";
    return { tone: "bad", title: `What ${what} includes is used up: new calls are refused`, text, action: "plans" };
  }
  if (status === "past_due") {
    const text =
      "The last payment failed. Calls are still answered while Stripe tries again over the next days; after the last try they will be refused. Change the card, or pay now.";
    return { tone: "bad", title: "Payment is past due", text, action: "pay" };
  }
  if (cancelAtPeriodEnd) {
    const text = "Until then everything works as before. After it, new calls are refused.";
    const title = `The subscription ends on ${day(periodEnd, timeZone)}`;
    return { tone: "warn", title, text, action: "keep", keepLabel: "Keep the subscription" };
  }
  if (isSubscribed && pendingPlan !== null) {
    const text = `Until then you keep ${PLANS[plan].name}, which is paid for.`;
    const title = `Changes to ${PLANS[pendingPlan].name} on ${day(periodEnd, timeZone)}`;
    return { tone: "neutral", title, text, action: "keep", keepLabel: `Keep ${PLANS[plan].name}` };
  }
  const near = nearLimit(billing);
  if (near) return near;
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
