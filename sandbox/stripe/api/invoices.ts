import { changeItems } from "../billing/changes";
import { collect, endSubscription } from "../billing/collect";
import { draftInvoice, finalizeInvoice } from "../billing/invoices";
import { cycleLines, endsWithPeriod } from "../billing/renewal";
import { composeSubscription, periodEnd } from "../billing/subscriptions";
import type { Invoice } from "../model";
import type { World } from "../world";
import { invalidParam, StripeApiError } from "./api-error";
import type { Params } from "./params";
import { PRORATION_BEHAVIORS } from "./portal-configuration";
import { fromParam, fromPath, page, type Call, type Route } from "./route";
import { readItemChanges, readNewItems } from "./subscriptions";

/** The subscription that a preview is of: named itself, or by its schedule. */
function readSubscription(world: World, params: Params): string | undefined {
  const id = params.string("subscription");
  const scheduleId = params.string("schedule");
  if (scheduleId === undefined) return id;
  if (id !== undefined || params.has("subscription_details")) {
    throw invalidParam(
      "You may only specify one of these parameters: schedule, subscription.",
      "schedule",
      "parameters_exclusive",
    );
  }
  const schedule = fromParam(world.store.schedules, "subscription schedule", scheduleId, "schedule");
  return schedule.subscription ?? schedule.released_subscription ?? undefined;
}

function preview({ account, params }: Call): Invoice {
  const customerId = params.string("customer");
  const subscriptionId = readSubscription(account, params);
  const details = params.object("subscription_details");
  const proration = details?.oneOf("proration_behavior", PRORATION_BEHAVIORS) ?? "create_prorations";
  const prorationAt = details?.integer("proration_date") ?? account.nowS();
  const cancelNow = details?.boolean("cancel_now") ?? false;
  const asked = details?.boolean("cancel_at_period_end");
  const anchor = details?.object("billing_cycle_anchor")?.oneOf("type", ["now", "unchanged"] as const);
  params.ignore("currency", "preview_mode");
  const { store } = account;
  const live = [...store.subscriptions.values()].filter(
    ({ customer, ended_at: ended }) => customer === customerId && ended === null,
  );
  if (!subscriptionId && live.length === 0) {
    if (!customerId) params.missing("customer");
    if (!details)
      throw new StripeApiError(404, "invalid_request_error", "No upcoming invoices for customer", {
        code: "invoice_upcoming_none",
      });
    fromParam(store.customers, "customer", customerId ?? "", "customer");
    const items = readNewItems(account, details);
    params.finish();
    const composed = composeSubscription(account, {
      customer: customerId ?? "",
      items,
      defaultPaymentMethod: null,
      metadata: {},
      description: null,
      trialEndAt: null,
      missingPaymentMethod: "create_invoice",
      billingMode: "flexible",
    });
    const nowS = account.nowS();
    return draftInvoice(account, composed.subscription, "upcoming", composed.lines, { start: nowS, end: nowS });
  }
  const found = subscriptionId
    ? fromParam(store.subscriptions, "subscription", subscriptionId, "subscription")
    : live[0];
  if (!found || found.ended_at !== null) {
    throw new StripeApiError(404, "invalid_request_error", "No upcoming invoices for customer", {
      code: "invoice_upcoming_none",
    });
  }
  const changes = details ? readItemChanges(account, details) : [];
  params.finish();
  // Worked out on a copy: a preview changes nothing.
  const subscription = structuredClone(found);
  const planned = changeItems(account, subscription, {
    items: changes,
    proration,
    prorationAt,
    restartCycle: anchor === "now",
  });
  const pending = [...store.pendingItems.values()]
    .filter((item) => item.subscription === subscription.id)
    .map((item) => item.line);
  const onlyNow = planned.restarted || (changes.length > 0 && proration === "always_invoice");
  if (onlyNow) {
    const nowS = account.nowS();
    return draftInvoice(account, subscription, "upcoming", [...pending, ...planned.prorations, ...planned.restart], {
      start: nowS,
      end: nowS,
    });
  }
  const ends = cancelNow || (asked ?? endsWithPeriod(account, subscription));
  const lines = [...cycleLines(account, subscription, { ends }), ...pending, ...planned.prorations];
  if (ends && lines.length === 0) {
    throw new StripeApiError(404, "invalid_request_error", "No upcoming invoices for customer", {
      code: "invoice_upcoming_none",
    });
  }
  const start = Math.min(...subscription.items.data.map((item) => item.current_period_start));
  const invoice = draftInvoice(account, subscription, "upcoming", lines, { start, end: periodEnd(subscription) });
  invoice.next_payment_attempt = periodEnd(subscription) + 3_600;
  return invoice;
}

