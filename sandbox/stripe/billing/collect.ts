import { StripeApiError } from "../api/api-error";
import type { Invoice, PaymentMethod, Subscription } from "../model";
import { change, newId, type World } from "../world";
import { declineMessage, type CardRule } from "./cards";

const DAY_S = 86_400;
/** Days from one failed attempt to the next; after the last the account's setting decides. */
const RETRY_AFTER_DAYS = [3, 5, 7] as const;

/** The card that pays for a subscription: its own, else the customer's. */
export function payingMethod(world: World, subscription: Subscription): PaymentMethod | undefined {
  const customer = world.store.customers.get(subscription.customer);
  const id = subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method;
  return id ? world.store.paymentMethods.get(id) : undefined;
}

/** Why a card cannot be charged now; undefined when it can. `present`: the customer is there to confirm. */
export function chargeProblem(rule: CardRule | undefined, present: boolean): StripeApiError | undefined {
  if (!rule) {
    const message =
      "This customer has no attached payment source or default payment method. Please consider adding a default payment method.";
    return new StripeApiError(400, "invalid_request_error", message, { code: "resource_missing" });
  }
  if (rule.charge === "refused") {
    return new StripeApiError(402, "card_error", declineMessage(rule), {
      code: rule.code ?? "card_declined",
      decline_code: rule.declineCode ?? "generic_decline",
      payment_intent: { id: newId("pi"), object: "payment_intent", status: "requires_payment_method" },
    });
  }
  if (rule.authentication === "always" && !present) {
    const message = "Your card was declined. This transaction requires authentication.";
    return new StripeApiError(402, "card_error", message, {
      code: "authentication_required",
      decline_code: "authentication_required",
      payment_intent: { id: newId("pi"), object: "payment_intent", status: "requires_action" },
    });
  }
  return undefined;
}

/** Marks an invoice as paid, and its subscription as in good standing. */
export function markPaid(world: World, invoice: Invoice): void {
  const nowS = world.nowS();
  invoice.status = "paid";
  invoice.amount_paid = invoice.amount_due;
  invoice.amount_remaining = 0;
  invoice.next_payment_attempt = null;
  invoice.auto_advance = false;
  invoice.status_transitions.paid_at = nowS;
  world.emit("invoice.paid", invoice);
  world.emit("invoice.payment_succeeded", invoice);
  const subscription = subscriptionOf(world, invoice);
  const customer = world.store.customers.get(invoice.customer);
  if (customer?.delinquent) change(world, customer, "customer.updated", (one) => void (one.delinquent = false));
  if (subscription && subscription.latest_invoice === invoice.id && canRecover(subscription)) {
    change(world, subscription, "customer.subscription.updated", (one) => void (one.status = "active"));
  }
}

function canRecover({ status }: Subscription): boolean {
  return status === "incomplete" || status === "past_due" || status === "unpaid";
}

export function subscriptionOf(world: World, invoice: Invoice): Subscription | undefined {
  return world.store.subscriptions.get(invoice.parent.subscription_details.subscription);
}

/**
 * Tries to collect an open invoice with a card, by default the subscription's. Nothing due needs no card.
 *
 * @returns undefined when it is paid now, else the error that the card gave; the invoice then stays open and the subscription is behind.
 */
export function collect(
  world: World,
  invoice: Invoice,
  options: { readonly present?: boolean; readonly method?: PaymentMethod } = {},
): StripeApiError | undefined {
  const subscription = subscriptionOf(world, invoice);
  if (invoice.amount_due === 0) {
    invoice.attempted = true;
    markPaid(world, invoice);
    return undefined;
  }
  const method = options.method ?? (subscription && payingMethod(world, subscription));
  const problem = chargeProblem(method && world.store.cardRules.get(method.id), options.present ?? false);
  invoice.attempted = true;
  invoice.attempt_count += 1;
  if (!problem) {
    markPaid(world, invoice);
    return undefined;
  }
  const waitDays = RETRY_AFTER_DAYS[invoice.attempt_count - 1];
  const isFirst = invoice.billing_reason === "subscription_create";
  const isLast = waitDays === undefined && !isFirst;
  invoice.next_payment_attempt = isFirst || waitDays === undefined ? null : world.nowS() + waitDays * DAY_S;
  if (problem.details.code === "authentication_required") world.emit("invoice.payment_action_required", invoice);
  world.emit("invoice.payment_failed", invoice);
  const customer = world.store.customers.get(invoice.customer);
  if (customer && !isFirst) change(world, customer, "customer.updated", (one) => void (one.delinquent = true));
  if (subscription && !isFirst) fallBehind(world, subscription, isLast);
  return problem;
}

function fallBehind(world: World, subscription: Subscription, isLast: boolean): void {
  if (subscription.status === "canceled" || subscription.status === "unpaid") return;
  if (!isLast || world.afterLastAttempt === "leave") {
    change(world, subscription, "customer.subscription.updated", (one) => void (one.status = "past_due"));
  } else if (world.afterLastAttempt === "mark_unpaid") {
    change(world, subscription, "customer.subscription.updated", (one) => void (one.status = "unpaid"));
  } else {
    endSubscription(world, subscription, "payment_failed");
  }
}

/** Ends a subscription now, and the schedule that manages it. `reason` is Stripe's: cancellation_requested or payment_failed. */
export function endSubscription(
  world: World,
  subscription: Subscription,
  reason: "cancellation_requested" | "payment_failed",
): void {
  const nowS = world.nowS();
  subscription.status = "canceled";
  subscription.ended_at = nowS;
  subscription.canceled_at ??= nowS;
  subscription.cancellation_details = { ...subscription.cancellation_details, reason };
  for (const [id, item] of world.store.pendingItems) {
    if (item.subscription === subscription.id) world.store.pendingItems.delete(id);
  }
  world.emit("customer.subscription.deleted", subscription);
  const schedule = world.store.schedules.get(subscription.schedule ?? "");
  if (schedule?.status !== "active") return;
  schedule.status = "canceled";
  schedule.canceled_at = nowS;
  schedule.current_phase = null;
  world.emit(
    reason === "payment_failed" ? "subscription_schedule.aborted" : "subscription_schedule.canceled",
    schedule,
  );
}
