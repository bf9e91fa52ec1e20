"use client";

import { type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { startOutageAction } from "../actions";
import { Failure } from "@/components/ui/failure";
import { Labelled } from "./labelled";
import { useChange } from "../../_components/use-change";

type StartOutageProps = Readonly<{
  target: { phoneNumberId?: string; businessId?: string };
  covers: string;
  onClose: () => void;
}>;

const MESSAGE = "We are sorry. We cannot take calls at the moment. Please call again later.";

/** What callers get while it lasts. */
export function StartOutage({ target, covers, onClose }: StartOutageProps) {
  const { run, isPending, failure } = useChange();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const message = (form.get("message") as string).trim();
    const forwardTo = (form.get("forwardTo") as string).replace(/[\s().-]/g, "") || null;
    run(() => startOutageAction({ ...target, message, forwardTo }), onClose);
  };
  return (
    <Dialog open onOpenChange={(open) => (open || isPending ? undefined : onClose())} title="Switch outage mode on">
      <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-col">
        <div className="space-y-4 overflow-y-auto p-4">
          <p className="text-13 text-text-2">From now on no agent answers {covers}, until you switch it off.</p>
          <Labelled label="Callers hear" error={failure?.fields["message"] ?? null}>
            {({ id, describedBy }) => (
              <textarea
                id={id}
                name="message"
                rows={3}
                maxLength={400}
                defaultValue={MESSAGE}
                aria-describedby={describedBy}
                className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-13 hover:border-text-3 focus-visible:border-accent"
              />
            )}
          </Labelled>
          <Field
            label="Or hand calls on to (optional)"
            name="forwardTo"
            type="tel"
            autoComplete="off"
            placeholder="+1 415 555 2671"
            error={failure?.fields["forwardTo"] ?? null}
          />
          <Failure message={failure?.message ?? null} />
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={onClose} disabled={isPending}>
            Cancel
          </Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Switching on" : "Switch outage mode on"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
