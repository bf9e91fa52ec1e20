import type { Billing } from "@/lib/contracts/billing";
import { count, day, money } from "./words";

/** What this period costs so far, and will if it goes on like this. */
export function BillFacts({ billing, timeZone }: Readonly<{ billing: Billing; timeZone: string }>) {
  const { costCents, forecast, upcomingCents, periodEnd, stripe, status, isSubscribed } = billing;
  const expected = `${count(forecast.calls)} calls, ${count(forecast.minutes)} minutes`;
  const rows: [string, string, string | null][] = [
    ["So far, by our count", money(costCents), status === "trialing" ? "The trial costs nothing" : null],
    [
      `Forecast for ${day(periodEnd, timeZone)}`,
      money(forecast.cents),
      forecast.isEarly ? `${expected}; the period is young, so this is rough` : expected,
    ],
  ];
  if (isSubscribed) {
    const what = "The coming month, what this one used beyond the plan, and credits";
    const hint = stripe === "away" ? "Stripe does not answer at the moment" : what;
    rows.push(["Next invoice as Stripe has it", upcomingCents === null ? "–" : money(upcomingCents), hint]);
  }
  return (
    <dl className="divide-y divide-line px-4 pb-2 text-13">
      {rows.map(([name, value, hint]) => (
        <div key={name} className="grid grid-cols-[1fr_auto] gap-x-3 py-2.5">
          <dt className="text-text-2">{name}</dt>
          <dd className="text-right font-semibold figures">{value}</dd>
          {hint ? <dd className="col-span-2 text-12 text-pretty text-text-3">{hint}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
