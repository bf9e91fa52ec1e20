import { applyChange, type ItemChange } from "../billing/changes";
import { chargeProblem, endSubscription, payingMethod } from "../billing/collect";
import { usageLines } from "../billing/lines";
import { mirrorItems, scheduleOf } from "../billing/schedules";
import { invoicePending, periodEnd, startSubscription, type NewItem } from "../billing/subscriptions";
import type { Subscription } from "../model";
import { change, type World } from "../world";
import { attach } from "./customers";
import { invalidParam, noSuch } from "./api-error";
import type { Params } from "./params";
import { PRORATION_BEHAVIORS } from "./portal-configuration";
import { fromParam, fromPath, page, type Call, type Route } from "./route";

const DAY_S = 86_400;
const PAYMENT_BEHAVIORS = [
  "allow_incomplete",
  "default_incomplete",
  "error_if_incomplete",
  "pending_if_incomplete",
] as const;
const ENDED = new Set(["canceled", "incomplete_expired"]);

/** The items of a new subscription. */
export function readNewItems(world: World, params: Params): NewItem[] {
  const items = params.list("items").map((item) => {
    const price = fromParam(world.store.prices, "price", item.required("price"), item.nameOf("price"));
    if (!price.active)
      throw invalidParam(
        `The price specified is inactive. This field only accepts active prices.`,
        item.nameOf("price"),
      );
    const quantity = item.integer("quantity");
    if (quantity !== undefined && price.recurring?.usage_type === "metered") {
      throw invalidParam("You cannot set the quantity for metered prices.", item.nameOf("quantity"));
    }
    return { price, quantity, metadata: item.metadata() };
  });
  if (items.length === 0) params.missing("items");
  return items;
}

/** What is to be done with each item. */
export function readItemChanges(world: World, params: Params): ItemChange[] {
  return params.list("items").map((item) => {
    const price = item.string("price");
    item.ignore("clear_usage");
    return {
      id: item.string("id"),
      price: price === undefined ? undefined : fromParam(world.store.prices, "price", price, item.nameOf("price")),
      quantity: item.integer("quantity"),
      deleted: item.boolean("deleted"),
      metadata: item.has("metadata") ? item.metadata() : undefined,
    };
  });
}

/** The end of a trial that is asked for, in Unix seconds. */
function trialEnd(world: World, params: Params): number | null {
  const text = params.string("trial_end");
  const days = params.integer("trial_period_days");
  if (text !== undefined && days !== undefined) {
    throw invalidParam(
      "You may only specify one of these parameters: trial_end, trial_period_days.",
      "trial_end",
      "parameters_exclusive",
    );
  }
  if (text === "now") return null;
  if (text !== undefined) return params.integer("trial_end") ?? null;
  return days === undefined ? null : world.nowS() + days * DAY_S;
}

function missingMethodRule(params: Params): "cancel" | "create_invoice" | "pause" {
  const behavior = params.object("trial_settings")?.object("end_behavior");
  return behavior?.oneOf("missing_payment_method", ["cancel", "create_invoice", "pause"] as const) ?? "create_invoice";
}

function create({ account, params }: Call): Subscription {
  const customer = fromParam(account.store.customers, "customer", params.required("customer"), "customer");
  const items = readNewItems(account, params);
  const method = params.string("default_payment_method");
  const behavior = params.oneOf("payment_behavior", PAYMENT_BEHAVIORS) ?? "allow_incomplete";
  const mode = params.object("billing_mode");
  mode?.ignore("flexible");
  const given = {
    customer: customer.id,
    items,
    defaultPaymentMethod: method ?? null,
    metadata: params.metadata(),
    description: params.emptyable("description") ?? null,
    trialEndAt: trialEnd(account, params),
    missingPaymentMethod: missingMethodRule(params),
    billingMode: mode?.oneOf("type", ["classic", "flexible"] as const) ?? ("flexible" as const),
  };
  params.oneOf("collection_method", ["charge_automatically"] as const);
  params.oneOf("proration_behavior", PRORATION_BEHAVIORS);
  params
    .object("payment_settings")
    ?.ignore("save_default_payment_method", "payment_method_types", "payment_method_options");
  params.object("automatic_tax")?.ignore("enabled");
  params.ignore("off_session", "currency");
  const endsAtPeriod = params.boolean("cancel_at_period_end") ?? false;
  params.finish();
  if (method) attach(account, method, customer.id, "default_payment_method");
  const subscription = startSubscription(account, given, {
    collectNow: behavior !== "default_incomplete",
    reject(draft, due) {
      const paying = payingMethod(account, draft);
      const rule = paying && account.store.cardRules.get(paying.id);
      const problem = due > 0 ? chargeProblem(rule, false) : undefined;
      if (problem && (behavior === "error_if_incomplete" || !rule) && behavior !== "default_incomplete") throw problem;
    },
  });
  if (endsAtPeriod) endLater(account, subscription, true);
  return subscription;
}

