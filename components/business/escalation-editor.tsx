"use client";

import { type ReactNode, useId } from "react";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import type { EscalationSettings } from "@/lib/contracts/business-settings";
import { PeopleOrder } from "./people-order";
import { TriggerList } from "./trigger-list";

type EscalationEditorProps = Readonly<{
  value: EscalationSettings;
  onChange: (value: EscalationSettings) => void;
  /** By field, dotted. */
  problems: Readonly<Record<string, string>>;
  languages: readonly string[];
  people: readonly { id: string; name: string; departments: readonly string[] }[];
  /** Empty: none. */
  fallbackNumber: string;
  /** What of these settings the agents get, and how. */
  reach: ReactNode;
  /** Missing: it cannot be changed from here. */
  onFallbackNumber?: (number: string) => void;
}>;

type Routing = EscalationSettings["routing"];

/** When a person is needed, who that is, and what happens when nobody can be had. */
export function EscalationEditor({ value, onChange, problems, languages, people, ...rest }: EscalationEditorProps) {
  const id = useId();
  const { fallbackNumber, onFallbackNumber, reach } = rest;
  const { routing, otherwise } = value;
  const route = (change: Partial<Routing>) => onChange({ ...value, routing: { ...routing, ...change } });
  const departments = [...new Set(people.flatMap((person) => person.departments))].sort();
  const known = routing.people.filter((personId) => people.some((person) => person.id === personId));
  return (
    <div className="space-y-8">
      <section aria-labelledby={`${id}-when`}>
        <h3 id={`${id}-when`} className="text-14 font-semibold">
          A person is needed when
        </h3>
        <p className="mt-0.5 text-13 text-pretty text-text-2">{reach}</p>
        <TriggerList
          value={value.triggers}
          onChange={(triggers) => onChange({ ...value, triggers })}
          languages={languages}
          problems={problems}
        />
      </section>
      <section aria-labelledby={`${id}-who`}>
        <h3 id={`${id}-who`} className="text-14 font-semibold">
          Who is asked first
        </h3>
        <p className="mt-0.5 text-13 text-pretty text-text-2">
          {people.length === 0
            ? "No people are listed yet, so what stands below under \u201cnobody can be had\u201d happens at once."
            : "Of those on duty and in no other call, one after the other: on their screen and, where their profile says so, on their telephone."}
        </p>
        {people.length === 0 ? null : (
          <div className="mt-3 grid gap-4 sm:grid-cols-2">
            <SelectField
              label="Ask"
              value={routing.to}
              onChange={({ target }) => route({ to: target.value as Routing["to"] })}
            >
              <option value="anyone">Whoever is on duty, in turn</option>
              <option value="people">These people, in this order</option>
              {departments.length > 0 ? <option value="department">Whoever of a department is on duty</option> : null}
            </SelectField>
            <SelectField
              label="Ask each of them for"
              value={routing.ringSeconds}
              onChange={({ target }) => route({ ringSeconds: Number(target.value) })}
            >
              {[10, 15, 20, 30, 45, 60].map((seconds) => (
                <option key={seconds} value={seconds}>
                  {seconds} seconds
                </option>
              ))}
            </SelectField>
            {routing.to === "department" ? (
              <SelectField
                label="Department"
                value={routing.department ?? ""}
                error={problems["routing.department"]}
                onChange={({ target }) => route({ department: target.value || null })}
              >
                <option value="">Choose one</option>
                {departments.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </SelectField>
            ) : null}
            {routing.to === "people" ? (
              <PeopleOrder
                people={people}
                value={known}
                onChange={(chosen) => route({ people: chosen })}
                error={problems["routing.people"]}
                className="sm:col-span-2"
              />
            ) : null}
          </div>
        )}
      </section>
      <section aria-labelledby={`${id}-otherwise`}>
        <h3 id={`${id}-otherwise`} className="text-14 font-semibold">
          When nobody can be had
        </h3>
        <p className="mt-0.5 text-13 text-pretty text-text-2">
          Nobody of them is on duty, or everybody is busy or does not answer: the agent comes back to the caller and
          says so.
        </p>
        <div className="mt-3 grid items-start gap-4 sm:grid-cols-2">
          <SelectField
            label="The agent"
            value={otherwise}
            onChange={({ target }) => onChange({ ...value, otherwise: target.value as typeof otherwise })}
          >
            <option value="take_message">promises a call back and takes a message</option>
            <option value="fallback_number">connects the caller to a number</option>
          </SelectField>
          {onFallbackNumber ? (
            <Field
              label={otherwise === "fallback_number" ? "Number" : "Number, also should the agent itself fail"}
              type="tel"
              inputMode="tel"
              autoComplete="off"
              placeholder="+1 415 555 0134"
              value={fallbackNumber}
              onChange={({ target }) => onFallbackNumber(target.value)}
              error={problems["fallbackNumber"] ?? null}
            />
          ) : null}
        </div>
      </section>
      <section aria-labelledby={`${id}-not-done`}>
        <h3 id={`${id}-not-done`} className="text-14 font-semibold">
          When something turns out not done after a call
        </h3>
        <p className="mt-0.5 text-13 text-pretty text-text-2">
          What was done in a call is read once more after it. Where it does not stand as the caller was told, your
          people are told, and the caller hears of it.
        </p>
        <div className="mt-3 grid items-start gap-4 sm:grid-cols-2">
          <SelectField
            label="The caller"
            value={value.notDone ?? "text"}
            onChange={({ target }) => onChange({ ...value, notDone: target.value as "text" | "call_back" })}
          >
            <option value="text">gets a text message at the number they called from</option>
            <option value="call_back">is called back by your people</option>
          </SelectField>
        </div>
      </section>
    </div>
  );
}
