"use client";

import { Trash2 } from "lucide-react";
import { Button, buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import type { AfterCallCondition, FieldCondition } from "@/lib/contracts/after-call";
import type { CallOutcome } from "@/lib/contracts/quality";
import { OUTCOME_WORDS } from "@/lib/domain/after-call/call-facts";
import { CALLS_WORDS, DIRECTION_WORDS, IS_WORDS } from "./step-words";

export type FieldChoice = { key: string; label: string };

type ConditionFieldsProps = Readonly<{
  when: AfterCallCondition;
  fields: readonly FieldChoice[];
  errorOf: (field: string) => string | null;
  onChange: (change: Partial<AfterCallCondition>) => void;
}>;

const OUTCOMES = Object.keys(OUTCOME_WORDS) as CallOutcome[];

/** For which calls a step is. */
export function ConditionFields({ when, fields, errorOf, onChange }: ConditionFieldsProps) {
  const setField = (at: number, change: Partial<FieldCondition>) =>
    onChange({ fields: when.fields.map((one, i) => (i === at ? { ...one, ...change } : one)) });
  return (
    <section aria-label="For which calls" className="space-y-3">
      <h3 className="text-14 font-semibold">For which calls</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label="Calls"
          value={when.calls}
          hint={when.calls === "answered" ? undefined : "Of a missed call there is no summary, and no field is found."}
          onChange={({ target }) => onChange({ calls: target.value as AfterCallCondition["calls"] })}
        >
          <Options of={CALLS_WORDS} />
        </SelectField>
        <SelectField
          label="Direction"
          value={when.direction}
          onChange={({ target }) => onChange({ direction: target.value as AfterCallCondition["direction"] })}
        >
          <Options of={DIRECTION_WORDS} />
        </SelectField>
      </div>
      <fieldset>
        <legend className="mb-1.5 text-13 font-medium">Only when it came out as</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          {OUTCOMES.map((outcome) => (
            <label key={outcome} className="flex items-center gap-2 text-13">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={when.outcomes.includes(outcome)}
                onChange={({ target: { checked } }) =>
                  onChange({
                    outcomes: checked
                      ? [...when.outcomes, outcome]
                      : when.outcomes.filter((other) => other !== outcome),
                  })
                }
              />
              {OUTCOME_WORDS[outcome]}
            </label>
          ))}
        </div>
        <p className="mt-1.5 text-12 text-text-3">None chosen: however it came out.</p>
      </fieldset>
      {when.fields.map((condition, at) => (
        <fieldset key={at} className="flex flex-wrap items-end gap-3">
          <legend className="sr-only">Condition {at + 1}</legend>
          <SelectField
            label="Field"
            className="min-w-40 flex-1"
            value={condition.field}
            error={errorOf(`when.fields.${at}.field`)}
            onChange={({ target }) => setField(at, { field: target.value })}
          >
            {fields.some(({ key }) => key === condition.field) ? null : (
              <option value={condition.field}>{condition.field || "Choose"}</option>
            )}
            {fields.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Has to be so"
            className="min-w-32"
            value={condition.is}
            onChange={({ target }) => setField(at, { is: target.value as FieldCondition["is"] })}
          >
            <Options of={IS_WORDS} />
          </SelectField>
          {condition.is === "equal" || condition.is === "not_equal" ? (
            <Field
              label="What"
              className="min-w-32 flex-1"
              value={condition.value}
              error={errorOf(`when.fields.${at}.value`)}
              onChange={({ target }) => setField(at, { value: target.value })}
            />
          ) : null}
          <button
            type="button"
            aria-label={`Remove condition ${at + 1}`}
            className={buttonClass("ghost", "lg")}
            onClick={() => onChange({ fields: when.fields.filter((_, i) => i !== at) })}
          >
            <Trash2 aria-hidden className="size-4" />
          </button>
        </fieldset>
      ))}
      {fields.length > 0 && when.fields.length < 5 ? (
        <Button
          onClick={() =>
            onChange({ fields: [...when.fields, { field: fields[0]?.key ?? "", is: "found", value: "" }] })
          }
        >
          Add a condition on a field
        </Button>
      ) : null}
    </section>
  );
}

function Options({ of }: Readonly<{ of: Record<string, string> }>) {
  return Object.entries(of).map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
