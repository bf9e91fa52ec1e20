"use client";

import { clsx } from "clsx";
import { CircleCheck, CircleDashed, CircleHelp, CircleMinus, CircleX } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { AfterCallRunResource, AfterCallState } from "@/lib/contracts/after-call";
import { wordsOf } from "@/lib/domain/after-call/map-input";
import { WORDS_OF_OUTCOME } from "@/lib/domain/proof/outcome-words";

type Retry = (stepId: string) => Promise<{ ok: true } | { ok: false; message: string }>;

export type AfterCallRuns = {
  runs: readonly AfterCallRunResource[];
  /** Null: whoever looks may not. */
  retry: Retry | null;
};

const STATES: Record<AfterCallState, { icon: typeof CircleCheck; tone: string; words: string }> = {
  waiting: { icon: CircleDashed, tone: "text-text-3", words: "waiting" },
  running: { icon: CircleDashed, tone: "text-ai", words: "under way" },
  done: { icon: CircleCheck, tone: "text-good", words: "done" },
  skipped: { icon: CircleMinus, tone: "text-text-3", words: "skipped" },
  failed: { icon: CircleX, tone: "text-bad", words: "not done" },
  unknown: { icon: CircleHelp, tone: "text-bad", words: "not known whether done" },
};

type AfterCallProps = Readonly<AfterCallRuns & { timeZone: string }>;

/** What was done after the call, step by step: what was sent, how it stands there, and why what was not done was not. Nothing where nothing is to be. */
export function AfterCall({ runs, retry, timeZone }: AfterCallProps) {
  useRefreshWhile(runs.some(({ state, attempts }) => state === "running" || (state === "waiting" && attempts === 0)));
  if (runs.length === 0) return null;
  return (
    <section id="after-the-call" aria-label="After the call" className="scroll-mt-4">
      <h2 className="text-12 font-medium text-text-3">After the call</h2>
      <ul className="mt-2 space-y-2">
        {runs.map((run) => (
          <Row key={run.stepId} run={run} retry={retry} timeZone={timeZone} />
        ))}
      </ul>
    </section>
  );
}

function Row({ run, retry, timeZone }: Readonly<{ run: AfterCallRunResource; retry: Retry | null; timeZone: string }>) {
  const { name, action, state, problem, input, verdict, checkedAt, finishedAt, nextAt, attempts, stepId } = run;
  const { icon: Icon, tone, words } = STATES[state];
  const at = (iso: string) => new Date(iso).toLocaleTimeString("en-US", { timeStyle: "short", timeZone });
  const isBad = state === "failed" || state === "unknown";
  return (
    <li className="flex gap-2 rounded-lg border border-line p-3 text-13">
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", tone)} />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="font-medium">{name}</p>
        <p className="text-12 text-text-3">
          {action ? `${action}: ` : ""}
          {words}
          {finishedAt ? `, ${at(finishedAt)}` : ""}
          {state === "waiting" && nextAt && attempts > 0 ? `; tried again at ${at(nextAt)}` : ""}
        </p>
        {problem ? <p className={clsx("text-12 text-pretty", isBad ? "text-bad" : "text-text-2")}>{problem}</p> : null}
        {verdict && state === "done" ? (
          <p className="text-12 text-text-3">
            Read back{checkedAt ? `, ${at(checkedAt)}` : ""}: {WORDS_OF_OUTCOME[verdict]}
          </p>
        ) : null}
        {input && Object.keys(input).length > 0 ? (
          <details>
            <summary className="cursor-pointer text-12 text-text-2 hover:text-text">What was sent</summary>
            <dl className="mt-1 space-y-1 text-12">
              {Object.entries(input).map(([key, value]) => (
                <div key={key}>
                  <dt className="text-text-3">{wordsOf(key)}</dt>
                  <dd className="break-words whitespace-pre-line text-text-2">{String(value)}</dd>
                </div>
              ))}
            </dl>
          </details>
        ) : null}
        {retry && (isBad || state === "skipped") ? (
          <TryAgain name={name} state={state} retry={() => retry(stepId)} />
        ) : null}
      </div>
    </li>
  );
}

function TryAgain({
  name,
  state,
  retry,
}: Readonly<{ name: string; state: AfterCallState; retry: () => ReturnType<Retry> }>) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const again = () =>
    start(async () => {
      const outcome = await retry();
      setProblem(outcome.ok ? null : outcome.message);
      router.refresh();
    });
  return (
    <div className="pt-0.5">
      <Button size="sm" disabled={isPending} onClick={again} aria-label={`Try again: ${name}`}>
        {isPending ? "Trying" : state === "unknown" ? "I looked, it is not there: try again" : "Try again"}
      </Button>
      <p role="alert" className="text-12 text-bad">
        {problem}
      </p>
    </div>
  );
}

const REFRESH_MS = 4_000;
const MOST_REFRESHES = 15;

/** What is under way is over in a moment. */
function useRefreshWhile(isUnderWay: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isUnderWay) return;
    let left = MOST_REFRESHES;
    const timer = setInterval(() => {
      left -= 1;
      if (left < 0) clearInterval(timer);
      else router.refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, router]);
}
