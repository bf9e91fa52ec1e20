"use client";

import { useId } from "react";
import { Input } from "@/components/ui/input";
import { SwitchRow } from "@/components/ui/switch-row";
import { EVERY_DAY, type QuietHours } from "@/lib/contracts/notifications";

const MIDNIGHT = "24:00";
const USUAL: QuietHours = { from: "20:00", to: "07:00", days: [...EVERY_DAY] };

type QuietHoursFieldsProps = Readonly<{
  quietHours: QuietHours | null;
  problems: Readonly<Record<string, string>>;
  onChange: (quietHours: QuietHours | null) => void;
}>;

export function QuietHoursFields({ quietHours, problems, onChange }: QuietHoursFieldsProps) {
  const errorId = useId();
  const problem = ["from", "to", "days"].map((name) => problems[`quietHours.${name}`]).find(Boolean);
  const set = (change: Partial<QuietHours>) => {
    const next = { ...(quietHours ?? USUAL), ...change };
    // A clock shows the end of the day as its beginning; only with a whole day it is not the next one's.
    const to = next.to === MIDNIGHT || next.to === "00:00" ? (next.from === "00:00" ? MIDNIGHT : "00:00") : next.to;
    onChange({ ...next, to });
  };
  const time = (name: "from" | "to", label: string) => (
    <label className="flex items-center gap-2 text-13">
      {label}
      <Input
        type="time"
        value={quietHours?.[name] === MIDNIGHT ? "00:00" : (quietHours?.[name] ?? "")}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? errorId : undefined}
        onChange={({ target }) => set({ [name]: target.value })}
        className="w-[6.9rem] px-2 figures"
      />
    </label>
  );
  return (
    <div className="px-4 pt-1 pb-4">
      <SwitchRow
        label="Be quiet at certain hours"
        hint="What comes within them goes out when they end."
        checked={quietHours !== null}
        onChange={(isOn) => onChange(isOn ? USUAL : null)}
      />
      {quietHours ? (
        <div className="mt-3 space-y-3 sm:pl-11">
          <div className="flex flex-wrap gap-x-4 gap-y-2">
            {time("from", "From")}
            {time("to", "Until")}
          </div>
          <fieldset>
            <legend className="mb-1.5 text-13 text-text-2">Beginning on</legend>
            <div className="flex flex-wrap gap-1.5">
              {EVERY_DAY.map((day) => (
                <label
                  key={day}
                  className="relative flex h-8 cursor-pointer items-center rounded-md border border-line-strong px-2.5 text-13 text-text-2 select-none has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ai has-focus-visible:outline-2 has-focus-visible:outline-accent"
                >
                  <input
                    type="checkbox"
                    checked={quietHours.days.includes(day)}
                    onChange={({ target }) =>
                      set({
                        days: EVERY_DAY.filter((each) =>
                          each === day ? target.checked : quietHours.days.includes(each),
                        ),
                      })
                    }
                    className="absolute inset-0 cursor-pointer appearance-none opacity-0"
                    aria-label={day.charAt(0).toUpperCase() + day.slice(1)}
                  />
                  <span aria-hidden>{day.charAt(0).toUpperCase() + day.slice(1, 3)}</span>
                </label>
              ))}
            </div>
          </fieldset>
          {problem ? (
            <p id={errorId} className="text-13 text-bad">
              {problem}
            </p>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
