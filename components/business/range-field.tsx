"use client";

type RangeFieldProps = Readonly<{
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
  /** The value in words; said aloud as well. */
  shown: string;
  disabled?: boolean;
}>;

/** A value on a scale, with what it means beside it. */
export function RangeField({ label, value, min, max, step, onChange, shown, disabled }: RangeFieldProps) {
  return (
    <span className="flex w-full items-center gap-3 sm:w-auto">
      <input
        type="range"
        aria-label={label}
        aria-valuetext={shown}
        value={value}
        min={min}
        max={max}
        step={step}
        disabled={disabled}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        className="h-5 min-w-0 flex-1 cursor-pointer accent-accent sm:w-40 sm:flex-none"
      />
      <span className="w-36 text-13 text-text-2 figures sm:w-40">{shown}</span>
    </span>
  );
}
