import { applyChange } from "../billing/changes";
import { endSubscription } from "../billing/collect";
import { usageLines } from "../billing/lines";
import { nextBoundary } from "../billing/periods";
import { changesTo, currentPhase, phaseItem, phaseOf, releaseSchedule, scheduleFrom } from "../billing/schedules";
import { invoicePending } from "../billing/subscriptions";
import type { Phase, SubscriptionSchedule } from "../model-schedules";
import { change, type World } from "../world";
import { invalidParam } from "./api-error";
import type { Params } from "./params";
import { PRORATION_BEHAVIORS } from "./portal-configuration";
import { fromParam, fromPath, page, type Call, type Route } from "./route";

const ENDED = new Set(["canceled", "incomplete_expired"]);
const INTERVALS = ["day", "week", "month", "year"] as const;
const END_BEHAVIORS = ["cancel", "release"] as const;

function create({ account, params }: Call): SubscriptionSchedule {
  const id = params.string("from_subscription");
  if (id === undefined) {
    throw invalidParam("The sandbox's schedules are made with `from_subscription` only.", "from_subscription");
  }
  const subscription = fromParam(account.store.subscriptions, "subscription", id, "from_subscription");
  for (const name of ["phases", "end_behavior", "start_date", "customer", "default_settings", "metadata"]) {
    if (params.has(name)) {
      throw invalidParam(`You cannot set \`${name}\` if \`from_subscription\` is set.`, name);
    }
  }
  params.finish();
  if (subscription.schedule !== null) {
    throw invalidParam(
      `You cannot migrate a subscription that is already attached to a schedule: \`${subscription.schedule}\`.`,
      "from_subscription",
    );
  }
  if (ENDED.has(subscription.status) || subscription.status === "incomplete") {
    throw invalidParam(
      `You cannot migrate a subscription with the status \`${subscription.status}\`.`,
      "from_subscription",
    );
  }
  return scheduleFrom(account, subscription);
}

/** The schedule of the path, refused when it is over. */
function open(call: Call, verb: string): SubscriptionSchedule {
  const schedule = fromPath(call.account.store.schedules, "subscription schedule", call);
  if (schedule.status === "active" || schedule.status === "not_started") return schedule;
  throw invalidParam(
    `You cannot ${verb} a subscription schedule that is currently in the \`${schedule.status}\` status.`,
  );
}

function readItems(world: World, params: Params) {
  const items = params.list("items").map((item) => {
    const price = fromParam(world.store.prices, "price", item.required("price"), item.nameOf("price"));
    const quantity = item.integer("quantity");
    if (quantity !== undefined && price.recurring?.usage_type === "metered") {
      throw invalidParam("You cannot set the quantity for metered prices.", item.nameOf("quantity"));
    }
    item.ignore("discounts", "tax_rates", "billing_thresholds");
    return { price, item: phaseItem(price, quantity, item.metadata()) };
  });
  const [first] = items;
  if (!first) return params.missing("items");
  return { price: first.price, items: items.map(({ item }) => item) };
}

/** One phase, which begins at `startsAt` unless it says so itself. */
function readPhase(world: World, params: Params, startsAt: number | undefined, currency: string): Phase {
  const given = params.string("start_date") === "now" ? world.nowS() : params.integer("start_date");
  const start = given ?? startsAt;
  if (start === undefined) {
    throw invalidParam(
      "The subscription schedule update is missing at least one phase with a `start_date` to anchor end dates to.",
      "phases",
    );
  }
  if (startsAt !== undefined && start !== startsAt) {
    throw invalidParam(
      "The start date of a phase must be the end date of the phase before it.",
      params.nameOf("start_date"),
    );
  }
  const { price, items } = readItems(world, params);
  const duration = params.object("duration");
  const until = params.integer("end_date");
  if (duration && until !== undefined) {
    throw invalidParam(
      "You may only specify one of these parameters: end_date, duration.",
      params.nameOf("end_date"),
      "parameters_exclusive",
    );
  }
  const interval = duration?.oneOf("interval", INTERVALS) ?? price.recurring?.interval ?? "month";
  const count = duration?.integer("interval_count") ?? (duration ? 1 : (price.recurring?.interval_count ?? 1));
  const end = until ?? nextBoundary(start, interval, count, start);
  if (end <= start) {
    throw invalidParam("The end date of a phase must be after its start date.", params.nameOf("end_date"));
  }
  const trialEnd = params.integer("trial_end") ?? null;
  if (params.boolean("trial")) {
    throw invalidParam("The sandbox's phases have no trials of their own.", params.nameOf("trial"));
  }
  params.ignore(
    "automatic_tax",
    "billing_cycle_anchor",
    "billing_thresholds",
    "collection_method",
    "currency",
    "default_payment_method",
    "default_tax_rates",
    "description",
    "discounts",
    "invoice_settings",
  );
  return phaseOf({
    currency,
    start_date: start,
    end_date: end,
    items,
    metadata: params.metadata(),
    proration_behavior: params.oneOf("proration_behavior", PRORATION_BEHAVIORS) ?? "create_prorations",
    trial_end: trialEnd,
  });
}

