"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormMessage } from "./form-message";

export type MailRequestState = { sent: string | null; problem: string | null; email: string };

type MailRequestFormProps = Readonly<{
  action: (state: MailRequestState, form: FormData) => Promise<MailRequestState>;
  email: string;
  /** On the button, and while it is pressed. */
  label: string;
  busyLabel: string;
  autoFocus?: boolean;
}>;

/** Asks for a mail to an address. */
export function MailRequestForm({ action, email, label, busyLabel, autoFocus = false }: MailRequestFormProps) {
  const [state, submit, isPending] = useActionState(action, { sent: null, problem: null, email });
  return (
    <form action={submit} className="space-y-4" noValidate>
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus={autoFocus}
        key={state.email}
        defaultValue={state.email}
      />
      <FormMessage tone="bad" message={state.problem} />
      <FormMessage tone="good" message={state.sent} />
      <Button type="submit" look="primary" size="lg" className="w-full" disabled={isPending}>
        {isPending ? busyLabel : label}
      </Button>
    </form>
  );
}
