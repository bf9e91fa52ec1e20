import type { Billing } from "@/lib/contracts/billing";
import { count, day, invoiceLineWords, money } from "./words";

type BillFactsProps = Readonly<{ billing: Billing; timeZone: string }>;
type Row = { name: string; cents: number | null; hint?: string; isSum?: boolean };

const ARRANGED = "Your organization has an arrangement apart from Stripe. What it used is counted beside this.";

/** The next invoice line by line, and what it will be if the period goes on as it went. */
export function BillFacts({ billing, timeZone }: BillFactsProps) {
  const { nextInvoice, isSubscribed, status, forecast, periodEnd } = billing;
  const on = day(periodEnd, timeZone);
  if (!isSubscribed && status === "trialing") return <TrialFacts billing={billing} timeZone={timeZone} />;
  if (nextInvoice === null) {
    const words = isSubscribed
      ? `No further invoice is coming. The subscription ends on ${on}.`
      : status === "active"
        ? ARRANGED
        : "Nothing is charged. Choose a plan below to go on.";
    return <p className="px-4 pt-1 pb-4 text-13 text-pretty text-text-2">{words}</p>;
  }
  const { lines, cents, creditCents, expectedCents, stripeCents } = nextInvoice;
  const due = cents - creditCents;
  const rows: Row[] = lines.map((line) => ({ name: invoiceLineWords(line), cents: line.cents }));
  if (lines.length === 0) rows.push({ name: "No calls to pay for so far", cents: 0 });
  if (creditCents > 0) rows.push({ name: "Credit from before", cents: -creditCents });
  rows.push({ name: `Charged on ${on}, as it stands`, cents: due, isSum: true });
  if (expectedCents !== cents) {
    const pace = `${count(forecast.calls)} calls by then${forecast.isEarly ? "; the period is young, so this is rough" : ""}`;
    rows.push({ name: "If it goes on like this", cents: expectedCents - creditCents, hint: pace });
  }
  return (
    <div className="px-4 pb-3 text-13">
      <h3 className="pt-1 text-12 text-text-3">Next invoice</h3>
      <dl>
        {rows.map(({ name, cents: amount, hint, isSum }) => (
          <div
            key={name}
            className={
              isSum
                ? "grid grid-cols-[1fr_auto] gap-x-3 border-t border-line-strong py-2"
                : "grid grid-cols-[1fr_auto] gap-x-3 py-1.5"
            }
          >
            <dt className={isSum ? "font-semibold" : "text-text-2"}>{name}</dt>
            <dd className={isSum ? "text-right font-semibold figures" : "text-right figures"}>
              {amount === null ? "–" : money(amount)}
            </dd>
            {hint ? <dd className="col-span-2 text-12 text-pretty text-text-3">{hint}</dd> : null}
          </div>
        ))}
      </dl>
      <StripeSays cents={cents} stripeCents={stripeCents} isAway={billing.stripe === "away"} />
    </div>
  );
}

/** What the trial is and what comes after it, where there is no invoice to show yet. */
function TrialFacts({ billing, timeZone }: BillFactsProps) {
  const { trialEndsAt, forecast, refusing } = billing;
  const rows = [
    { name: "Price", value: money(0) },
    ...(trialEndsAt
      ? [{ name: refusing === "trial_ended" ? "Ended" : "Ends", value: day(trialEndsAt, timeZone) }]
      : []),
    ...(forecast.calls > 0 && refusing === null
      ? [{ name: "Calls by then, at this pace", value: count(forecast.calls) }]
      : []),
    { name: "After it", value: "You choose a plan" },
  ];
  return (
    <div className="px-4 pb-4 text-13">
      <dl className="divide-y divide-line">
        {rows.map(({ name, value }) => (
          <div key={name} className="flex justify-between gap-3 py-2">
            <dt className="text-text-2">{name}</dt>
            <dd className="text-right font-medium figures">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-12 text-pretty text-text-3">
        Nothing turns into a paid plan by itself. Without one, new calls are refused after the trial; nothing of yours
        is deleted.
      </p>
    </div>
  );
}

/** Ours is the newer count; Stripe's is the one that is charged. Said only where they differ. */
function StripeSays(props: Readonly<{ cents: number; stripeCents: number | null; isAway: boolean }>) {
  const { cents, stripeCents, isAway } = props;
  const words = isAway
    ? "By our own count: Stripe does not answer at the moment."
    : stripeCents === null || stripeCents === cents
      ? null
      : `Stripe has ${money(stripeCents)} at this moment; calls reach it some seconds later.`;
  return words ? <p className="pb-1 text-12 text-pretty text-text-3">{words}</p> : null;
}
