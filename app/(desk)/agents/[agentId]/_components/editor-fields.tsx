import { type ComponentProps, type ReactNode, useId } from "react";
import { Input } from "@/components/ui/input";
import { GrowingText } from "@/components/ui/growing-text";

type LabelledProps = Readonly<{ label: string; hint?: ReactNode; error?: string | undefined }>;

type TextFieldProps = LabelledProps & {
  value: string;
  onChange: (value: string) => void;
  /** The section's heading says it already. */
  labelHidden?: boolean;
} & Omit<ComponentProps<"textarea">, "onChange" | "value">;

/** A text with its label, what it is for and what is wrong with it. */
export function TextField({ label, hint, error, value, onChange, labelHidden = false, ...rest }: TextFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className={labelHidden ? "sr-only" : "mb-1.5 block text-13 font-medium"}>
        {label}
      </label>
      <GrowingText
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-note` : undefined}
        {...rest}
      />
      <Note id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

type NumberFieldProps = LabelledProps & {
  value: number;
  unit: string;
  min: number;
  max: number;
  step?: number;
  disabled?: boolean;
  onChange: (value: number) => void;
};

/** A number with its unit. What is out of its range stays as typed and is not taken. */
export function NumberField({
  label,
  hint,
  error,
  value,
  unit,
  min,
  max,
  step = 1,
  disabled,
  onChange,
}: NumberFieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium">
        {label}
      </label>
      <span className="flex items-center gap-2">
        <Input
          id={id}
          type="number"
          inputMode="decimal"
          // Anew when the value is set from elsewhere, untouched while one types.
          key={value}
          defaultValue={value}
          min={min}
          max={max}
          step={step}
          disabled={disabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-note`}
          onBlur={(event) => {
            const next = event.target.valueAsNumber;
            if (Number.isNaN(next)) event.target.value = String(value);
            else if (next !== value) onChange(Math.min(max, Math.max(min, next)));
          }}
          className="w-24 text-right figures"
        />
        <span className="text-13 text-text-2">{unit}</span>
      </span>
      <Note id={`${id}-note`} hint={hint ?? `${min} to ${max.toLocaleString("en-US")} ${unit}`} error={error} />
    </div>
  );
}

export function Note({ id, hint, error }: Readonly<{ id: string; hint?: ReactNode; error?: string | undefined }>) {
  if (error) {
    return (
      <p id={id} className="mt-1 text-13 text-bad">
        {error}
      </p>
    );
  }
  return hint ? (
    <p id={id} className="mt-1 text-12 text-text-3">
      {hint}
    </p>
  ) : null;
}
