"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNews } from "../../_components/form-news";
import { type FormAction, useFormAction } from "../../_components/use-form-action";

export function VerificationPhoneForm({ action, phone }: Readonly<{ action: FormAction; phone: string | null }>) {
  const { state, isPending, onSubmit, errorOf } = useFormAction(action);
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4 px-4 pt-1 pb-4">
      <p className="text-14 text-pretty text-text-2">
        Whoever says your account id on the telephone must also say a code that is sent here by text message. Without a
        number nobody can be verified.
      </p>
      <Field
        label="Mobile number, with country"
        name="phone"
        type="tel"
        autoComplete="tel"
        placeholder="+14155550134"
        defaultValue={phone ?? ""}
        error={errorOf("phone")}
        className="max-w-xs"
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? "Saving" : "Save number"}
        </Button>
        <FormNews state={state} isPending={isPending} />
      </div>
    </form>
  );
}
