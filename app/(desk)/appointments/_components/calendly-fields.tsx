"use client";

import { useEffect, useState } from "react";
import { Failure } from "@/components/ui/failure";
import { SelectField } from "@/components/ui/select-field";
import type { EventType } from "@/lib/contracts/appointment-books";
import type { Saved } from "@/lib/contracts/saved";
import { listEventTypesAction } from "../actions";
import type { Bookables } from "./bookables";

type CalendlyFieldsProps = Readonly<{
  /** Event types by the ids of services. */
  chosen: Readonly<Record<string, string>>;
  onChosen: (chosen: Record<string, string>) => void;
  services: Bookables["services"];
  disabled: boolean;
  errors: Readonly<Record<string, string>>;
}>;

/** As which of Calendly's event types each service is booked. They are asked for when the choice is shown. */
export function CalendlyFields({ chosen, onChosen, services, disabled, errors }: CalendlyFieldsProps) {
  const [found, setFound] = useState<Saved<EventType[]> | null>(null);
  useEffect(() => {
    let isGone = false;
    void listEventTypesAction().then((answer) => {
      if (!isGone) setFound(answer);
    });
    return () => {
      isGone = true;
    };
  }, []);
  const types = found?.ok ? found.data : [];
  return (
    <>
      <p className="text-13 text-pretty text-text-2">
        Only the times that Calendly offers are free, and people and rooms keep their hours here too. Calendly books
        nobody without an e-mail address, so the agent asks for it and has it spelled. A caller hears that it is booked
        once it stands there.
      </p>
      {found?.ok === false ? <Failure message={found.message} /> : null}
      <p role="status" className="text-13 text-text-2">
        {found === null ? "Asking Calendly what can be booked." : ""}
        {found?.ok && types.length === 0 ? "No event type is switched on at Calendly. Make one there first." : ""}
      </p>
      {found?.ok && services.length === 0 ? (
        <p className="text-13 text-text-2">There is no service yet. Add one under Services first.</p>
      ) : null}
      {found?.ok && types.length > 0
        ? services.map(({ id, name, durationMinutes }) => (
            <SelectField
              key={id}
              label={`${name}, ${durationMinutes} minutes`}
              className="max-w-md"
              value={chosen[id] ?? ""}
              disabled={disabled}
              onChange={({ target }) => onChosen({ ...chosen, [id]: target.value })}
              error={errors[`services.${id}`] ?? null}
              hint={
                types.some((type) => type.durationMinutes === durationMinutes && type.unfit === null)
                  ? undefined
                  : "No event type at Calendly that callers can be booked in lasts as long as this service."
              }
            >
              <option value="">Not at Calendly</option>
              {types.map((type) => (
                <option
                  key={type.id}
                  value={type.id}
                  disabled={type.durationMinutes !== durationMinutes || type.unfit !== null}
                >
                  {type.name}, {type.durationMinutes} minutes
                </option>
              ))}
              {chosen[id] && !types.some((type) => type.id === chosen[id]) ? (
                <option value={chosen[id]}>No longer at Calendly</option>
              ) : null}
            </SelectField>
          ))
        : null}
      {types.some(({ unfit }) => unfit !== null) ? (
        <ul className="space-y-1 text-12 text-pretty text-text-3">
          {types.flatMap(({ id, name, unfit }) =>
            unfit === null ? [] : [<li key={id}>{`${name} can’t be booked by telephone: ${unfit}.`}</li>],
          )}
        </ul>
      ) : null}
    </>
  );
}
