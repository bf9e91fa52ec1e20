"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { Select } from "./input";

type SelectFieldProps = ComponentProps<"select"> & { label: string; error?: string | null; hint?: ReactNode };

/** A labelled list to choose from. */
export function SelectField({ label, error, hint, className, ...rest }: SelectFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium">
        {label}
      </label>
      <Select
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? noteId : undefined}
        className="w-full [&>select]:h-10 [&>select]:text-14 [&>svg]:top-3"
        {...rest}
      />
      {error || hint ? (
        <p id={noteId} className={error ? "mt-1.5 text-13 text-bad" : "mt-1.5 text-12 text-pretty text-text-3"}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
