"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip, type Tone } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { CallerIdResource, StartedCallerId } from "@/lib/contracts/api/caller-ids";
import { checkCallerIdAction, removeCallerIdAction, startCallerIdAction } from "../actions";
import { Failure } from "@/components/ui/failure";
import { useChange } from "../../_components/use-change";

type CallerIdsProps = Readonly<{ callerIds: readonly CallerIdResource[]; mayChange: boolean; timeZone: string }>;

const STATE: Record<CallerIdResource["state"], { tone: Tone; words: string }> = {
  waiting: { tone: "accent", words: "Waiting for the code" },
  verified: { tone: "good", words: "Verified" },
  failed: { tone: "neutral", words: "Not verified" },
};

/** Numbers elsewhere that agents may call under, and the way to a new one. */
export function CallerIds({ callerIds, mayChange, timeZone }: CallerIdsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { run, isPending, failure } = useChange();
  return (
    <Card
      title="Verified caller ids"
      action={
        mayChange ? (
          <Button size="sm" onClick={() => setIsOpen(true)}>
            Verify a number
          </Button>
        ) : null
      }
    >
      <div className="px-4 pb-4">
        <p className="text-13 text-pretty text-text-2">
          Numbers you have elsewhere, such as your office’s main line: agents may show them when they call.
        </p>
        {callerIds.length > 0 ? (
          <ul className="mt-3 divide-y divide-line rounded-md border border-line">
            {callerIds.map(({ id, e164, label, state, startedAt }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
                <span className="text-13 font-medium figures">{formatPhone(e164)}</span>
                <span className="min-w-0 flex-1 truncate text-12 text-text-3">
                  {label === "" ? null : `${label} · `}
                  <Ago at={startedAt} timeZone={timeZone} />
                </span>
                <Chip tone={STATE[state].tone}>{STATE[state].words}</Chip>
                {mayChange ? (
                  <Button
                    look="ghost"
                    size="sm"
                    disabled={isPending}
                    aria-label={`Remove ${formatPhone(e164)}`}
                    onClick={() =>
                      run(
                        () => removeCallerIdAction(id),
                        () => undefined,
                      )
                    }
                  >
                    Remove
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        ) : null}
        <Failure message={failure?.message ?? null} />
      </div>
      {isOpen ? <VerifyNumber onClose={() => setIsOpen(false)} /> : null}
    </Card>
  );
}

function VerifyNumber({ onClose }: Readonly<{ onClose: () => void }>) {
  const router = useRouter();
  const [started, setStarted] = useState<StartedCallerId | null>(null);
  const { run, isPending, failure } = useChange();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const e164 = (form.get("e164") as string).replace(/[\s().-]/g, "");
    run(() => startCallerIdAction({ e164, label: (form.get("label") as string).trim() }), setStarted);
  };
  const close = () => {
    router.refresh();
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => (open || isPending ? undefined : close())} title="Verify a number">
      {started ? (
        <Code started={started} onClose={close} />
      ) : (
        <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-col">
          <div className="space-y-4 p-4">
            <p className="text-13 text-text-2">
              We call the number now. Whoever answers keys in the code that we show you next.
            </p>
            <Field
              label="Number"
              name="e164"
              type="tel"
              autoFocus
              placeholder="+1 415 555 2671"
              error={failure?.fields["e164"] ?? null}
            />
            <Field label="Label" name="label" placeholder="What it is, like Main line" maxLength={64} />
            <Failure message={failure?.message ?? null} />
          </div>
          <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
            <Button onClick={close} disabled={isPending}>
              Cancel
            </Button>
            <Button type="submit" look="primary" disabled={isPending}>
              {isPending ? "Calling" : "Call it now"}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

const ASK_EVERY_MS = 3_000;

function Code({ started: { callerId, code }, onClose }: Readonly<{ started: StartedCallerId; onClose: () => void }>) {
  const [state, setState] = useState(callerId.state);
  useEffect(() => {
    if (state !== "waiting") return;
    const timer = setInterval(() => {
      void checkCallerIdAction(callerId.id).then(
        (outcome) => outcome.ok && setState(outcome.data.state),
        () => undefined,
      );
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [callerId.id, state]);
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-8 text-center">
      <p className="text-13 text-text-2">{formatPhone(callerId.e164)} is being called. Answer it and key in</p>
      <p className="font-mono text-28 font-semibold tracking-[0.2em] figures" data-testid="caller-id-code">
        {code}
      </p>
      <p role="status" className="min-h-6 text-13">
        {state === "verified" ? (
          <Chip tone="good">Verified</Chip>
        ) : state === "failed" ? (
          "The code was not keyed in. Close this and start again."
        ) : (
          <span className="text-text-3">Waiting for the code</span>
        )}
      </p>
      <Button look={state === "verified" ? "primary" : "secondary"} onClick={onClose}>
        {state === "verified" ? "Done" : "Close"}
      </Button>
    </div>
  );
}
