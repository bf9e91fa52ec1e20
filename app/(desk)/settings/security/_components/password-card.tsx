"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { changePasswordAction } from "../actions";
import { Problem } from "./problem";
import { useAttempt } from "./use-attempt";

export function PasswordCard({ email }: Readonly<{ email: string }>) {
  const { run, isPending, failure } = useAttempt();
  const [isDone, setIsDone] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const hasFieldError = Boolean(failure?.fields["password"] ?? failure?.fields["newPassword"]);
  return (
    <Card title="Password">
      <form
        ref={element}
        className="max-w-sm space-y-4 px-4 pt-1 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          setIsDone(false);
          run(
            () => changePasswordAction(form),
            () => {
              element.current?.reset();
              setIsDone(true);
            },
          );
        }}
      >
        {/* For password managers: whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field
          label="Present password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={failure?.fields["password"] ?? null}
        />
        <Field
          label="New password"
          name="newPassword"
          type="password"
          autoComplete="new-password"
          required
          error={failure?.fields["newPassword"] ?? null}
          aside={<span className="text-12 text-text-3">12 characters or more</span>}
        />
        <Problem message={failure && !hasFieldError ? failure.message : null} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" disabled={isPending}>
            {isPending ? "Changing" : "Change password"}
          </Button>
          <span role="status" className="text-13 text-good">
            {isDone ? "Changed. Everywhere else you are signed out." : ""}
          </span>
        </div>
      </form>
    </Card>
  );
}
