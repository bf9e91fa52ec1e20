"use client";

import { CircleAlert } from "lucide-react";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";

export type JoinState = { message: string | null; fields: Readonly<Record<string, string>>; name: string };

type Action = (state: JoinState, form: FormData) => Promise<JoinState>;
const NOTHING_YET: JoinState = { message: null, fields: {}, name: "" };

type JoinFormProps = Readonly<{ action: Action; token: string; email: string; organizationName: string }>;

/** For who has no account: the invited address becomes one. */
export function JoinForm({ action, token, email, organizationName }: JoinFormProps) {
  const [state, submit, isPending] = useActionState(action, NOTHING_YET);
  return (
    <form action={submit} className="space-y-4" noValidate>
      <input type="hidden" name="token" value={token} />
      <Field label="E-mail" type="email" name="email" autoComplete="username" value={email} readOnly />
      <Field
        label="Your name"
        name="name"
        autoComplete="name"
        maxLength={80}
        required
        autoFocus
        key={state.name}
        defaultValue={state.name}
        error={state.fields["name"] ?? null}
      />
      <Field
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        error={state.fields["password"] ?? null}
      />
      <p className="text-13 text-text-3">12 characters or more. A few words make a good one.</p>
      <Problem message={Object.keys(state.fields).length > 0 ? null : state.message} />
      <Button type="submit" look="primary" size="lg" className="w-full" disabled={isPending}>
        {isPending ? "Joining" : `Join ${organizationName}`}
      </Button>
    </form>
  );
}

type AcceptFormProps = Readonly<{ action: Action; token: string; organizationName: string }>;

/** For who is signed in with the invited address. */
export function AcceptForm({ action, token, organizationName }: AcceptFormProps) {
  const [state, submit, isPending] = useActionState(action, NOTHING_YET);
  return (
    <form action={submit} className="space-y-4">
      <input type="hidden" name="token" value={token} />
      <Problem message={state.message} />
      <Button type="submit" look="primary" size="lg" className="w-full" disabled={isPending}>
        {isPending ? "Joining" : `Join ${organizationName}`}
      </Button>
    </form>
  );
}

function Problem({ message }: Readonly<{ message: string | null }>) {
  return (
    <div role="alert">
      {message ? (
        <p className="animate-rise flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{message}</span>
        </p>
      ) : null}
    </div>
  );
}
