"use client";

import { useActionState, useEffect, useRef } from "react";
import { AttemptAlert } from "@/app/(auth)/sign-in/_components/attempt-alert";
import { useCountdown } from "@/app/(auth)/sign-in/_components/use-countdown";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

export type SecondFactorFormState = { message: string | null; waitMs: number | null };

type SecondFactorFormProps = Readonly<{
  action: (state: SecondFactorFormState, form: FormData) => Promise<SecondFactorFormState>;
  next: string;
  /** Asks for a recovery code in place of the app's. */
  byRecoveryCode: boolean;
}>;

export function SecondFactorForm({ action, next, byRecoveryCode }: SecondFactorFormProps) {
  const [state, submit, isPending] = useActionState(action, { message: null, waitMs: null });
  const leftMs = useCountdown(state);
  const code = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.message) code.current?.focus();
  }, [state]);

  return (
    <form action={submit} className="space-y-4" noValidate>
      <input type="hidden" name="next" value={next} />
      <Field
        key={byRecoveryCode ? "recovery" : "app"}
        ref={code}
        name="code"
        label={byRecoveryCode ? "Recovery code" : "Code of your authenticator app"}
        placeholder={byRecoveryCode ? "XXXXX-XXXXX" : "6 digits"}
        inputMode={byRecoveryCode ? "text" : "numeric"}
        autoComplete={byRecoveryCode ? "off" : "one-time-code"}
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        required
        autoFocus
      />
      <AttemptAlert message={state.message} waited={state.waitMs !== null} leftMs={leftMs} />
      <Button type="submit" look="primary" size="lg" className="w-full" disabled={isPending || leftMs > 0}>
        {isPending ? "Checking" : "Continue"}
      </Button>
    </form>
  );
}
