import type { Account } from "../account";
import { isChangeable } from "../api/portal-sessions";
import { money } from "../billing/lines";
import { scheduleOf } from "../billing/schedules";
import { periodEnd } from "../billing/subscriptions";
import type { Subscription } from "../model";
import type { SubscriptionSchedule } from "../model-schedules";
import type { PortalFlow, PortalSession } from "../model-sessions";
import { priceText } from "./checkout";
import { buttonForm, cardForm, day, escapeHtml, layout, NOTICE, table } from "./html";
import { MADE_HERE, offers } from "./portal-actions";

/** A button for each plan that a subscription may change to; `only` keeps one. */
function planButtons(account: Account, session: PortalSession, subscription: Subscription, only?: string): string {
  const current = subscription.items.data[0]?.price.id;
  return offers(account, session)
    .filter((price) => price.active && price.id !== current && (only === undefined || price.id === only))
    .map((price) =>
      buttonForm(
        `/stripe/portal/${session.id}/change`,
        `Change to ${account.store.products.get(price.product)?.name ?? price.id}, ${priceText(price)}`,
        { subscription: subscription.id, price: price.id },
      ),
    )
    .join("");
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
  const plans = isChangeable(account, subscription) ? planButtons(account, session, subscription) : "";
  const schedule = scheduleOf(account, subscription);
  const note = schedule
    ? `<p>${scheduledText(account, schedule)}</p>`
    : features?.subscription_update.enabled && !isChangeable(account, subscription)
      ? "<p>Stripe's portal cannot change a subscription of several prices or by usage; it can be cancelled here.</p>"
      : "";
  const cancel = schedule
    ? schedule.metadata[MADE_HERE]
      ? buttonForm(`${base}/keep`, "Don't change plan", fields)
      : ""
    : !features?.subscription_cancel.enabled
      ? ""
      : ends === null
        ? buttonForm(`${base}/cancel`, "Cancel subscription", fields)
        : buttonForm(`${base}/resume`, "Don't cancel subscription", fields);
  return `<section><h2>${names.map(escapeHtml).join("<br>")}</h2><p>Status: ${subscription.status.replaceAll("_", " ")}. ${when}</p>${note}<div class="actions">${plans}${cancel}</div></section>`;
}

function scheduledText(account: Account, schedule: SubscriptionSchedule): string {
  const next = schedule.phases.find((phase) => phase.start_date === schedule.current_phase?.end_date);
  if (!next) return "This subscription is managed by a schedule.";
  const names = next.items.map(({ price }) => {
    const product = account.store.prices.get(price)?.product ?? price;
    return account.store.products.get(product)?.name ?? price;
  });
  return `Changes to ${escapeHtml(names.join(", "))} on ${day(next.start_date)}.`;
}

/** The page of a flow: its one action and nothing else. */
function flowPage(account: Account, session: PortalSession, flow: PortalFlow, problem?: string): string {
  const base = `/stripe/portal/${session.id}`;
  const id =
    flow.subscription_cancel?.subscription ??
    flow.subscription_update?.subscription ??
    flow.subscription_update_confirm?.subscription;
  const subscription = id === undefined ? undefined : account.store.subscriptions.get(id);
  const back = session.return_url ? `<p><a href="${escapeHtml(session.return_url)}">Return</a></p>` : "";
  const said = problem ? `<p class="message" role="alert">${escapeHtml(problem)}</p>` : "";
  const page = (title: string, body: string) =>
    layout(title, `<header><h1>${title}</h1>${NOTICE}${back}</header><main><section>${body}</section></main>`);
  if (flow.type === "payment_method_update" || !subscription) {
    return page("Update payment method", cardForm(`${base}/card`, "Save card", problem));
  }
  if (flow.type === "subscription_cancel") {
    const immediately =
      account.store.portalConfigurations.get(session.configuration)?.features.subscription_cancel.mode ===
      "immediately";
    const when = immediately ? "now" : `on ${day(periodEnd(subscription))}`;
    const button = buttonForm(`${base}/cancel`, "Cancel subscription", { subscription: subscription.id });
    return page("Cancel subscription", `${said}<p>The subscription ends ${when}.</p>${button}`);
  }
  const only = flow.subscription_update_confirm?.items[0]?.price ?? undefined;
  const buttons = planButtons(account, session, subscription, only);
  return page("Update subscription", `${said}<div class="actions">${buttons}</div>`);
}

/** Where a customer goes when the action of their flow is done, or the page that tells them so; the flow is over then. */
export function completeFlow(session: PortalSession): { location: string } | { html: string } {
  const home = { location: `/stripe/portal/${session.id}` };
  const after = session.flow?.after_completion;
  session.flow = null;
  if (after?.redirect) return { location: after.redirect.return_url };
  if (after?.type !== "hosted_confirmation") return home;
  const words = after.hosted_confirmation?.custom_message ?? "Your changes are saved.";
  return { html: layout("Done", `<header><h1>Done</h1>${NOTICE}<p>${escapeHtml(words)}</p></header>`) };
}

/** The page where a customer manages what they pay for. */
export function portalPage(account: Account, session: PortalSession, problem?: string): string {
  if (session.flow) return flowPage(account, session, session.flow, problem);
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