function list(call: Call): object {
  const customer = call.params.string("customer");
  const subscription = call.params.string("subscription");
  const status = call.params.oneOf("status", ["draft", "open", "paid", "uncollectible", "void"] as const);
  call.params.ignore("collection_method");
  const all = [...call.account.store.invoices.values()].filter(
    (one) =>
      (customer === undefined || one.customer === customer) &&
      (status === undefined || one.status === status) &&
      (subscription === undefined || one.parent.subscription_details.subscription === subscription),
  );
  return page(call, "/v1/invoices", all);
}

function pay(call: Call): Invoice {
  const { account, params } = call;
  const invoice = fromPath(account.store.invoices, "invoice", call);
  const methodId = params.string("payment_method");
  params.ignore("off_session");
  params.finish();
  if (invoice.status === "paid") throw invalidParam("Invoice is already paid", undefined, "invoice_already_paid");
  if (invoice.status === "draft") finalizeInvoice(account, invoice);
  if (invoice.status !== "open")
    throw invalidParam(`This invoice is ${invoice.status} and cannot be paid.`, undefined, "invoice_not_editable");
  const method = methodId
    ? fromParam(account.store.paymentMethods, "PaymentMethod", methodId, "payment_method")
    : undefined;
  const problem = collect(account, invoice, method ? { method } : {});
  if (problem) throw problem;
  return invoice;
}

export const invoiceRoutes: readonly Route[] = [
  { on: "POST /v1/invoices/create_preview", operation: "invoices.create_preview", answer: preview },
  { on: "GET /v1/invoices", operation: "invoices.list", answer: list },
  {
    on: "GET /v1/invoices/:id",
    operation: "invoices.retrieve",
    answer: (call) => fromPath(call.account.store.invoices, "invoice", call),
  },
  {
    on: "GET /v1/invoices/:id/lines",
    operation: "invoices.lines",
    answer(call) {
      const invoice = fromPath(call.account.store.invoices, "invoice", call);
      return page(call, `/v1/invoices/${invoice.id}/lines`, [...invoice.lines.data].reverse());
    },
  },
  { on: "POST /v1/invoices/:id/pay", operation: "invoices.pay", answer: pay },
  {
    on: "POST /v1/invoices/:id/finalize",
    operation: "invoices.finalize",
    answer(call) {
      const invoice = fromPath(call.account.store.invoices, "invoice", call);
      call.params.ignore("auto_advance");
      call.params.finish();
      if (invoice.status !== "draft")
        throw invalidParam(
          "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
          undefined,
          "invoice_not_editable",
        );
      finalizeInvoice(call.account, invoice);
      return invoice;
    },
  },
  {
    on: "POST /v1/invoices/:id/void",
    operation: "invoices.void",
    answer(call) {
      const { account } = call;
      const invoice = fromPath(account.store.invoices, "invoice", call);
      call.params.finish();
      if (invoice.status !== "open")
        throw invalidParam("You can only void open invoices.", undefined, "invoice_not_editable");
      invoice.status = "void";
      invoice.next_payment_attempt = null;
      invoice.status_transitions.voided_at = account.nowS();
      account.emit("invoice.voided", invoice);
      const subscription = account.store.subscriptions.get(invoice.parent.subscription_details.subscription);
      if (subscription?.status === "incomplete") endSubscription(account, subscription, "cancellation_requested");
      return invoice;
    },
  },
];
