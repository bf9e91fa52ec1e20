"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { buttonClass } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Failure } from "@/components/ui/failure";
import type { AfterCallStepResource } from "@/lib/contracts/after-call";
import { conditionWords } from "./step-words";

type StepListProps = Readonly<{
  businessId: string;
  steps: readonly AfterCallStepResource[];
  /** Null: whoever looks may not change them. */
  order: ((input: unknown) => Promise<{ ok: true } | { ok: false; message: string }>) | null;
}>;

/** The steps in their order, which two buttons on each change. */
export function StepList({ businessId, steps, order }: StepListProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [failure, setFailure] = useState<string | null>(null);
  const move = (at: number, by: number) =>
    start(async () => {
      const ids = steps.map(({ id }) => id);
      const [moved = ""] = ids.splice(at, 1);
      ids.splice(at + by, 0, moved);
      const outcome = await order?.({ businessId, stepIds: ids });
      setFailure(outcome && !outcome.ok ? outcome.message : null);
      router.refresh();
    });
  return (
    <>
      <Failure message={failure} />
      <ol className="divide-y divide-line rounded-xl border border-line bg-surface">
        {steps.map((step, at) => (
          <li key={step.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <span aria-hidden className="w-4 text-13 text-text-3 figures">
              {at + 1}
            </span>
            <div className="min-w-0 flex-1 basis-56">
              <Link
                href={`/settings/businesses/${businessId}/after-call/${step.id}`}
                className="text-14 font-medium hover:underline"
              >
                {step.name}
              </Link>
              <p className="text-13 text-pretty text-text-3">
                {step.action ?? "Its tool was removed"} · {conditionWords(step.when)}
              </p>
              {step.problem && step.enabled ? <p className="text-13 text-bad">{step.problem}</p> : null}
            </div>
            <div className="flex flex-wrap items-center gap-2 text-12 text-text-3">
              {step.enabled ? null : <Chip>Switched off</Chip>}
              {step.failedOfDay > 0 ? <Chip tone="bad">{step.failedOfDay} not done today</Chip> : null}
              <span>{step.doneOfDay} done in 24 hours</span>
            </div>
            {order && steps.length > 1 ? (
              <div className="flex gap-1">
                <button
                  type="button"
                  aria-label={`Move “${step.name}” up`}
                  disabled={isPending || at === 0}
                  onClick={() => move(at, -1)}
                  className={buttonClass("ghost", "sm")}
                >
                  <ArrowUp aria-hidden className="size-3.5" />
                </button>
                <button
                  type="button"
                  aria-label={`Move “${step.name}” down`}
                  disabled={isPending || at === steps.length - 1}
                  onClick={() => move(at, 1)}
                  className={buttonClass("ghost", "sm")}
                >
                  <ArrowDown aria-hidden className="size-3.5" />
                </button>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
    </>
  );
}
