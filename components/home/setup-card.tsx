import { ArrowRight } from "lucide-react";
import { firstOpenStep, STEP_WORDS } from "@/components/setup/step-order";
import { ButtonLink } from "@/components/ui/button";
import type { SetupState } from "@/lib/contracts/setup";

/** How far setting up is, and the way on; gone when it is done. */
export function SetupCard({ state }: Readonly<{ state: SetupState }>) {
  const { steps, done, businessName } = state;
  const next = firstOpenStep(state);
  const name = businessName ?? "your business";
  return (
    <section
      aria-label="Setting up"
      className="flex flex-wrap items-center gap-x-5 gap-y-3 rounded-xl border border-line bg-surface px-4 py-3.5"
    >
      <div className="min-w-0 flex-1 basis-72">
        <h2 className="text-14 font-semibold">
          {done === 0 ? `Set up ${name} and talk to your agent` : `Setting up ${name}: ${done} of ${steps.length} done`}
        </h2>
        <p className="mt-0.5 text-13 text-pretty text-text-2">
          {done === 0
            ? "Seven short steps, most of them filled in already. It ends with a call in the browser."
            : `Next: ${STEP_WORDS[next].label}, ${STEP_WORDS[next].about}.`}
        </p>
        <div aria-hidden className="mt-2.5 flex max-w-sm gap-1">
          {steps.map((step) => (
            <span
              key={step.name}
              className={`h-1 flex-1 rounded-full ${step.state === "done" || step.state === "skipped" ? "bg-accent" : step.state === "begun" ? "bg-accent/40" : "bg-line-strong"}`}
            />
          ))}
        </div>
      </div>
      <ButtonLink href="/setup" look="primary" size="lg">
        {done === 0 ? "Set up" : "Go on"}
        <ArrowRight aria-hidden className="size-4" />
      </ButtonLink>
    </section>
  );
}
