"use client";

import { clsx } from "clsx";

type SwitchProps = Readonly<{
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** What is on or off; said to those who do not see what stands beside it. */
  label: string;
  disabled?: boolean;
  describedBy?: string;
}>;

/** On or off, at once. The words beside it say what. */
export function Switch({ checked, onChange, label, disabled, describedBy }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      aria-describedby={describedBy}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className={clsx(
        "relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border transition-colors duration-150 disabled:opacity-50",
        checked ? "border-accent bg-accent" : "border-line-strong bg-surface-2",
      )}
    >
      <span
        aria-hidden
        className={clsx(
          "size-3.5 rounded-full transition-transform duration-150",
          checked ? "translate-x-[18px] bg-on-accent" : "translate-x-[3px] bg-text-3",
        )}
      />
    </button>
  );
}
