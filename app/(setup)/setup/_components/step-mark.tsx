import { Circle, CircleCheck, CircleDot, CircleMinus } from "lucide-react";
import type { SetupStepState } from "@/lib/contracts/setup";

const MARKS = {
  open: { Icon: Circle, colour: "text-text-3", words: "not done yet" },
  begun: { Icon: CircleDot, colour: "text-text-3", words: "begun" },
  done: { Icon: CircleCheck, colour: "text-good", words: "done" },
  skipped: { Icon: CircleMinus, colour: "text-text-3", words: "left as it was" },
} as const;

/** How a step stands, as a mark; for screen readers in words. */
export function StepMark({ state, isCurrent }: Readonly<{ state: SetupStepState["state"]; isCurrent: boolean }>) {
  const { Icon, colour, words } = MARKS[state];
  const Shown = isCurrent && state === "open" ? CircleDot : Icon;
  return (
    <>
      <Shown
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 max-md:mt-0 ${isCurrent && state !== "done" ? "text-accent" : colour}`}
      />
      <span className="sr-only">{words}</span>
    </>
  );
}
