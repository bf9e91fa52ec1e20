import { type ComponentProps, type ReactNode, useId } from "react";
import { Input } from "./input";

type FieldProps = ComponentProps<"input"> & { label: string; error?: string | null; hint?: string; aside?: ReactNode };

/** A labelled input whose hint, or error, is tied to it for everyone, screen readers included. */
export function Field({ label, error, hint, aside, className, ...rest }: FieldProps) {
  const id = useId();
  const errorId = `${id}-error`;
  const hintId = `${id}-hint`;
  return (
    <div className={className}>
      <div className="mb-1.5 flex items-baseline justify-between">
        <label htmlFor={id} className="text-13 font-medium">
          {label}
        </label>
        {aside}
      </div>
      <Input
        id={id}
        className="h-10 w-full text-14"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : hint ? hintId : undefined}
        {...rest}
      />
      {error ? (
        <p id={errorId} className="mt-1.5 text-13 text-bad">
          {error}
        </p>
      ) : hint ? (
        <p id={hintId} className="mt-1.5 text-13 text-text-3">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
