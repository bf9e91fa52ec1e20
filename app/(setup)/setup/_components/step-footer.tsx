"use client";

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import type { SetupStepName } from "@/lib/contracts/setup";
import { stepBefore } from "@/components/setup/step-order";

type StepFooterProps = Readonly<{
  step: SetupStepName;
  isPending: boolean;
  /** What was refused, or what is not right yet. */
  problem?: string | null | undefined;
  /** Beside the button, when there is no problem. */
  hint?: ReactNode;
  /** The button that goes on; it submits the form around it. */
  submit?: string;
  /** Where a default is safe: leaves everything as it is. */
  skip?: { label: string; onSkip: () => void } | undefined;
  /** Nothing can be done here before something else is. */
  isBlocked?: boolean;
}>;

/** Ends a step's form: back, leave it as it is, go on. */
export function StepFooter(props: StepFooterProps) {
  const { step, isPending, problem, hint, submit = "Save and continue", skip, isBlocked = false } = props;
  const before = stepBefore(step);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-3 pt-3">
      {before ? (
        <ButtonLink href={`/setup/${before}`} size="lg">
          Back
        </ButtonLink>
      ) : null}
      <div role="status" className="min-w-0 flex-1 basis-40 text-13 max-sm:order-first max-sm:basis-full sm:text-right">
        {problem ? (
          <span className="inline-flex items-start gap-1.5 text-left text-bad">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {problem}
          </span>
        ) : hint ? (
          <span className="text-text-3">{hint}</span>
        ) : null}
      </div>
      {skip ? (
        <Button size="lg" look="ghost" onClick={skip.onSkip} disabled={isPending}>
          {skip.label}
        </Button>
      ) : null}
      <Button size="lg" look="primary" type="submit" disabled={isPending || isBlocked}>
        {isPending ? "Saving" : submit}
      </Button>
    </div>
  );
}
