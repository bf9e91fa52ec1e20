import type { Account } from "../account";
import { StripeApiError } from "../api/api-error";
import { attach, blankCustomer, keepCard } from "../api/customers";
import { findTestCard, declineMessage } from "../billing/cards";
import { chargeProblem } from "../billing/collect";
import { every, money } from "../billing/lines";
import { startSubscription } from "../billing/subscriptions";
import type { Price } from "../model";
import type { CheckoutSession } from "../model-sessions";
import { change } from "../world";
import { cardForm, day, escapeHtml, layout, NOTICE } from "./html";

const DAY_S = 86_400;

/** What a price says of itself: "$99.00 / month", "from $0.12 per unit / month, by usage". */
export function priceText(price: Price): string {
  if (price.billing_scheme === "tiered") {
    const parts = (price.tiers ?? []).map((tier) => {
      const unit = `${Number(tier.unit_amount_decimal ?? 0) / 100} ${price.currency.toUpperCase()} each`;
      return tier.up_to === null ? `then ${unit}` : `up to ${tier.up_to}: ${unit}`;
    });
    return `${parts.join(", ")} / ${every(price)}${price.recurring?.meter ? ", by usage" : ""}`;
  }
  return `${money(Number(price.unit_amount_decimal ?? 0), price.currency)} / ${every(price)}${price.recurring?.meter ? " per unit used" : ""}`;
}

function trialEndOf(account: Account, session: CheckoutSession): number | null {
  const order = account.store.checkoutOrders.get(session.id);
  if (!order) return null;
  return order.trialEndAt ?? (order.trialDays === null ? null : account.nowS() + order.trialDays * DAY_S);
}

/** The page where a customer pays. */
export function checkoutPage(account: Account, session: CheckoutSession, problem?: string): string {
  if (session.status !== "open") {
    const words =
      session.status === "complete"
        ? "You're all done here: this was paid already."
        : "This page has expired. Start again where you came from.";
    return layout("Checkout", `<header><h1>Checkout</h1><p>${words}</p></header>`);
  }
  const order = account.store.checkoutOrders.get(session.id);
  const lines = (order?.lines ?? []).map(({ price, quantity }) => {
    const name = account.store.products.get(price.product)?.name ?? price.product;
    return `<tr><td>${escapeHtml(name)}${quantity && quantity > 1 ? ` × ${quantity}` : ""}</td><td class="number">${escapeHtml(priceText(price))}</td></tr>`;
  });
  const trialEnd = trialEndOf(account, session);
  const due = money(Number(session["amount_total"]), String(session["currency"]));
  const customer = session.customer ? account.store.customers.get(session.customer) : undefined;
  const email = customer?.email ?? session.customer_email;
  const emailField = email
    ? `<p>Email: ${escapeHtml(email)}</p>`
    : `<label>Email <input name="email" type="email" autocomplete="off" required></label>`;
  const action = `/stripe/checkout/${session.id}`;
  const form =
    order?.cardNeeded === false && trialEnd !== null
      ? `<form method="post" action="${action}"><input type="hidden" name="nocard" value="1">${email ? "" : emailField}<button type="submit">Start trial</button></form>`
      : cardForm(action, trialEnd === null ? "Subscribe" : "Start trial", problem, emailField);
  return layout(
    "Checkout",
    `<header><h1>Checkout</h1>${NOTICE}${session.cancel_url ? `<p><a href="${escapeHtml(session.cancel_url)}">Back</a></p>` : ""}</header>
<main><section aria-labelledby="plan"><h2 id="plan">Subscribe</h2><table><tbody>${lines.join("")}</tbody></table>
<p class="total">Due today: ${escapeHtml(due)}</p>${trialEnd === null ? "" : `<p>Free until ${day(trialEnd)}.</p>`}</section>
<section aria-labelledby="pay"><h2 id="pay">Pay with card</h2>${form}</section></main>`,
  );
}

/** What a customer typed. */
export interface CardEntry {
  readonly number: string;
  readonly name: string;
  readonly email: string | undefined;
}

/** Whether a card needs the customer's confirmation; `problem` when it cannot be used at all. */
export function examineCard(number: string): { readonly confirm: boolean; readonly problem?: string } {
  const card = findTestCard(number);
  if (!card) {
    const words = /^[\d\s-]{12,23}$/.test(number)
      ? "Your card was declined. Your request was in test mode, but used a card that is not a test card."
      : "Your card number is incorrect.";
    return { confirm: false, problem: words };
  }
  if (card.rule.attach === "refused") return { confirm: false, problem: declineMessage(card.rule) };
  return { confirm: card.rule.authentication !== undefined };
}

/**
 * Pays a Checkout session: the customer, the card, the subscription and its first invoice, then checkout.session.completed.
 *
 * @param entry undefined for a trial without a card.
 * @returns where the customer goes next, or the problem that they read.
 */
export function payCheckout(
  account: Account,
  session: CheckoutSession,
  entry: CardEntry | undefined,
  email: string | undefined,
): { location: string } | { problem: string } {
  const order = account.store.checkoutOrders.get(session.id);
  if (!order || session.status !== "open") return { location: `/stripe/checkout/${session.id}` };
  const trialEndAt = trialEndOf(account, session);
  const rule = entry && findTestCard(entry.number)?.rule;
  if (entry && Number(session["amount_total"]) > 0) {
    const refused = chargeProblem(rule, true);
    if (refused) return { problem: refused.message };
  }
  const known = session.customer ? account.store.customers.get(session.customer) : undefined;
  const customer = known ?? blankCustomer(account);
  if (!known) {
    customer.email = email ?? session.customer_email;
    customer.name = entry?.name ?? null;
    account.store.customers.set(customer.id, customer);
    account.emit("customer.created", customer);
  }
  let method: string | null = null;
  if (entry) {
    try {
      method = attach(account, keepCard(account, entry.number, "number", entry.name).id, customer.id).id;
    } catch (error) {
      if (error instanceof StripeApiError) return { problem: error.message };
      throw error;
    }
    if (known && known.name === null) change(account, known, "customer.updated", (one) => void (one.name = entry.name));
  }
  const subscription = startSubscription(
    account,
    {
      customer: customer.id,
      items: order.lines,
      defaultPaymentMethod: method,
      metadata: { ...order.metadata },
      description: order.description,
      trialEndAt,
      missingPaymentMethod: order.missingPaymentMethod,
      billingMode: "flexible",
    },
    { present: true },
  );
  session.status = "complete";
  session.url = null;
  session.customer = customer.id;
  session.subscription = subscription.id;
  session.invoice = subscription.latest_invoice;
  session.payment_status = trialEndAt === null ? "paid" : "no_payment_required";
  session.customer_details = {
    address: null,
    email: customer.email,
    name: entry?.name ?? customer.name,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
  account.emit("checkout.session.completed", session);
  return { location: session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id) };
}
