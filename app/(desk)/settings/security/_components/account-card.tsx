"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormNews } from "../../_components/form-news";
import { type FormAction, useFormAction } from "../../_components/use-form-action";

type AccountCardProps = Readonly<{ email: string; action: FormAction }>;

/** What is kept of the person themselves: to take along, and to have erased. */
export function AccountCard({ email, action }: AccountCardProps) {
  const [isOpen, setOpen] = useState(false);
  const { state, isPending, onSubmit, errorOf } = useFormAction(action);
  return (
    <Card title="Your account" hint={email}>
      <div className="space-y-4 px-4 pt-1 pb-4">
        <p className="text-14 text-pretty text-text-2">
          What is kept of you: your account, memberships, sessions, and what the audit logs say you did.
        </p>
        <div className="flex flex-wrap gap-2">
          <form method="post" action="/settings/security/export">
            <Button type="submit">Download my data</Button>
          </form>
          {isOpen ? null : (
            <Button look="danger" onClick={() => setOpen(true)}>
              Delete my account
            </Button>
          )}
        </div>
        {isOpen ? (
          <form
            onSubmit={onSubmit}
            noValidate
            aria-label="Delete my account"
            className="space-y-4 border-t border-line pt-4"
          >
            <p className="text-14 text-pretty text-text-2">
              You are signed out everywhere, leave all your organizations, and the API keys you made stop working. What
              you did there stays in their audit logs. It cannot be undone.
            </p>
            <div className="grid max-w-xl gap-4 sm:grid-cols-2">
              <Field
                label="Your e-mail address"
                name="email"
                type="email"
                autoComplete="off"
                placeholder={email}
                required
                error={errorOf("email")}
              />
              <Field
                label="Your password, to delete"
                name="password"
                type="password"
                autoComplete="current-password"
                required
                error={errorOf("password")}
              />
            </div>
            <div className="flex flex-wrap items-center gap-3">
              <Button type="submit" look="danger" disabled={isPending}>
                {isPending ? "Deleting" : "Delete my account for good"}
              </Button>
              <Button onClick={() => setOpen(false)} disabled={isPending}>
                Keep it
              </Button>
              <FormNews state={state} isPending={isPending} />
            </div>
          </form>
        ) : null}
      </div>
    </Card>
  );
}
