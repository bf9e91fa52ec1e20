import type { Billing } from "@/lib/contracts/billing";
import { Chip } from "@/components/ui/chip";
import { dayAndYear, INVOICE_WORDS, money } from "./words";

const TONES = { draft: "neutral", open: "warn", paid: "good", uncollectible: "bad", void: "neutral" } as const;

function emptyWords({ stripe, hasCustomer }: Billing): string {
  if (stripe === "away")
    return "Stripe does not answer at the moment, so invoices cannot be shown. Reload in a minute.";
  if (stripe === "not_set_up") return "Payments are not set up on this installation, so there are no invoices.";
  return hasCustomer ? "No invoice yet." : "Invoices stand here once you have chosen a plan.";
}

/** The last twelve, newest first. */
export function InvoiceTable({ billing, timeZone }: Readonly<{ billing: Billing; timeZone: string }>) {
  if (billing.invoices.length === 0) return <p className="px-4 pb-4 text-13 text-text-2">{emptyWords(billing)}</p>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-13">
        <thead className="text-left text-12 text-text-3">
          <tr className="border-b border-line">
            <th className="px-4 py-2 font-medium">Date</th>
            <th className="hidden px-4 py-2 font-medium sm:table-cell">Number</th>
            <th className="px-4 py-2 font-medium">State</th>
            <th className="px-4 py-2 text-right font-medium">Amount</th>
            <th className="px-4 py-2">
              <span className="sr-only">Open</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {billing.invoices.map(({ id, number, status, totalCents, createdAt, url }) => (
            <tr key={id} className="h-10">
              <td className="px-4 whitespace-nowrap figures">{dayAndYear(createdAt, timeZone)}</td>
              <td className="hidden px-4 whitespace-nowrap text-text-2 sm:table-cell figures">{number ?? "–"}</td>
              <td className="px-4">
                <Chip tone={TONES[status]}>{INVOICE_WORDS[status]}</Chip>
              </td>
              <td className="px-4 text-right font-medium figures">{money(totalCents)}</td>
              <td className="px-4 text-right">
                {url ? (
                  <a href={url} rel="noreferrer" target="_blank" className="font-medium text-ai hover:underline">
                    {status === "open" ? "Pay" : "Open"}
                    <span className="sr-only"> invoice {number ?? ""} at Stripe, in a new tab</span>
                  </a>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
