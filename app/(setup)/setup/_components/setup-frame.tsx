"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useRouter, useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";
import { buttonClass } from "@/components/ui/button";
import type { SetupState, SetupStepState } from "@/lib/contracts/setup";
import { SaveStateProvider, useSaveState } from "./save-state";
import { StepMark } from "./step-mark";
import { STEP_WORDS } from "@/components/setup/step-order";

type SetupFrameProps = Readonly<{ state: SetupState; children: ReactNode }>;

/** The way through setting up: its steps at the side, above on a small screen, and how to leave and come back. */
export function SetupFrame({ state, children }: SetupFrameProps) {
  return (
    <SaveStateProvider>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-13 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the step
      </a>
      <div className="flex min-h-dvh flex-col md:flex-row">
        <Steps state={state} />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none md:px-10 md:py-14">
          <div className="mx-auto max-w-[680px]">{children}</div>
        </main>
      </div>
    </SaveStateProvider>
  );
}

function Steps({ state }: Readonly<{ state: SetupState }>) {
  const current = useSelectedLayoutSegment();
  const name = state.businessName ?? "your business";
  return (
    <header className="border-line bg-surface max-md:border-b md:sticky md:top-0 md:flex md:h-dvh md:w-[300px] md:shrink-0 md:flex-col md:border-r">
      <div className="flex items-center gap-2.5 px-4 py-3 md:px-5 md:py-5">
        <Logo className="size-6 shrink-0" />
        <p className="min-w-0 flex-1 truncate text-14 font-semibold md:text-16">Set up {name}</p>
        <Leave className="md:hidden" label="Finish later" />
      </div>
      <nav aria-label="Steps" className="md:min-h-0 md:flex-1 md:overflow-y-auto md:px-4 scroll-quiet">
        <ol className="flex gap-1 px-4 pb-2 md:flex-col md:gap-0.5 md:px-0 md:pb-4">
          {state.steps.map((step, at) => (
            <Step key={step.name} step={step} at={at} isCurrent={step.name === current} state={state} />
          ))}
        </ol>
        <p className="px-4 pb-3 text-12 text-text-3 md:hidden">{position(state, current)}</p>
      </nav>
      <div className="hidden space-y-3 px-5 pb-5 md:block">
        <SavedWords />
        <Leave className="w-full" label="Save and finish later" />
      </div>
    </header>
  );
}

const position = ({ steps }: SetupState, current: string | null): string => {
  const at = steps.findIndex(({ name }) => name === current);
  const step = steps[at];
  return step ? `Step ${at + 1} of ${steps.length}: ${STEP_WORDS[step.name].label}` : "";
};

type StepProps = Readonly<{ step: SetupStepState; at: number; isCurrent: boolean; state: SetupState }>;

function Step({ step, at, isCurrent, state }: StepProps) {
  const { label, about } = STEP_WORDS[step.name];
  const note = noteOf(step, state) ?? (isCurrent ? about : null);
  return (
    <li className="min-w-0 max-md:flex-1">
      <Link
        href={`/setup/${step.name}`}
        prefetch={false}
        aria-current={isCurrent ? "step" : undefined}
        className={clsx(
          "flex items-start gap-2.5 rounded-lg transition-colors duration-150 md:px-2 md:py-2",
          "max-md:h-8 max-md:items-center max-md:justify-center",
          isCurrent ? "bg-surface-2" : "hover:bg-surface-2",
        )}
      >
        <StepMark state={step.state} isCurrent={isCurrent} />
        <span className="min-w-0 max-md:sr-only">
          <span
            className={clsx(
              "block text-14",
              isCurrent ? "font-semibold" : step.state === "open" ? "text-text-3" : "text-text-2",
            )}
          >
            <span className="sr-only">{at + 1}. </span>
            {label}
          </span>
          {note ? <span className="block truncate text-12 text-text-3">{note}</span> : null}
        </span>
      </Link>
    </li>
  );
}

/** How a step stands, in a few words; null while nothing was done there. */
function noteOf({ name, state, byName }: SetupStepState, { businessName }: SetupState): string | null {
  if (state === "open") return null;
  if (state === "begun") return "begun, not finished";
  if (state === "skipped") return "left as it was";
  if (name === "business") return businessName;
  return byName ? `done by ${byName}` : "done";
}

function SavedWords() {
  const { state } = useSaveState();
  return (
    <p role="status" className={clsx("text-12 text-pretty", state.kind === "failed" ? "text-bad" : "text-text-3")}>
      {state.kind === "saving"
        ? "Saving …"
        : state.kind === "failed"
          ? `Not saved: ${state.message}`
          : state.kind === "saved"
            ? "Saved. You can leave and come back."
            : "What you type is kept. You can leave and come back."}
    </p>
  );
}

function Leave({ label, className }: Readonly<{ label: string; className?: string }>) {
  const { flush } = useSaveState();
  const router = useRouter();
  return (
    <Link
      href="/home"
      prefetch={false}
      className={buttonClass("secondary", "md", className)}
      onClick={(event) => {
        event.preventDefault();
        void flush().finally(() => router.push("/home"));
      }}
    >
      {label}
    </Link>
  );
}
