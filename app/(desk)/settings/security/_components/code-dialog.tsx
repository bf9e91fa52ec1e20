"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { Outcome } from "../actions";
import { Problem } from "./problem";
import { useAttempt } from "./use-attempt";

type CodeDialogProps<T> = Readonly<{
  title: string;
  /** What it does, as the button says it. */
  verb: string;
  danger?: boolean;
  withPassword?: boolean;
  action: (form: FormData) => Promise<Outcome<T>>;
  onDone: (data: T) => void;
  onClose: () => void;
  children: ReactNode;
}>;

/** Asks for a code, and the password where a stolen session must not be enough. */
export function CodeDialog<T>(props: CodeDialogProps<T>) {
  const { title, verb, danger = false, withPassword = false, action, onDone, onClose, children } = props;
  const { run, isPending, failure } = useAttempt();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} className="max-w-md">
      <form
        className="space-y-4 overflow-y-auto p-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          run(() => action(form), onDone);
        }}
      >
        <p className="text-14 text-pretty text-text-2">{children}</p>
        {withPassword ? (
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            error={failure?.fields["password"] ?? null}
          />
        ) : null}
        <Field
          label="Code of your app, or a recovery code"
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          required
        />
        <Problem message={failure && !failure.fields["password"] ? failure.message : null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look={danger ? "danger" : "primary"} disabled={isPending}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
