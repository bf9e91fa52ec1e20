import type { Account } from "../account";
import { every, money } from "../billing/lines";
import { meterValue } from "../billing/metering";
import { periodEnd } from "../billing/subscriptions";
import { buttonForm, day, escapeHtml, layout, NOTICE, table } from "./html";

const SHOWN = 50;
const DAY_S = 86_400;
const NAV = `<nav aria-label="Sandbox"><a href="/">Sandbox</a><a href="/mail">Inbox</a><a href="/stripe" aria-current="page">Stripe</a></nav>`;

const newest = <T>(all: Iterable<T>): T[] => [...all].reverse().slice(0, SHOWN);

/** What the account has, and its controls: the clock and how webhooks are sent. */
export function consolePage(account: Account): string {
  const { store, webhooks } = account;
  const name = (id: string) => store.customers.get(id)?.email ?? store.customers.get(id)?.name ?? id;
  const customers = newest(store.customers.values()).map((one) => [
    one.id,
    one.name ?? "",
    one.email ?? "",
    money(one.balance, one.currency ?? "usd"),
    day(one.created),
  ]);
  const subscriptions = newest(store.subscriptions.values()).map((one) => [
    one.id,
    name(one.customer),
    one.items.data
      .map(
        ({ price, quantity }) =>
          `${store.products.get(price.product)?.name ?? price.product}${quantity === undefined ? " (usage)" : ""} / ${every(price)}`,
      )
      .join(", "),
    one.status,
    one.cancel_at === null
      ? `${day(periodEnd(one))}${one.schedule === null ? "" : ", scheduled"}`
      : `ends ${day(one.cancel_at)}`,
  ]);
  const invoices = newest(store.invoices.values()).map((one) => [
    {
      html: one.hosted_invoice_url
        ? `<a href="${escapeHtml(one.hosted_invoice_url)}">${escapeHtml(one.number ?? one.id)}</a>`
        : escapeHtml(one.id),
    },
    name(one.customer),
    one.billing_reason.replaceAll("_", " "),
    money(one.total, one.currency),
    one.status,
  ]);
  const meters = [...store.meters.values()].flatMap((meter) => {
    const users = new Set(store.meterEvents.filter((event) => event.meter === meter.id).map((event) => event.customer));
    return [...users].map((user) => [
      meter.display_name,
      meter.event_name,
      name(user),
      String(meterValue(store, meter, user, 0, Infinity)),
    ]);
  });
  const sent = webhooks
    .list()
    .slice(0, SHOWN)
    .map((one) => [
      new Date(one.event.created * 1000).toISOString().slice(0, 19).replace("T", " "),
      one.event.type,
      one.url,
      `${one.state}${one.attempts > 1 ? `, ${one.attempts} attempts` : ""}${one.lastProblem ? `: ${one.lastProblem}` : ""}`,
      { html: buttonForm("/stripe/console/resend", "Send again", { event: one.event.id }) },
    ]);
  const steps: [string, number][] = [
    ["1 hour", 3_600],
    ["1 day", DAY_S],
    ["1 week", 7 * DAY_S],
    ["31 days", 31 * DAY_S],
  ];
  const { settings } = webhooks;
  const held = webhooks.list().filter((one) => one.state === "held").length;
  const modes: [string, Record<string, string>][] = [
    ["As they happen", {}],
    ["Each twice", { duplicates: "1" }],
    ["In reverse order", { order: "reversed" }],
    ["5 s late", { delayMs: "5000" }],
    ["Hold back", { hold: "true" }],
  ];
  return layout(
    "Stripe · Sandbox",
    `<header><h1>Stripe</h1>${NOTICE}</header><main>
<section><h2>Clock</h2><p>${new Date(account.nowS() * 1000).toUTCString()}${account.ahead > 0 ? `, ${Math.round(account.ahead / DAY_S)} days ahead` : ""}. It goes forward only; trials, periods and retries on the way happen.</p>
<div class="actions">${steps.map(([text, seconds]) => buttonForm("/stripe/console/advance", `Forward ${text}`, { seconds: String(seconds) })).join("")}</div></section>
<section><h2>Webhooks</h2><p>Now: ${settings.hold ? "held back" : settings.order.replaceAll("-", " ")}${settings.duplicates ? ", repeated" : ""}${settings.delayMs ? `, ${settings.delayMs} ms late` : ""}. ${held} held.</p>
<div class="actions">${modes.map(([text, fields]) => buttonForm("/stripe/console/webhooks", text, fields)).join("")}${held > 0 ? buttonForm("/stripe/console/release", "Release", { order: "as-happened" }) + buttonForm("/stripe/console/release", "Release reversed", { order: "reversed" }) : ""}</div></section>
<section class="wide">${table("Customers", ["Id", "Name", "Email", "Balance", "Since"], customers)}</section>
<section class="wide">${table("Subscriptions", ["Id", "Customer", "Prices", "Status", "Period ends"], subscriptions)}</section>
<section class="wide">${table("Invoices", ["Number", "Customer", "Reason", "Total", "Status"], invoices)}</section>
<section class="wide">${table("Meters", ["Meter", "Event", "Customer", "Total value"], meters)}</section>
<section class="wide scroll">${table("Webhooks sent", ["At", "Type", "To", "State", "Again"], sent)}</section></main>`,
    NAV,
  );
}

/** Does what a button of the page asks for. */
export function consoleAction(account: Account, action: string, form: URLSearchParams): void {
  const order = form.get("order") === "reversed" ? "reversed" : "as-happened";
  if (action === "advance") {
    const seconds = Number(form.get("seconds"));
    if (Number.isInteger(seconds) && seconds > 0 && seconds <= 400 * DAY_S) account.advance(seconds);
  }
  if (action === "resend") account.webhooks.resend(form.get("event") ?? "");
  if (action === "release") account.webhooks.release(order);
  if (action === "webhooks") {
    const duplicates = form.has("duplicates") ? 1 : 0;
    account.webhooks.settings = {
      hold: form.has("hold"),
      duplicates,
      delayMs: Math.min(60_000, Number(form.get("delayMs")) || 0),
      order,
    };
  }
}
