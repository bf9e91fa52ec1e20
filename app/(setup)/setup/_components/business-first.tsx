import { Store } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import type { SetupStepName } from "@/lib/contracts/setup";
import { STEP_WORDS } from "@/components/setup/step-order";

/** In place of a step that has nothing to be about yet. */
export function BusinessFirst({ step }: Readonly<{ step: SetupStepName }>) {
  return (
    <StatePanel
      level={1}
      icon={<Store className="size-5" />}
      title="Your business comes first"
      action={
        <ButtonLink look="primary" href="/setup/business">
          Describe your business
        </ButtonLink>
      }
    >
      “{STEP_WORDS[step].label}” belongs to a business. Say which it is; what fits its kind is then filled in here
      already.
    </StatePanel>
  );
}
