import Link from "next/link";
import type { SetupStepName, SetupStepState } from "@/lib/contracts/setup";
import { StepMark } from "../step-mark";

export type ReviewRow = Readonly<{
  title: string;
  words: readonly string[];
  href: string;
  /** What the link does, for those who only hear it. */
  change: string;
  state: SetupStepState["state"];
}>;

/** Everything that was set up, in words, each with the way back. */
export function ReviewList({ rows }: Readonly<{ rows: readonly ReviewRow[] }>) {
  return (
    <section aria-label="What is set up" className="rounded-xl border border-line bg-surface">
      <ul className="divide-y divide-line">
        {rows.map(({ title, words, href, change, state }) => (
          <li key={title} className="flex items-start gap-3 px-4 py-3">
            <StepMark state={state} isCurrent={false} />
            <div className="min-w-0 flex-1">
              <h2 className="text-14 font-medium">{title}</h2>
              {words.map((line) => (
                <p key={line} className="mt-0.5 text-13 text-pretty text-text-2">
                  {line}
                </p>
              ))}
            </div>
            <Link
              href={href}
              prefetch={false}
              aria-label={change}
              className="shrink-0 rounded-sm text-13 text-accent underline-offset-4 hover:underline"
            >
              Change
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The row of a step, as it stands. */
export const rowState = (steps: readonly SetupStepState[], name: SetupStepName): SetupStepState["state"] =>
  steps.find((step) => step.name === name)?.state ?? "open";
