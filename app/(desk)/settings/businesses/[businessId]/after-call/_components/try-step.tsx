"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SelectField } from "@/components/ui/select-field";
import type { TryStepResult } from "@/lib/contracts/after-call";
import { wordsOf } from "@/lib/domain/after-call/map-input";
import { OutcomeChip } from "../../../../tools/_components/outcome-chip";
import { RunDetails } from "../../../../tools/_components/run-details";
import type { TryOutcome } from "../actions";
import type { StepDraft } from "./step-words";

export type PastCall = { id: string; label: string };

type TryStepProps = Readonly<{
  step: StepDraft;
  calls: readonly PastCall[];
  /** A server action. */
  tryOut: (input: { step: StepDraft; callId: string; really: boolean }) => Promise<TryOutcome>;
}>;

/** What the step as it stands in the editor would send for a call of the past; on demand it is really sent. */
export function TryStep({ step, calls, tryOut }: TryStepProps) {
  const [isPending, start] = useTransition();
  const [callId, setCallId] = useState(calls[0]?.id ?? "");
  const [result, setResult] = useState<TryStepResult | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const ask = (really: boolean) =>
    start(async () => {
      const outcome = await tryOut({ step, callId, really });
      setResult(outcome.ok ? outcome.result : null);
      setFailure(outcome.ok ? null : outcome.message);
    });
  const choose = (id: string) => {
    setCallId(id);
    setResult(null);
  };
  if (calls.length === 0)
    return (
      <Card title="Try it">
        <p className="px-4 pb-4 text-13 text-text-3">Once there was a call, what would be sent for it is shown here.</p>
      </Card>
    );
  return (
    <Card title="Try it" hint="With a call of the past">
      <div className="space-y-3 px-4 pb-4">
        <SelectField label="Call" value={callId} onChange={({ target }) => choose(target.value)}>
          {calls.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </SelectField>
        <div className="flex flex-wrap gap-2">
          <Button look="primary" disabled={isPending} onClick={() => ask(false)}>
            {isPending ? "Asking" : "Show what would be sent"}
          </Button>
          {result && result.problem === null ? (
            <Button disabled={isPending} onClick={() => ask(true)}>
              Really do it
            </Button>
          ) : null}
        </div>
        <Failure message={failure} />
        <div aria-live="polite" className="space-y-3">
          {result ? <Result result={result} /> : null}
        </div>
      </div>
    </Card>
  );
}

function Result({ result: { why, problem, parameters, run, outcome } }: Readonly<{ result: TryStepResult }>) {
  return (
    <>
      {why ? <p className="text-13 text-warn">By itself it is not done for this call: {why}</p> : null}
      {problem ? <p className="text-13 text-bad">It is not sent: {problem}</p> : null}
      <dl className="divide-y divide-line rounded-md border border-line">
        {parameters.map(({ name, value, problem: wrong }) => (
          <div key={name} className="grid gap-x-3 px-3 py-2 text-13 sm:grid-cols-[9rem_1fr]">
            <dt className="text-text-3">{wordsOf(name)}</dt>
            <dd className="min-w-0 break-words whitespace-pre-line">
              {wrong ? (
                <span className="text-bad">{wrong}</span>
              ) : value === null ? (
                <span className="text-text-3">Empty</span>
              ) : (
                String(value)
              )}
            </dd>
          </div>
        ))}
      </dl>
      {run && outcome ? (
        <>
          <p className="flex items-center gap-2 text-13">
            <OutcomeChip outcome={outcome} />
            <span className="text-text-3 figures">{run.ms === null ? "" : `${run.ms} ms`}</span>
          </p>
          <RunDetails run={run} />
        </>
      ) : null}
    </>
  );
}
