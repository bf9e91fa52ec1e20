"use client";

import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { changePlanAction, choosePlanAction } from "../actions";
import { OutcomeLine } from "./outcome-line";
import type { PlanOffer } from "./plan-picker";
import { useBillingAction } from "./use-billing-action";

type ChosenPlanProps = Readonly<{
  offer: PlanOffer;
  /** Whether they were at Stripe's page and came back without paying. */
  isUnpaid: boolean;
  isReady: boolean;
}>;

/** The plan that was chosen before there was an account: one press away from paying for it. */
export function ChosenPlan({ offer, isUnpaid, isReady }: ChosenPlanProps) {
  const { isBusy, outcome, run } = useBillingAction();
  const isNew = offer.state === "new";
  const title = isUnpaid ? `Nothing was paid. ${offer.name} waits for you` : `You chose ${offer.name}, ${offer.price}`;
  return (
    <section aria-label="Chosen plan" className="rounded-xl border border-accent bg-surface p-4 lg:col-span-2">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h2 className="text-16 font-semibold">{title}</h2>
          <p className="mt-1 text-13 text-pretty text-text-2">{offer.consequence}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Link href="/billing?plan=later" scroll={false} className={buttonClass("secondary", "lg")}>
            Not now
          </Link>
          <Button
            look="primary"
            size="lg"
            disabled={isBusy || !isReady}
            onClick={() => run(() => (isNew ? choosePlanAction(offer.key) : changePlanAction(offer.key)))}
          >
            {isNew ? `Pay for ${offer.name}` : `Change to ${offer.name}`}
          </Button>
        </div>
      </div>
      <OutcomeLine outcome={outcome} className="mt-3" />
    </section>
  );
}
