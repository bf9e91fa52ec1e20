"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import type { ImportableNumber } from "@/lib/contracts/phone-numbers";
import { importNumberAction, listImportableAction } from "../actions";
import { AnsweredBy } from "./answered-by";
import type { Choice } from "./buy-number";
import { Failure } from "@/components/ui/failure";
import { useChange } from "../../_components/use-change";

type ImportNumberProps = Readonly<{ agents: readonly Choice[]; businesses: readonly Choice[]; onClose: () => void }>;

/** Picks one of the connected account's own numbers. */
export function ImportNumber({ agents, businesses, onClose }: ImportNumberProps) {
  const router = useRouter();
  const [numbers, setNumbers] = useState<readonly ImportableNumber[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const { run, isPending, failure } = useChange();

  useEffect(() => {
    let isOpen = true;
    void listImportableAction().then(
      (outcome) => {
        if (!isOpen) return;
        if (outcome.ok) setNumbers(outcome.data.numbers);
        else setProblem(outcome.message);
      },
      () => isOpen && setProblem("The server was not reached. Close this and try again."),
    );
    return () => {
      isOpen = false;
    };
  }, []);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (picked === null) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => (form.get(name) as string | null)?.trim() || undefined;
    run(
      () =>
        importNumberAction({
          e164: picked,
          label: text("label") ?? "",
          businessId: text("businessId"),
          agentId: text("agentId"),
        }),
      (number) => {
        onClose();
        router.push(`/settings/phone-numbers/${number.id}`);
      },
    );
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => (open || isPending ? undefined : onClose())}
      title="Import a number of your own"
    >
      <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-col">
        <div className="space-y-4 overflow-y-auto p-4">
          <p className="text-13 text-text-2">
            Numbers of the connected Twilio account. Whoever answers the picked one today does so no more: its calls
            come here.
          </p>
          <Failure message={problem} />
          {numbers === null && problem === null ? <Skeleton className="h-24 w-full" /> : null}
          {numbers?.length === 0 ? (
            <p className="rounded-md bg-surface-2 px-3 py-2 text-13 text-text-2">
              The account has no number that is not here already. Buy one, or move one to Twilio first.
            </p>
          ) : null}
          {numbers && numbers.length > 0 ? (
            <fieldset>
              <legend className="mb-1.5 text-13 font-medium">Number</legend>
              <div className="max-h-56 overflow-y-auto rounded-md border border-line-strong scroll-quiet">
                {numbers.map(({ e164, carrierLabel, inUseElsewhere, voice }) => (
                  <label key={e164} className="flex items-center gap-2.5 px-2.5 py-2 text-13 hover:bg-surface-2">
                    <input
                      type="radio"
                      name="e164"
                      value={e164}
                      checked={picked === e164}
                      onChange={() => setPicked(e164)}
                      disabled={!voice}
                      className="size-4 accent-accent"
                    />
                    <span className="font-medium figures">{formatPhone(e164)}</span>
                    <span className="min-w-0 flex-1 truncate text-12 text-text-3">{carrierLabel}</span>
                    {voice ? null : <Chip>No calls</Chip>}
                    {inUseElsewhere ? <Chip tone="warn">In use elsewhere</Chip> : null}
                  </label>
                ))}
              </div>
            </fieldset>
          ) : null}
          <Field label="Label" name="label" placeholder="What it is for" maxLength={64} />
          <AnsweredBy agents={agents} businesses={businesses} error={failure?.fields["businessId"] ?? null} />
          <Failure message={failure?.message ?? null} />
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={onClose} disabled={isPending}>
            Cancel
          </Button>
          <Button type="submit" look="primary" disabled={isPending || picked === null}>
            {isPending ? "Importing" : "Import this number"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
