import type { Account } from "../account";
import { keepCard } from "../api/customers";
import { collect } from "../billing/collect";
import { money } from "../billing/lines";
import type { Invoice } from "../model";
import { cardForm, day, escapeHtml, layout, NOTICE } from "./html";

/** The page of one invoice, where an open one can be paid. */
export function invoicePage(invoice: Invoice, problem?: string): string {
  const rows = invoice.lines.data.map(
    (line) =>
      `<tr><td>${escapeHtml(line.description)}<br><small>${day(line.period.start)} to ${day(line.period.end)}</small></td><td class="number">${escapeHtml(money(line.amount, line.currency))}</td></tr>`,
  );
  const sums: [string, number][] = [
    ["Total", invoice.total],
    ["Credit used", invoice.amount_due - invoice.total],
    ["Amount due", invoice.amount_due],
    ["Paid", invoice.amount_paid],
  ];
  const shown = sums.filter(([name, cents]) => name !== "Credit used" || cents !== 0);
  return layout(
    `Invoice ${invoice.number ?? invoice.id}`,
    `<header><h1>Invoice ${escapeHtml(invoice.number ?? invoice.id)}</h1><p>${escapeHtml(invoice.customer_name ?? invoice.customer_email ?? "")} · ${day(invoice.created)} · ${invoice.status}</p>${NOTICE}</header>
<main><section><table><tbody>${rows.join("")}${shown.map(([name, cents]) => `<tr><th scope="row">${name}</th><td class="number">${escapeHtml(money(cents, invoice.currency))}</td></tr>`).join("")}</tbody></table></section>
${invoice.status === "open" ? `<section><h2>Pay with card</h2>${cardForm(`/stripe/invoice/${invoice.id}`, "Pay", problem)}</section>` : ""}</main>`,
  );
}

/** Pays an open invoice with a card that is typed in. Returns the problem, if there is one. */
export function payInvoice(account: Account, invoice: Invoice, number: string, name: string): string | undefined {
  if (invoice.status !== "open") return undefined;
  return collect(account, invoice, { present: true, method: keepCard(account, number, "number", name) })?.message;
}
