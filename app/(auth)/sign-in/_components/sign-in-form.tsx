"use client";

import { CircleAlert } from "lucide-react";
import { useActionState, useEffect, useRef, useState } from "react";
import { formatClock } from "@/components/format/duration";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

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
      <div role="alert">
        {state.message ? (
          <p className="animate-rise flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>
              {state.message}
              {isLocked ? (
                <>
                  {" "}
                  Try again in <span className="font-medium figures">{formatClock(waitMs + 999)}</span>.
                </>
              ) : state.waitMs === null ? null : (
                " You can try again now."
              )}
            </span>
          </p>
        ) : null}
      </div>
      <Button type="submit" look="primary" size="lg" className="w-full" disabled={isPending || isLocked}>
        {isPending ? "Signing in" : "Sign in"}
      </Button>
    </form>
  );
}

/** What is left of the wait the server asked for. */
function useCountdown(state: SignInState): number {
  const [leftMs, setLeftMs] = useState(0);
  useEffect(() => {
    if (state.waitMs === null) return;
    const until = Date.now() + state.waitMs;
    const renew = () => {
      const left = Math.max(0, until - Date.now());
      setLeftMs(left);
      if (left === 0) clearInterval(timer);
    };
    const timer = setInterval(renew, 250);
    renew();
    return () => clearInterval(timer);
  }, [state]);
  return state.waitMs === null ? 0 : leftMs;
}
