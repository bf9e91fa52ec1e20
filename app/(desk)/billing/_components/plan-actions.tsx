"use client";

import { Button } from "@/components/ui/button";
import { cancelAction, openPortalAction } from "../actions";
import { OutcomeLine } from "./outcome-line";
import { useBillingAction } from "./use-billing-action";

type PlanActionsProps = Readonly<{
  hasCustomer: boolean;
  /** Whether there is a running subscription to end. */
  mayCancel: boolean;
}>;

/** What can be done about the plan in force without choosing another. A coming change is taken back in its notice. */
export function PlanActions({ hasCustomer, mayCancel }: PlanActionsProps) {
  const { isBusy, outcome, run } = useBillingAction();
  if (!hasCustomer) return null;
  return (
    <div className="border-t border-line px-4 py-3">
      <div className="flex flex-wrap gap-2">
        <Button disabled={isBusy} onClick={() => run(openPortalAction)}>
          Payment method
        </Button>
        {mayCancel ? (
          <Button look="danger" disabled={isBusy} onClick={() => run(cancelAction)}>
            Cancel at the end of the period
          </Button>
        ) : null}
      </div>
      <OutcomeLine outcome={outcome} className="mt-2" />
    </div>
  );
}
