import { type FormEvent, startTransition, useActionState } from "react";

/** What became of a change: `fields` says what is wrong with which input. */
export type ActionState =
  { status: "idle" } | { status: "done"; message: string } | { status: "failed"; message: string; fields: Fields };

type Fields = Readonly<Record<string, string>>;
export type FormAction = (state: ActionState, form: FormData) => Promise<ActionState>;

/** A form whose inputs keep what was typed when the change is refused, and, unless `onDone` resets it, when it is made. */
export function useFormAction(action: FormAction, onDone?: (form: HTMLFormElement) => void) {
  const [state, submit, isPending] = useActionState<ActionState, HTMLFormElement>(
    async (previous, form) => {
      const next = await action(previous, new FormData(form));
      if (next.status === "done") onDone?.(form);
      return next;
    },
    { status: "idle" },
  );
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    startTransition(() => submit(form));
  };
  const errorOf = (name: string): string | null => (state.status === "failed" ? (state.fields[name] ?? null) : null);
  return { state, isPending, onSubmit, errorOf };
}
