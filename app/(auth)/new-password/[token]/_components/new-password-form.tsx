"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

export type NewPasswordState = { attempt: number; problem: string | null };

type NewPasswordFormProps = Readonly<{
  action: (state: NewPasswordState, form: FormData) => Promise<NewPasswordState>;
  /** Whose password it is, for password managers. */
  email: string;
}>;

export function NewPasswordForm({ action, email }: NewPasswordFormProps) {
  const [state, submit, isPending] = useActionState(action, { attempt: 0, problem: null });
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.attempt > 0) password.current?.focus();
  }, [state]);
  return (
    <form action={submit} className="space-y-4" noValidate>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        label="New password"
        aside={<span className="text-12 text-text-3">12 characters or more</span>}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        autoFocus
        ref={password}
        error={state.problem}
      />
      <Button type="submit" look="primary" size="lg" className="w-full" disabled={isPending}>
        {isPending ? "Saving" : "Save the new password"}
      </Button>
    </form>
  );
}
