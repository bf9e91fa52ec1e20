import type { Account } from "../account";
import { attach, keepCard } from "../api/customers";
import { StripeApiError } from "../api/api-error";
import { endLater } from "../api/subscriptions";
import { applyChange } from "../billing/changes";
import { endSubscription } from "../billing/collect";
import { money } from "../billing/lines";
import { periodEnd } from "../billing/subscriptions";
import type { Price, Subscription } from "../model";
import type { PortalSession } from "../model-sessions";
import { change } from "../world";
import { priceText } from "./checkout";
import { buttonForm, cardForm, day, escapeHtml, layout, NOTICE, table } from "./html";

/** Prices that a customer may change to, by the configuration. */
function offers(account: Account, session: PortalSession): Price[] {
  const update = account.store.portalConfigurations.get(session.configuration)?.features.subscription_update;
  if (!update?.enabled || !update.default_allowed_updates.includes("price")) return [];
  return update.products.flatMap(({ prices }) => prices).flatMap((id) => account.store.prices.get(id) ?? []);
}

/** Stripe's portal cannot change a subscription of several prices, or one by usage; its customers can only cancel it. */
function isChangeable(subscription: Subscription): boolean {
  const [item, ...others] = subscription.items.data;
  return others.length === 0 && item?.price.recurring?.usage_type === "licensed";
}

function subscriptionSection(account: Account, session: PortalSession, subscription: Subscription): string {
  const features = account.store.portalConfigurations.get(session.configuration)?.features;
  const base = `/stripe/portal/${session.id}`;
  const fields = { subscription: subscription.id };
  const names = subscription.items.data.map(
    ({ price }) => `${account.store.products.get(price.product)?.name ?? price.product}: ${priceText(price)}`,
  );
  const ends = subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd(subscription) : null);
  const when = ends === null ? `Renews on ${day(periodEnd(subscription))}.` : `Ends on ${day(ends)}.`;
  const current = subscription.items.data[0]?.price.id;
  const plans = isChangeable(subscription)
    ? offers(account, session)
        .filter((price) => price.active && price.id !== current)
        .map((price) =>
          buttonForm(
            `${base}/change`,
            `Change to ${account.store.products.get(price.product)?.name ?? price.id}, ${priceText(price)}`,
            { ...fields, price: price.id },
          ),
        )
    : [];
  const note =
    features?.subscription_update.enabled && !isChangeable(subscription)
      ? "<p>Stripe's portal cannot change a subscription of several prices or by usage; it can be cancelled here.</p>"
      : "";
  const cancel = !features?.subscription_cancel.enabled
    ? ""
    : ends === null
      ? buttonForm(`${base}/cancel`, "Cancel subscription", fields)
      : buttonForm(`${base}/resume`, "Don't cancel subscription", fields);
  return `<section><h2>${names.map(escapeHtml).join("<br>")}</h2><p>Status: ${subscription.status.replaceAll("_", " ")}. ${when}</p>${note}<div class="actions">${plans.join("")}${cancel}</div></section>`;
}

/** The page where a customer manages what they pay for. */
export function portalPage(account: Account, session: PortalSession, problem?: string): string {
  const customer = account.store.customers.get(session.customer);
  const features = account.store.portalConfigurations.get(session.configuration)?.features;
  const mine = [...account.store.subscriptions.values()].filter(
    (one) => one.customer === session.customer && one.ended_at === null,
  );
  const method = account.store.paymentMethods.get(
    mine[0]?.default_payment_method ?? customer?.invoice_settings.default_payment_method ?? "",
  );
  const invoices = [...account.store.invoices.values()]
    .reverse()
    .filter((one) => one.customer === session.customer && one.status !== "draft");
  const rows = invoices.map((one) => [
    day(one.created),
    { html: `<a href="${escapeHtml(one.hosted_invoice_url ?? "")}">${escapeHtml(one.number ?? one.id)}</a>` },
    money(one.total, one.currency),
    one.status,
  ]);
  return layout(
    "Billing",
    `<header><h1>Billing</h1><p>${escapeHtml(customer?.name ?? customer?.email ?? session.customer)}</p>${NOTICE}
${session.return_url ? `<p><a href="${escapeHtml(session.return_url)}">Return</a></p>` : ""}</header>
<main>${mine.map((one) => subscriptionSection(account, session, one)).join("") || "<section><p>No subscription.</p></section>"}
${features?.payment_method_update.enabled ? `<section><h2>Payment method</h2><p>${method ? `${method.card.brand} ending in ${method.card.last4}` : "None."}</p>${cardForm(`/stripe/portal/${session.id}/card`, "Save card", problem)}</section>` : ""}
${features?.invoice_history.enabled ? `<section>${table("Invoices", ["Date", "Number", "Total", "Status"], rows)}</section>` : ""}</main>`,
  );
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
    if (!price || !isChangeable(subscription)) return "That plan is not offered.";
    const proration = features.subscription_update.proration_behavior;
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
