"use client";

import { finishStepAction } from "../actions";
import type { SetupStepName } from "@/lib/contracts/setup";
import { StepFooter } from "./step-footer";
import { useFinish } from "./use-finish";

type PlainStepProps = Readonly<{ step: SetupStepName; skip?: string; submit?: string; isSkipped?: boolean }>;

/** The footer of a step whose own work is done as one goes: nothing is left to save. */
export function PlainStep({ step, skip, submit = "Continue", isSkipped = false }: PlainStepProps) {
  const { finish, isPending, failure } = useFinish();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        finish(() => finishStepAction(step, isSkipped));
      }}
    >
      <StepFooter
        step={step}
        isPending={isPending}
        problem={failure?.message}
        submit={submit}
        skip={skip ? { label: skip, onSkip: () => finish(() => finishStepAction(step, true)) } : undefined}
      />
    </form>
  );
}
