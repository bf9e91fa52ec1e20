"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { changePlanAction, choosePlanAction, quoteAction } from "../actions";
import { OutcomeLine } from "./outcome-line";
import { useBillingAction } from "./use-billing-action";
import { money } from "./words";

export type PlanOffer = {
  key: string;
  name: string;
  price: string;
  summary: string;
  included: readonly string[];
  atLimit: string;
  state: "current" | "coming" | "upgrade" | "downgrade" | "new";
  /** What choosing it does, and when. */
  consequence: string;
};

type PlanPickerProps = Readonly<{ offers: readonly PlanOffer[]; isSubscribed: boolean; isReady: boolean }>;

/** What Stripe would charge now: asked for, told, or null when it cannot tell. */
type Quote = "asked" | Awaited<ReturnType<typeof quoteAction>>;

const BUTTONS = { upgrade: "Upgrade", downgrade: "Switch at renewal", new: "Choose" } as const;

/** The plans side by side; choosing one says first what it does. */
export function PlanPicker({ offers, isSubscribed, isReady }: PlanPickerProps) {
  const [chosen, setChosen] = useState<PlanOffer | null>(null);
  const { isBusy, outcome, run } = useBillingAction();
  const [quote, setQuote] = useState<Quote>("asked");
  const open = (offer: PlanOffer) => {
    setChosen(offer);
    setQuote("asked");
    if (offer.state === "upgrade") void quoteAction(offer.key).then(setQuote, () => setQuote(null));
  };
  const confirm = ({ key }: PlanOffer) => {
    run(() => (isSubscribed ? changePlanAction(key) : choosePlanAction(key)));
    setChosen(null);
  };
  return (
    <>
      <OutcomeLine outcome={outcome} className="px-4 pb-3" />
      <ul className="grid gap-px overflow-hidden rounded-b-xl border-t border-line bg-line sm:grid-cols-2 xl:grid-cols-4">
        {offers.map((offer) => (
          <li
            key={offer.key}
            className={clsx("flex flex-col p-4", offer.state === "current" ? "bg-surface-2" : "bg-surface")}
          >
            <div className="flex h-7 items-center justify-between gap-2">
              <h3 className="text-14 font-semibold">{offer.name}</h3>
              {offer.state === "current" ? <Chip tone="accent">Your plan</Chip> : null}
              {offer.state === "coming" ? <Chip>Follows</Chip> : null}
            </div>
            <p className="mt-1 text-20 font-semibold tracking-tight figures">{offer.price}</p>
            <p className="mt-1 text-13 text-pretty text-text-2">{offer.summary}</p>
            <ul className="mt-3 space-y-1.5 text-13">
              {offer.included.map((line) => (
                <li key={line} className="flex gap-2">
                  <Check aria-hidden className="mt-0.5 size-3.5 shrink-0 text-good" />
                  {line}
                </li>
              ))}
            </ul>
            <p className="mt-3 mb-4 text-12 text-pretty text-text-3">{offer.atLimit}</p>
            {offer.state === "current" || offer.state === "coming" ? null : (
              <Button
                look={offer.state === "downgrade" ? "secondary" : "primary"}
                className="mt-auto"
                disabled={isBusy || !isReady}
                aria-label={`${BUTTONS[offer.state]}: ${offer.name}`}
                onClick={() => open(offer)}
              >
                {BUTTONS[offer.state]}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        open={chosen !== null}
        onOpenChange={(open) => (open ? undefined : setChosen(null))}
        title={chosen ? `${chosen.name}, ${chosen.price}` : "Plan"}
      >
        {chosen ? (
          <div className="p-4">
            <p className="text-14 text-pretty text-text-2">{chosen.consequence}</p>
            {chosen.state === "upgrade" ? <QuoteLine quote={quote} /> : null}
            <div className="mt-5 flex flex-wrap justify-end gap-2">
              <Button onClick={() => setChosen(null)}>Back</Button>
              <Button look="primary" onClick={() => confirm(chosen)}>
                {chosen.state === "new" ? "Go to payment" : "Change the plan"}
              </Button>
            </div>
          </div>
        ) : null}
      </Dialog>
    </>
  );
}

function QuoteLine({ quote }: Readonly<{ quote: Quote }>) {
  if (quote === null) return null;
  const words =
    quote === "asked"
      ? "Asking Stripe what it costs now"
      : quote.creditCents > 0
        ? `${money(quote.dueCents)} now, after ${money(quote.creditCents)} of credit`
        : `${money(quote.dueCents)} now`;
  return (
    <p role="status" className="mt-4 rounded-lg bg-surface-2 px-3 py-2.5 text-14 font-medium figures">
      {words}
    </p>
  );
}
