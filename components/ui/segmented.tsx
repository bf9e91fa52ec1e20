import { clsx } from "clsx";
import { useId } from "react";

type SegmentedProps<Value extends string> = Readonly<{
  /** Spoken only. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  disabled?: boolean;
  /** The chosen one has the focus when it comes into sight. */
  autoFocus?: boolean;
  className?: string;
}>;

/** One of a few, side by side. Radio buttons to keyboard and reader. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const { label, value, options, onChange, disabled = false, autoFocus = false, className } = props;
  const name = useId();
  return (
    <fieldset
      disabled={disabled}
      className={clsx("inline-flex rounded-md border border-line bg-surface-2 p-0.5 disabled:opacity-60", className)}
    >
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative flex h-7 cursor-pointer items-center rounded-sm px-2.5 text-13 font-medium text-text-2 transition-colors duration-150 select-none hover:text-text has-checked:bg-surface has-checked:text-text has-checked:shadow-[0_1px_2px_var(--line-strong)] has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            autoFocus={autoFocus && option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
