"use client";

import { CalendarPlus, Plus, X } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/input";
import type { SpecialDay } from "@/lib/contracts/business-hours";
import { COUNTRIES } from "@/lib/domain/holidays/countries";
import { holidaysFrom } from "@/lib/domain/holidays/holidays";
import { intervalsProblem } from "@/lib/domain/schedule/hours-problems";
import { IntervalFields } from "./interval-fields";

type SpecialDaysEditorProps = Readonly<{
  value: readonly SpecialDay[];
  onChange: (value: SpecialDay[]) => void;
  /** Whose holidays are offered first; null: none until one is chosen. */
  country: string | null;
  /** YYYY-MM-DD where the business is. */
  today: string;
}>;

/** Days with hours of their own. Holidays of a country are one click; days that are past are kept out of the way. */
export function SpecialDaysEditor({ value, onChange, country: likely, today }: SpecialDaysEditorProps) {
  const id = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const country = chosen ?? likely ?? "";
  const known = new Set(value.map(({ date }) => date));
  const offered = holidaysFrom(country, today).filter(({ date }) => !known.has(date));
  const past = value.filter(({ date }) => date !== "" && date < today).length;
  const add = (days: readonly { date: string; name: string }[]) =>
    onChange(byDate([...value, ...days.map((day) => ({ ...day, hours: [] }))]));
  const replace = (index: number, change: Partial<SpecialDay>) =>
    onChange(value.map((day, at) => (at === index ? { ...day, ...change } : day)));

  return (
    <fieldset>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <legend className="float-left text-13 font-medium">Holidays and special days</legend>
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <Select
            aria-label="Country of the holidays"
            value={country}
            onChange={({ target }) => setChosen(target.value)}
          >
            <option value="">Choose a country</option>
            {COUNTRIES.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
          {offered.length > 0 ? (
            <Button onClick={() => add(offered)}>
              <CalendarPlus aria-hidden className="size-4" />
              Add all {offered.length}
            </Button>
          ) : null}
        </div>
      </div>
      {offered.length > 0 ? (
        <ul aria-label="Holidays of the coming year" className="clear-both mb-3 flex flex-wrap gap-1.5">
          {offered.map((day) => (
            <li key={day.date}>
              <button
                type="button"
                onClick={() => add([day])}
                className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line px-2 text-12 text-text-2 transition-colors hover:border-line-strong hover:bg-surface-2 hover:text-text"
              >
                <Plus aria-hidden className="size-3" />
                {day.name}
                <span className="text-text-3 figures">{shortDate(day.date)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {value.length > 0 ? (
        <ul className="clear-both divide-y divide-line rounded-lg border border-line">
          {value.map((day, index) =>
            day.date !== "" && day.date < today ? null : (
              <SpecialDayRow
                key={index}
                id={`${id}-${index}`}
                day={day}
                twice={day.date !== "" && value.filter(({ date }) => date === day.date).length > 1}
                onChange={(change) => replace(index, change)}
                onRemove={() => onChange(value.filter((_, at) => at !== index))}
              />
            ),
          )}
        </ul>
      ) : null}
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button size="sm" onClick={() => onChange([...value, { date: "", name: "", hours: [] }])}>
          <Plus aria-hidden className="size-3.5" />
          Add a day
        </Button>
        {past > 0 ? (
          <span className="text-12 text-text-3">
            {past} past {past === 1 ? "day is" : "days are"} kept.{" "}
            <button
              type="button"
              className="rounded-sm text-accent hover:underline"
              onClick={() => onChange(value.filter(({ date }) => date === "" || date >= today))}
            >
              Remove {past === 1 ? "it" : "them"}
            </button>
          </span>
        ) : null}
      </div>
    </fieldset>
  );
}

type SpecialDayRowProps = Readonly<{
  id: string;
  day: SpecialDay;
  twice: boolean;
  onChange: (change: Partial<SpecialDay>) => void;
  onRemove: () => void;
}>;

function SpecialDayRow({ id, day, twice, onChange, onRemove }: SpecialDayRowProps) {
  const name = day.name || "this day";
  const problem = specialDayProblem(day, twice);
  return (
    <li className="px-3 py-2">
      <div className="flex flex-wrap items-start gap-2">
        <Input
          type="date"
          aria-label={`Date of ${name}`}
          aria-describedby={problem ? id : undefined}
          aria-invalid={problem ? true : undefined}
          value={day.date}
          onChange={({ target }) => onChange({ date: target.value })}
          className="w-36 figures"
        />
        <Input
          aria-label={`Name of the day ${day.date}`}
          placeholder="Company outing"
          value={day.name}
          maxLength={100}
          onChange={({ target }) => onChange({ name: target.value })}
          className="min-w-36 flex-1"
        />
        <Select
          aria-label={`Hours of ${name}`}
          value={day.hours.length === 0 ? "closed" : "hours"}
          onChange={({ target }) =>
            onChange({ hours: target.value === "closed" ? [] : [{ opens: "09:00", closes: "12:00" }] })
          }
        >
          <option value="closed">Closed</option>
          <option value="hours">Other hours</option>
        </Select>
        <Button look="ghost" className="px-2" aria-label={`Remove ${name}`} onClick={onRemove}>
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      {day.hours.length > 0 ? (
        <div className="mt-2">
          <IntervalFields
            of={name}
            intervals={day.hours}
            onChange={(hours) => onChange({ hours })}
            errorId={problem ? id : undefined}
          />
        </div>
      ) : null}
      {problem ? (
        <p id={id} role="status" className="mt-1 text-13 text-bad">
          {problem}
        </p>
      ) : null}
    </li>
  );
}

function specialDayProblem({ date, name, hours }: SpecialDay, twice: boolean): string | null {
  if (date === "") return "Give it a date.";
  if (name.trim() === "") return "Give it a name: the agent says it when it tells why you are closed.";
  return twice ? "This date is there twice." : intervalsProblem(hours);
}

const byDate = (days: SpecialDay[]) => days.sort((a, b) => (a.date < b.date ? -1 : 1));

const shortDate = (iso: string) =>
  new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
