import type { Account } from "../account";
import { StripeApiError } from "../api/api-error";
import { attach, keepCard } from "../api/customers";
import { isChangeable } from "../api/portal-sessions";
import { endLater } from "../api/subscriptions";
import { applyChange } from "../billing/changes";
import { endSubscription } from "../billing/collect";
import { nextBoundary } from "../billing/periods";
import { amountOf } from "../billing/pricing";
import { phaseItem, phaseOf, releaseSchedule, scheduleFrom, scheduleOf } from "../billing/schedules";
import { periodEnd } from "../billing/subscriptions";
import type { Price, Subscription } from "../model";
import type { PortalSession } from "../model-sessions";
import { change } from "../world";

/** Marks a schedule that the portal made, which its customer may take back there. */
export const MADE_HERE = "portal";

/** Prices that a customer may change to, by the configuration. */
export function offers(account: Account, session: PortalSession): Price[] {
  const update = account.store.portalConfigurations.get(session.configuration)?.features.subscription_update;
  if (!update?.enabled || !update.default_allowed_updates.includes("price")) return [];
  return update.products.flatMap(({ prices }) => prices).flatMap((id) => account.store.prices.get(id) ?? []);
}

/** Saves a card as the one that pays from now on. @throws StripeApiError when it is refused. */
export function savePortalCard(account: Account, session: PortalSession, number: string, name: string): void {
  const method = attach(account, keepCard(account, number, "number", name).id, session.customer);
  const customer = account.store.customers.get(session.customer);
  if (customer)
    change(
      account,
      customer,
      "customer.updated",
      (one) => void (one.invoice_settings.default_payment_method = method.id),
    );
  for (const subscription of account.store.subscriptions.values()) {
    if (subscription.customer !== session.customer || subscription.ended_at !== null) continue;
    change(
      account,
      subscription,
      "customer.subscription.updated",
      (one) => void (one.default_payment_method = method.id),
    );
  }
}

/** Does what a button of the portal asks for, when the configuration offers it. Returns the problem, if there is one. */
export function portalAction(
  account: Account,
  session: PortalSession,
  action: string,
  form: URLSearchParams,
): string | undefined {
  const subscription = account.store.subscriptions.get(form.get("subscription") ?? "");
  const features = account.store.portalConfigurations.get(session.configuration)?.features;
  if (!features || subscription?.customer !== session.customer || subscription.ended_at !== null)
    return "There is no such subscription.";
  if (action === "change") {
    const price = offers(account, session).find((one) => one.id === form.get("price"));
    if (!price || !isChangeable(account, subscription)) return "That plan is not offered.";
    const { proration_behavior: proration, schedule_at_period_end: later } = features.subscription_update;
    if (later.conditions.some(({ type }) => waits(type, subscription, price))) {
      changeLater(account, subscription, price);
      return undefined;
    }
    const change = {
      items: [{ id: subscription.items.data[0]?.id, price }],
      proration,
      prorationAt: account.nowS(),
      restartCycle: false,
    };
    try {
      applyChange(account, subscription, change, "error_if_incomplete");
    } catch (error) {
      if (error instanceof StripeApiError) return error.message;
      throw error;
    }
  } else if (action === "keep") {
    const schedule = scheduleOf(account, subscription);
    if (schedule?.metadata[MADE_HERE]) releaseSchedule(account, schedule);
  } else if (scheduleOf(account, subscription)) {
    return "This subscription is managed by a schedule.";
  } else if (action === "cancel" && features.subscription_cancel.enabled) {
    if (features.subscription_cancel.mode === "immediately")
      endSubscription(account, subscription, "cancellation_requested");
    else if (subscription.billing_mode.type === "classic") endLater(account, subscription, true);
    // With flexible billing the portal sets the time and leaves cancel_at_period_end false.
    else scheduleEnd(account, subscription, periodEnd(subscription));
  } else if (action === "resume" && features.subscription_cancel.enabled) {
    if (subscription.cancel_at_period_end) endLater(account, subscription, false);
    else scheduleEnd(account, subscription, null);
  }
  return undefined;
}

function scheduleEnd(account: Account, subscription: Subscription, atS: number | null): void {
  change(account, subscription, "customer.subscription.updated", (one) => {
    one.cancel_at = atS;
    one.canceled_at = atS === null ? null : account.nowS();
    one.cancellation_details = { ...one.cancellation_details, reason: atS === null ? null : "cancellation_requested" };
  });
}

const INTERVAL_ORDER = ["day", "week", "month", "year"];

/** Whether a change has to wait for the end of the period. */
function waits(condition: string, subscription: Subscription, to: Price): boolean {
  const from = subscription.items.data[0]?.price;
  if (!from) return false;
  if (condition === "decreasing_item_amount") return amountOf(to, 1) < amountOf(from, 1);
  const rank = (price: Price) => INTERVAL_ORDER.indexOf(price.recurring?.interval ?? "month");
  return rank(to) < rank(from);
}

function changeLater(account: Account, subscription: Subscription, price: Price): void {
  const schedule = scheduleFrom(account, subscription);
  const start = periodEnd(subscription);
  const { interval = "month", interval_count: count = 1 } = price.recurring ?? {};
  change(account, schedule, "subscription_schedule.updated", (one) => {
    one.metadata = { [MADE_HERE]: "1" };
    one.phases.push(
      phaseOf({
        currency: price.currency,
        start_date: start,
        end_date: nextBoundary(start, interval, count, start),
        items: [phaseItem(price, subscription.items.data[0]?.quantity)],
        proration_behavior: "none",
      }),
    );
  });
}
