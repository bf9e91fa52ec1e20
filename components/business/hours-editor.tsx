"use client";

import { clsx } from "clsx";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import type { OpenInterval, Weekday, WeeklyHours } from "@/lib/contracts/business-hours";
import { intervalsProblem, splitAtMidnight } from "@/lib/domain/schedule/hours-problems";
import { describeWeek } from "@/lib/domain/schedule/hours-words";
import { WEEKDAYS } from "@/lib/domain/schedule/local-time";
import { IntervalFields } from "./interval-fields";

type HoursEditorProps = Readonly<{
  value: WeeklyHours;
  onChange: (value: WeeklyHours) => void;
  /** What these hours are of: "Opening hours", "Duty hours". */
  label: string;
  words?: HoursWords;
}>;

/** What having hours is called, and having none. */
type HoursWords = Readonly<{ on: string; off: string }>;
const OPENING: HoursWords = { on: "Open", off: "Closed" };

const WORKDAYS = WEEKDAYS.slice(0, 5);
const USUAL: OpenInterval[] = [{ opens: "09:00", closes: "17:00" }];
const ALL_DAY: OpenInterval[] = [{ opens: "00:00", closes: "24:00" }];
const nameOf = (day: Weekday) => day.charAt(0).toUpperCase() + day.slice(1);
const isAllDay = (hours: readonly OpenInterval[]) =>
  hours.length === 1 && hours[0]?.opens === "00:00" && hours[0].closes === "24:00";

/** A week of hours: each day open or closed, in one or several stretches, copied to others with a click. */
export function HoursEditor({ value, onChange, label, words = OPENING }: HoursEditorProps) {
  const id = useId();
  const set = (days: readonly Weekday[], hours: OpenInterval[]) =>
    onChange({ ...value, ...Object.fromEntries(days.map((day) => [day, hours])) });
  const firstOpen = WEEKDAYS.find((day) => value[day].length > 0);
  return (
    <fieldset className="min-w-0">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <legend className="float-left text-13 font-medium">{label}</legend>
        <p className="text-12 text-text-3 figures" aria-live="polite">
          {describeWeek(value)}
        </p>
      </div>
      <ul className="clear-both divide-y divide-line rounded-lg border border-line bg-surface">
        {WEEKDAYS.map((day) => {
          const hours = value[day];
          const problem = intervalsProblem(hours);
          const late = hours.find(({ opens, closes }) => opens !== "" && closes !== "" && opens > closes);
          const errorId = `${id}-${day}`;
          return (
            <li key={day} className="px-3 py-2">
              <div className="grid grid-cols-[2.75rem_5.5rem_1fr] items-start gap-x-2 gap-y-2 sm:grid-cols-[2.75rem_6rem_1fr_auto]">
                <span className="flex h-8 items-center">
                  <Switch
                    label={`${words.on} on ${nameOf(day)}`}
                    checked={hours.length > 0}
                    onChange={(open) => set([day], open ? (firstOpen ? [...value[firstOpen]] : USUAL) : [])}
                  />
                </span>
                <span className="flex h-8 items-center text-13 font-medium">{nameOf(day)}</span>
                {hours.length === 0 ? (
                  <span className="flex h-8 items-center text-13 text-text-3">{words.off}</span>
                ) : isAllDay(hours) ? (
                  <span className="flex h-8 items-center text-13">{words.on} all day</span>
                ) : (
                  <div className="col-span-3 sm:col-span-1">
                    <IntervalFields
                      of={nameOf(day)}
                      intervals={hours}
                      onChange={(intervals) => set([day], intervals)}
                      errorId={problem ? errorId : undefined}
                    />
                  </div>
                )}
                {hours.length > 0 ? (
                  <div className="col-span-3 flex flex-wrap justify-start gap-1 sm:col-span-1 sm:justify-end">
                    <Button
                      look="ghost"
                      size="sm"
                      aria-pressed={isAllDay(hours)}
                      onClick={() => set([day], isAllDay(hours) ? USUAL : ALL_DAY)}
                      className={clsx(isAllDay(hours) && "bg-surface-2 text-text")}
                    >
                      24 h
                    </Button>
                    {WORKDAYS.includes(day) ? (
                      <Button
                        look="ghost"
                        size="sm"
                        onClick={() => set(WORKDAYS, [...hours])}
                        disabled={problem !== null}
                      >
                        Copy to weekdays
                      </Button>
                    ) : (
                      <Button
                        look="ghost"
                        size="sm"
                        onClick={() => set(["saturday", "sunday"], [...hours])}
                        disabled={problem !== null}
                      >
                        Copy to weekend
                      </Button>
                    )}
                  </div>
                ) : null}
              </div>
              {problem ? (
                <p
                  id={errorId}
                  role="status"
                  className="mt-1 flex flex-wrap items-center gap-2 text-13 text-bad sm:pl-[9.75rem]"
                >
                  {problem}
                  {late ? (
                    <Button size="sm" onClick={() => onChange(splitAtMidnight(value, day, late))}>
                      Split at midnight
                    </Button>
                  ) : null}
                </p>
              ) : null}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
