"use client";

import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useId } from "react";

type TextAreaProps = ComponentProps<"textarea"> & {
  label: string;
  error?: string | null;
  hint?: ReactNode;
  aside?: ReactNode;
};

/** A labelled text of several lines that grows with what is typed. */
export function TextArea({ label, error, hint, aside, className, ...rest }: TextAreaProps) {
  const id = useId();
  const errorId = `${id}-error`;
  const hintId = `${id}-hint`;
  return (
    <div className={className}>
      <div className="mb-1.5 flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-13 font-medium">
          {label}
        </label>
        {aside}
      </div>
      <textarea
        id={id}
        rows={3}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : hint ? hintId : undefined}
        className={clsx(
          "field-sizing-content block max-h-96 min-h-20 w-full rounded-md border border-line-strong bg-surface px-2.5 py-2 text-14 text-text",
          "transition-colors duration-150 hover:border-text-3 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-bad",
        )}
        {...rest}
      />
      {error ? (
        <p id={errorId} className="mt-1.5 text-13 text-bad">
          {error}
        </p>
      ) : hint ? (
        <p id={hintId} className="mt-1.5 text-12 text-pretty text-text-3">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
