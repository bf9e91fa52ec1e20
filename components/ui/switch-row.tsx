import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

type SwitchRowProps = Readonly<{
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  className?: string;
}>;

/** On or off, at once. The whole row is its target. */
export function SwitchRow({ label, hint, checked, onChange, disabled = false, className }: SwitchRowProps) {
  const hintId = useId();
  return (
    <label
      className={clsx("flex cursor-pointer items-start gap-3", disabled && "cursor-default opacity-60", className)}
    >
      <span className="relative mt-0.5 inline-flex h-4.5 w-8 shrink-0">
        <input
          type="checkbox"
          role="switch"
          checked={checked}
          disabled={disabled}
          aria-describedby={hint ? hintId : undefined}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-full bg-line-strong transition-colors duration-150 checked:bg-accent disabled:cursor-default"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-0.5 left-0.5 size-3.5 rounded-full bg-surface transition-transform duration-150 peer-checked:translate-x-3.5"
        />
      </span>
      <span className="min-w-0">
        <span className="block text-14">{label}</span>
        {hint ? (
          <span id={hintId} className="block text-13 text-text-3">
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}