/** Ends a subscription with its period, or takes that back. */
export function endLater(world: World, subscription: Subscription, ends: boolean): void {
  change(world, subscription, "customer.subscription.updated", (one) => {
    one.cancel_at_period_end = ends;
    one.cancel_at = ends ? periodEnd(one) : null;
    one.canceled_at = ends ? world.nowS() : null;
    one.cancellation_details = { ...one.cancellation_details, reason: ends ? "cancellation_requested" : null };
  });
}

/** When a subscription is to end, as cancel_at says it; null takes it back. */
function readCancelAt(params: Params, subscription: Subscription): number | null | undefined {
  const text = params.emptyable("cancel_at");
  if (text === undefined || text === null) return text;
  if (text === "min_period_end" || text === "max_period_end" || text === "max_billed_until")
    return periodEnd(subscription);
  return params.integer("cancel_at");
}

function update(call: Call): Subscription {
  const { account, params } = call;
  const subscription = fromPath(account.store.subscriptions, "subscription", call);
  const items = readItemChanges(account, params);
  const proration = params.oneOf("proration_behavior", PRORATION_BEHAVIORS) ?? "create_prorations";
  const prorationAt = params.integer("proration_date") ?? account.nowS();
  const anchor = params.object("billing_cycle_anchor")?.oneOf("type", ["now", "unchanged"] as const);
  const behavior = params.oneOf("payment_behavior", PAYMENT_BEHAVIORS) ?? "allow_incomplete";
  const endsWithPeriod = params.boolean("cancel_at_period_end");
  const cancelAt = readCancelAt(params, subscription);
  const method = params.emptyable("default_payment_method");
  const trialText = params.string("trial_end");
  const trialAt =
    trialText === "now" ? account.nowS() : params.has("trial_end") ? params.integer("trial_end") : undefined;
  const metadata = params.metadata(subscription.metadata);
  const description = params.emptyable("description");
  const missing = params.has("trial_settings") ? missingMethodRule(params) : undefined;
  const details = params.object("cancellation_details");
  const [comment, feedback] = [details?.emptyable("comment"), details?.emptyable("feedback")];
  params
    .object("payment_settings")
    ?.ignore("save_default_payment_method", "payment_method_types", "payment_method_options");
  params.object("automatic_tax")?.ignore("enabled");
  params.ignore("off_session");
  params.finish();
  if (endsWithPeriod !== undefined && cancelAt) {
    throw invalidParam(
      "You may only specify one of these parameters: cancel_at, cancel_at_period_end.",
      "cancel_at",
      "parameters_exclusive",
    );
  }
  if (ENDED.has(subscription.status)) {
    throw invalidParam(
      "A canceled subscription can only update its cancellation_details and metadata.",
      undefined,
      "resource_missing",
    );
  }
  const schedule = scheduleOf(account, subscription);
  if (schedule && (endsWithPeriod !== undefined || cancelAt !== undefined)) {
    throw invalidParam(
      `The subscription is managed by the subscription schedule \`${schedule.id}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
      endsWithPeriod === undefined ? "cancel_at" : "cancel_at_period_end",
    );
  }
  if (behavior === "pending_if_incomplete")
    throw invalidParam("The sandbox has no pending updates.", "payment_behavior");
  if (method) attach(account, method, subscription.customer, "default_payment_method");
  if (items.length > 0 || anchor === "now") {
    applyChange(account, subscription, { items, proration, prorationAt, restartCycle: anchor === "now" }, behavior);
    mirrorItems(account, subscription);
  }
  change(account, subscription, "customer.subscription.updated", (one) => {
    if (method !== undefined) one.default_payment_method = method;
    one.metadata = metadata;
    if (description !== undefined) one.description = description;
    if (missing) one.trial_settings.end_behavior.missing_payment_method = missing;
    if (details)
      one.cancellation_details = { ...one.cancellation_details, comment: comment ?? null, feedback: feedback ?? null };
    if (cancelAt !== undefined) {
      one.cancel_at = cancelAt;
      one.canceled_at = cancelAt === null ? null : account.nowS();
      if (cancelAt === null) one.cancel_at_period_end = false;
    }
    if (trialAt !== undefined) moveTrialEnd(one, trialAt, account.nowS());
  });
  if (endsWithPeriod !== undefined) endLater(account, subscription, endsWithPeriod);
  account.catchUp();
  return subscription;
}

function moveTrialEnd(subscription: Subscription, atS: number, nowS: number): void {
  subscription.trial_end = atS;
  subscription.trial_start ??= nowS;
  subscription.billing_cycle_anchor = atS;
  if (atS > nowS) subscription.status = "trialing";
  for (const item of subscription.items.data) item.current_period_end = atS;
}

function cancel(call: Call): Subscription {
  const { account, params } = call;
  const subscription = fromPath(account.store.subscriptions, "subscription", call);
  const invoiceNow = params.boolean("invoice_now") ?? false;
  const details = params.object("cancellation_details");
  const [comment, feedback] = [details?.emptyable("comment"), details?.emptyable("feedback")];
  params.boolean("prorate");
  params.finish();
  if (ENDED.has(subscription.status)) throw noSuch("subscription", subscription.id);
  if (invoiceNow) {
    const nowS = account.nowS();
    const used = subscription.items.data.flatMap((item) =>
      usageLines(account, subscription, item, { start: item.current_period_start, end: nowS }),
    );
    invoicePending(account, subscription, used, true);
  }
  if (details)
    subscription.cancellation_details = {
      ...subscription.cancellation_details,
      comment: comment ?? null,
      feedback: feedback ?? null,
    };
  endSubscription(account, subscription, "cancellation_requested");
  return subscription;
}

export const subscriptionRoutes: readonly Route[] = [
  { on: "POST /v1/subscriptions", operation: "subscriptions.create", answer: create },
  {
    on: "GET /v1/subscriptions",
    operation: "subscriptions.list",
    answer(call) {
      const customer = call.params.string("customer");
      const price = call.params.string("price");
      const status = call.params.string("status");
      const all = [...call.account.store.subscriptions.values()].filter(
        (one) =>
          (customer === undefined || one.customer === customer) &&
          (price === undefined || one.items.data.some((item) => item.price.id === price)) &&
          (status === "all" ||
            (status === "ended"
              ? ENDED.has(one.status)
              : status === undefined
                ? one.status !== "canceled"
                : one.status === status)),
      );
      return page(call, "/v1/subscriptions", all);
    },
  },
  {
    on: "GET /v1/subscriptions/:id",
    operation: "subscriptions.retrieve",
    answer: (call) => fromPath(call.account.store.subscriptions, "subscription", call),
  },
  { on: "POST /v1/subscriptions/:id", operation: "subscriptions.update", answer: update },
  { on: "DELETE /v1/subscriptions/:id", operation: "subscriptions.cancel", answer: cancel },
  {
    on: "GET /v1/subscription_items",
    operation: "subscription_items.list",
    answer(call) {
      const id = call.params.required("subscription");
      const subscription = fromParam(call.account.store.subscriptions, "subscription", id, "subscription");
      return page(call, "/v1/subscription_items", subscription.items.data);
    },
  },
];
