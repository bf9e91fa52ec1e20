import { clsx } from "clsx";
import { useId } from "react";

type Mode = "warm" | "cold";

const MODES: readonly { value: Mode; title: string; words: string }[] = [
  {
    value: "warm",
    title: "With a briefing",
    words: "The person is told what it is about before the line opens. The agent stays with the caller until then.",
  },
  {
    value: "cold",
    title: "At once",
    words: "The caller is handed on without a word before it. Quicker, and the person has to ask again.",
  },
];

/** Warm or cold, each in a sentence. */
export function TransferMode({ value, onChange }: Readonly<{ value: Mode; onChange: (mode: Mode) => void }>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-13 font-medium">How</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {MODES.map((mode) => (
          <label
            key={mode.value}
            className={clsx(
              "relative block cursor-pointer rounded-md border p-3 transition-colors duration-150",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent",
              mode.value === value ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-surface-2",
            )}
          >
            <input
              type="radio"
              name={name}
              checked={mode.value === value}
              onChange={() => onChange(mode.value)}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            />
            <span className="block text-13 font-medium">{mode.title}</span>
            <span className="mt-0.5 block text-12 text-text-2">{mode.words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
