"use client";

import { Button } from "@/components/ui/button";
import { cancelAction, openPortalAction, resumeAction } from "../actions";
import { OutcomeLine } from "./outcome-line";
import { useBillingAction } from "./use-billing-action";

type PlanActionsProps = Readonly<{
  hasCustomer: boolean;
  /** Whether there is a running subscription to end. */
  mayCancel: boolean;
  /** Whether an end or a change is coming that can be taken back. */
  mayResume: boolean;
}>;

/** All that can be done about the plan in force without choosing another. */
export function PlanActions({ hasCustomer, mayCancel, mayResume }: PlanActionsProps) {
  const { isBusy, outcome, run } = useBillingAction();
  if (!hasCustomer) return null;
  return (
    <div className="px-4 pb-4">
      <div className="flex flex-wrap gap-2">
        {mayResume ? (
          <Button look="primary" disabled={isBusy} onClick={() => run(resumeAction)}>
            Keep the plan
          </Button>
        ) : null}
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
