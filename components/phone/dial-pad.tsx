"use client";

const KEYS = [
  ["1", ""],
  ["2", "ABC"],
  ["3", "DEF"],
  ["4", "GHI"],
  ["5", "JKL"],
  ["6", "MNO"],
  ["7", "PQRS"],
  ["8", "TUV"],
  ["9", "WXYZ"],
  ["*", ""],
  ["0", "+"],
  ["#", ""],
] as const;

const NAMES: Readonly<Record<string, string>> = { "*": "star", "#": "pound" };

/** The twelve keys of a telephone. */
export function DialPad({ onPress }: Readonly<{ onPress: (key: string) => void }>) {
  return (
    <div role="group" aria-label="Dial pad" className="grid grid-cols-3 gap-2">
      {KEYS.map(([key, letters]) => (
        <button
          key={key}
          type="button"
          aria-label={NAMES[key] ?? key}
          onClick={() => onPress(key)}
          className="flex h-12 flex-col items-center justify-center rounded-lg border border-line bg-surface transition-colors duration-150 select-none hover:bg-surface-2 active:bg-line"
        >
          <span className="text-16 leading-5 font-semibold figures">{key}</span>
          <span aria-hidden className="h-3 text-[10px] leading-3 tracking-wider text-text-3">
            {letters}
          </span>
        </button>
      ))}
    </div>
  );
}