function readPhases(world: World, schedule: SubscriptionSchedule, params: Params): Phase[] {
  const given = params.list("phases");
  if (given.length === 0) throw invalidParam("A subscription schedule must have at least one phase.", "phases");
  const now = currentPhase(schedule);
  const phases: Phase[] = [];
  for (const one of given) {
    phases.push(readPhase(world, one, phases.at(-1)?.end_date, now?.currency ?? "usd"));
  }
  const atS = world.nowS();
  const current = phases.find((phase) => phase.start_date <= atS && atS < phase.end_date);
  if (!current) throw invalidParam("The phases must include the current phase.", "phases");
  if (current.start_date !== schedule.current_phase?.start_date) {
    throw invalidParam("You can not modify the start date of the current phase.", "phases");
  }
  return phases;
}

function update(call: Call): SubscriptionSchedule {
  const { account, params } = call;
  const schedule = open(call, "update");
  const subscription = account.store.subscriptions.get(schedule.subscription ?? "");
  const phases = params.has("phases") ? readPhases(account, schedule, params) : undefined;
  const endBehavior = params.oneOf("end_behavior", END_BEHAVIORS);
  const proration = params.oneOf("proration_behavior", PRORATION_BEHAVIORS) ?? "create_prorations";
  const metadata = params.metadata(schedule.metadata);
  params.ignore("default_settings");
  params.finish();
  const now = phases?.find((phase) => phase.start_date === schedule.current_phase?.start_date);
  if (now && subscription) {
    const items = changesTo(account, subscription, now);
    const wanted = { items, proration, prorationAt: account.nowS(), restartCycle: false };
    if (items.length > 0) applyChange(account, subscription, wanted);
  }
  change(account, schedule, "subscription_schedule.updated", (one) => {
    if (phases) one.phases = phases;
    if (now) one.current_phase = { end_date: now.end_date, start_date: now.start_date };
    if (endBehavior) one.end_behavior = endBehavior;
    one.metadata = metadata;
  });
  return schedule;
}

function cancel(call: Call): SubscriptionSchedule {
  const { account, params } = call;
  const schedule = open(call, "cancel");
  const invoiceNow = params.boolean("invoice_now") ?? true;
  params.boolean("prorate");
  params.finish();
  const subscription = account.store.subscriptions.get(schedule.subscription ?? "");
  if (!subscription) return schedule;
  if (invoiceNow) {
    const nowS = account.nowS();
    const used = subscription.items.data.flatMap((item) =>
      usageLines(account, subscription, item, { start: item.current_period_start, end: nowS }),
    );
    invoicePending(account, subscription, used, true);
  }
  endSubscription(account, subscription, "cancellation_requested");
  return schedule;
}

/** Subscription schedules. Source: docs.stripe.com/api/subscription_schedules. */
export const scheduleRoutes: readonly Route[] = [
  { on: "POST /v1/subscription_schedules", operation: "subscription_schedules.create", answer: create },
  { on: "POST /v1/subscription_schedules/:id", operation: "subscription_schedules.update", answer: update },
  { on: "POST /v1/subscription_schedules/:id/cancel", operation: "subscription_schedules.cancel", answer: cancel },
  {
    on: "POST /v1/subscription_schedules/:id/release",
    operation: "subscription_schedules.release",
    answer(call) {
      const schedule = open(call, "release");
      call.params.boolean("preserve_cancel_date");
      call.params.finish();
      releaseSchedule(call.account, schedule);
      return schedule;
    },
  },
  {
    on: "GET /v1/subscription_schedules/:id",
    operation: "subscription_schedules.retrieve",
    answer: (call) => fromPath(call.account.store.schedules, "subscription schedule", call),
  },
  {
    on: "GET /v1/subscription_schedules",
    operation: "subscription_schedules.list",
    answer(call) {
      const customer = call.params.string("customer");
      const scheduled = call.params.boolean("scheduled");
      const all = [...call.account.store.schedules.values()].filter(
        (one) =>
          (customer === undefined || one.customer === customer) && (scheduled !== true || one.status === "not_started"),
      );
      return page(call, "/v1/subscription_schedules", all);
    },
  },
];
