"use client";

import type { ReactNode } from "react";
import { Select } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import type { EscalationSettings, EscalationTrigger } from "@/lib/contracts/business-settings";
import { moodWords, TRIGGER_WORDS } from "./business-words";
import { RangeField } from "./range-field";
import { WordsField } from "./words-field";

type Triggers = EscalationSettings["triggers"];

type TriggerListProps = Readonly<{
  value: Triggers;
  onChange: (value: Triggers) => void;
  languages: readonly string[];
  problems: Readonly<Record<string, string>>;
}>;

/** Each reason to get a person, on or off, with the figure or the words it goes by. */
export function TriggerList({ value, onChange, languages, problems }: TriggerListProps) {
  const set = <T extends EscalationTrigger>(trigger: T, change: Partial<Triggers[T]>) =>
    onChange({ ...value, [trigger]: { ...value[trigger], ...change } });
  const details: Record<EscalationTrigger, ReactNode> = {
    asked: (
      <WordsField
        label="Words that ask for a person"
        value={value.asked.words}
        onChange={(words) => set("asked", { words })}
        languages={languages}
      />
    ),
    urgent: (
      <WordsField
        label="Words that cannot wait"
        value={value.urgent.words}
        onChange={(words) => set("urgent", { words })}
        languages={languages}
      />
    ),
    sentiment: (
      <RangeField
        label="Mood at which a person is needed"
        value={value.sentiment.at}
        min={-1}
        max={0}
        step={0.05}
        onChange={(at) => set("sentiment", { at })}
        shown={`${value.sentiment.at.toFixed(2)}, ${moodWords(value.sentiment.at)}`}
      />
    ),
    unknown: (
      <Times
        label="How often it may not know"
        value={value.unknown.times}
        from={1}
        onChange={(times) => set("unknown", { times })}
      />
    ),
    repeated: (
      <Times
        label="How often the caller may repeat"
        value={value.repeated.times}
        from={2}
        onChange={(times) => set("repeated", { times })}
      />
    ),
    tool: (
      <Times
        label="How often a tool may fail"
        value={value.tool.times}
        from={1}
        onChange={(times) => set("tool", { times })}
      />
    ),
    complexity: (
      <Times
        label="How many involved questions there may be"
        value={value.complexity.times}
        from={1}
        onChange={(times) => set("complexity", { times })}
      />
    ),
    long: (
      <Select
        aria-label="How long a call may take"
        value={value.long.minutes}
        onChange={({ target }) => set("long", { minutes: Number(target.value) })}
      >
        {[...new Set([5, 10, 15, 20, 30, 60, value.long.minutes])]
          .sort((a, b) => a - b)
          .map((minutes) => (
            <option key={minutes} value={minutes}>
              {minutes} minutes
            </option>
          ))}
      </Select>
    ),
  };
  return (
    <ul className="mt-3 divide-y divide-line rounded-lg border border-line bg-surface">
      {(Object.keys(TRIGGER_WORDS) as EscalationTrigger[]).map((trigger) => {
        const { label, means } = TRIGGER_WORDS[trigger];
        const isWords = trigger === "asked" || trigger === "urgent";
        const problem = Object.entries(problems).find(([name]) => name.startsWith(`triggers.${trigger}`))?.[1];
        return (
          <li key={trigger} className="px-3 py-2.5">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <Switch
                label={label}
                checked={value[trigger].enabled}
                onChange={(enabled) => set(trigger, { enabled })}
              />
              <div className="min-w-48 flex-1">
                <p className="text-13 font-medium">{label}</p>
                <p className="text-12 text-text-3">{means}</p>
              </div>
              {value[trigger].enabled && !isWords ? details[trigger] : null}
            </div>
            {value[trigger].enabled && isWords ? <div className="mt-2 sm:pl-13">{details[trigger]}</div> : null}
            {problem ? <p className="mt-1 text-13 text-bad sm:pl-13">{problem}</p> : null}
          </li>
        );
      })}
    </ul>
  );
}

type TimesProps = Readonly<{ label: string; value: number; from: number; onChange: (times: number) => void }>;

function Times({ label, value, from, onChange }: TimesProps) {
  return (
    <Select aria-label={label} value={value} onChange={({ target }) => onChange(Number(target.value))}>
      {Array.from({ length: 10 - from + 1 }, (_, index) => from + index).map((times) => (
        <option key={times} value={times}>
          {times === 1 ? "once" : times === 2 ? "twice" : `${times} times`}
        </option>
      ))}
    </Select>
  );
}
