"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { updateNumberAction } from "../../actions";
import { Failure } from "@/components/ui/failure";
import { Labelled } from "../../_components/labelled";
import { useChange } from "../../../_components/use-change";

/** Its label, and what callers get when no agent can answer, even while all of Aybiza is down. */
export function FallbackForm({ number, mayChange }: Readonly<{ number: PhoneNumberResource; mayChange: boolean }>) {
  const { run, isPending, failure } = useChange();
  const [isSaved, setIsSaved] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsSaved(false);
    const form = new FormData(event.currentTarget);
    const text = (name: string) => (form.get(name) as string).trim();
    run(
      () =>
        updateNumberAction(number.id, {
          label: text("label"),
          fallbackNumber: text("fallbackNumber").replace(/[\s().-]/g, "") || null,
          fallbackMessage: text("fallbackMessage") || null,
        }),
      () => setIsSaved(true),
    );
  };
  return (
    <Card title="Label and fallback">
      <form onSubmit={onSubmit} noValidate className="space-y-4 px-4 pb-4">
        <Field
          label="Label"
          name="label"
          defaultValue={number.label}
          maxLength={64}
          disabled={!mayChange}
          className="max-w-md"
          error={failure?.fields["label"] ?? null}
        />
        <p className="text-13 text-pretty text-text-2">
          When no agent can answer, and even while our own service is down, Twilio calls this number, or says these
          words and takes a message.
        </p>
        <Field
          label="Fallback number"
          name="fallbackNumber"
          type="tel"
          defaultValue={number.fallbackNumber ?? ""}
          placeholder="The business’s own, if it has one"
          disabled={!mayChange}
          className="max-w-md"
          error={failure?.fields["fallbackNumber"] ?? null}
        />
        <Labelled label="Fallback message" error={failure?.fields["fallbackMessage"] ?? null} className="max-w-xl">
          {({ id, describedBy }) => (
            <textarea
              id={id}
              name="fallbackMessage"
              rows={2}
              maxLength={400}
              defaultValue={number.fallbackMessage ?? ""}
              placeholder="We are sorry. We cannot take your call at the moment."
              disabled={!mayChange}
              aria-describedby={describedBy}
              className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-14 hover:border-text-3 focus-visible:border-accent"
            />
          )}
        </Labelled>
        <Failure message={failure && Object.keys(failure.fields).length === 0 ? failure.message : null} />
        {mayChange ? (
          <div className="flex items-center gap-3">
            <Button type="submit" look="primary" disabled={isPending}>
              {isPending ? "Saving" : "Save changes"}
            </Button>
            <p role="status" className="text-13 text-good">
              {isSaved && !isPending ? "Saved, and set at Twilio." : ""}
            </p>
          </div>
        ) : null}
      </form>
    </Card>
  );
}
