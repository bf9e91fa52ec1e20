"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNews } from "../../_components/form-news";
import { type FormAction, useFormAction } from "../../_components/use-form-action";

/** Asks once more before it does what cannot be undone. */
export function EraseCallerForm({ action }: Readonly<{ action: FormAction }>) {
  const [isSure, setSure] = useState(false);
  const { state, isPending, onSubmit, errorOf } = useFormAction(action, (form) => {
    form.reset();
    setSure(false);
  });
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4 px-4 pt-1 pb-4">
      <p className="text-14 text-pretty text-text-2">
        What they said, their number and the messages they left become unreadable. Calls, times and costs stay, so that
        your figures do not change. It cannot be undone.
      </p>
      <Field
        label="Their phone number, with country"
        name="phone"
        type="tel"
        autoComplete="off"
        placeholder="+14155550134"
        required
        error={errorOf("phone")}
        className="max-w-xs"
      />
      <label className="flex items-start gap-2 text-13">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-(--color-accent)"
          checked={isSure}
          onChange={(event) => setSure(event.target.checked)}
        />
        I checked the number. This is the person to erase.
      </label>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="danger" disabled={isPending || !isSure}>
          {isPending ? "Erasing" : "Erase this caller"}
        </Button>
        <FormNews state={state} isPending={isPending} />
      </div>
    </form>
  );
}
