"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNews } from "../../_components/form-news";
import { type FormAction, useFormAction } from "../../_components/use-form-action";

type Props = Readonly<{ action: FormAction; accountId: string; graceDays: number }>;

export function EraseOrganizationForm({ action, accountId, graceDays }: Props) {
  const { state, isPending, onSubmit, errorOf } = useFormAction(action);
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4 px-4 pt-1 pb-4">
      <p className="text-14 text-pretty text-text-2">
        After {graceDays} days everything is erased: calls, messages, agents, numbers, keys, the audit log, and people
        who belong to no other organization. Phone numbers bought here are given back to Twilio, where anybody may buy
        them; imported ones stay in your Twilio account. Until then all goes on as usual and you can undo it. Download
        everything first.
      </p>
      <div className="grid max-w-xl gap-4 sm:grid-cols-2">
        <Field
          label="Account id"
          name="accountId"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder={accountId}
          required
          error={errorOf("accountId")}
        />
        <Field
          label="Your password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={errorOf("password")}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="danger" disabled={isPending}>
          {isPending ? "One moment" : `Erase in ${graceDays} days`}
        </Button>
        <FormNews state={state} isPending={isPending} />
      </div>
    </form>
  );
}
