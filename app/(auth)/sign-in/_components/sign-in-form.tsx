"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { AttemptAlert } from "./attempt-alert";
import { useCountdown } from "./use-countdown";

export type SignInState = { message: string | null; waitMs: number | null; email: string };

type SignInFormProps = Readonly<{
  action: (state: SignInState, form: FormData) => Promise<SignInState>;
  next: string;
  demo: { email: string; password: string } | null;
}>;

export function SignInForm({ action, next, demo }: SignInFormProps) {
  const [state, submit, isPending] = useActionState(action, { message: null, waitMs: null, email: demo?.email ?? "" });
  const waitMs = useCountdown(state);
  const isLocked = waitMs > 0;
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.message) password.current?.focus();
  }, [state]);

  return (
    <form action={submit} className="space-y-4" noValidate>
      <input type="hidden" name="next" value={next} />
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
        key={state.email}
        defaultValue={state.email}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        ref={password}
        defaultValue={demo?.password}
      />
      <AttemptAlert message={state.message} waited={state.waitMs !== null} leftMs={waitMs} />
      <Button type="submit" look="primary" size="lg" className="w-full" disabled={isPending || isLocked}>
        {isPending ? "Signing in" : "Sign in"}
      </Button>
    </form>
  );
}
