"use client";

import { Plus, X } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { HoursEditor } from "@/components/business/hours-editor";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SwitchRow } from "@/components/ui/switch-row";
import type { DayOff, ResourceKind, ResourceResource } from "@/lib/contracts/appointments";
import type { WeeklyHours } from "@/lib/contracts/business-hours";
import type { Saved } from "@/lib/contracts/saved";
import { deleteResourceAction, saveResourceAction } from "../actions";
import type { Bookables } from "./bookables";

type ResourceFormProps = Readonly<{
  bookables: Bookables;
  kind: ResourceKind;
  resource: ResourceResource | null;
  businessHours: WeeklyHours;
  onClose: () => void;
}>;
type Failed = Extract<Saved<unknown>, { ok: false }>;

/** A person or a room: name, hours of their own, days off. */
export function ResourceForm({ bookables, kind, resource, businessHours, onClose }: ResourceFormProps) {
  const [isPending, start] = useTransition();
  const [failure, setFailure] = useState<Failed | null>(null);
  const [name, setName] = useState(resource?.name ?? "");
  const [hours, setHours] = useState<WeeklyHours | null>(resource?.weeklyHours ?? null);
  const [daysOff, setDaysOff] = useState<readonly DayOff[]>(resource?.daysOff ?? []);
  const [active, setActive] = useState(resource?.active ?? true);
  const isStaff = kind === "staff";
  const settle = (work: () => Promise<Saved<unknown>>) =>
    start(async () => {
      const saved = await work();
      if (saved.ok) onClose();
      else setFailure(saved);
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const of = { businessId: bookables.businessId, kind };
    const profile = { name, weeklyHours: hours, daysOff, active };
    settle(() => saveResourceAction(of, resource?.id ?? null, profile));
  };
  const title = resource ? `Change ${resource.name}` : isStaff ? "Add a person" : "Add a room";
  const dayProblem = Object.entries(failure?.fields ?? {}).find(([field]) => field.startsWith("daysOff"))?.[1];
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={title} className="sm:w-[760px]">
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="space-y-4 overflow-y-auto p-4">
          <Field
            label="Name"
            value={name}
            onChange={({ target }) => setName(target.value)}
            maxLength={100}
            autoComplete="off"
            autoFocus
            placeholder={isStaff ? "Anna Ruiz" : "Room 2"}
            error={failure?.fields["name"] ?? null}
          />
          <SwitchRow
            label="Hours of their own"
            hint={
              isStaff
                ? "Switched off, they can be booked whenever the business is open."
                : "Switched off: the business’s hours."
            }
            checked={hours !== null}
            onChange={(own) => setHours(own ? businessHours : null)}
          />
          {hours ? (
            <HoursEditor
              label={isStaff ? "Working hours" : "Hours"}
              words={{ on: isStaff ? "Works" : "Free", off: isStaff ? "Does not work" : "Not free" }}
              value={hours}
              onChange={setHours}
            />
          ) : null}
          <DaysOff value={daysOff} onChange={setDaysOff} error={dayProblem ?? null} />
          <SwitchRow
            label="Can be booked"
            hint="Switched off, nobody can book them; what is booked already stays."
            checked={active}
            onChange={setActive}
          />
          <Failure message={failure?.message ?? null} />
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          {resource ? (
            <Button
              look="danger"
              className="mr-auto"
              disabled={isPending}
              onClick={() => settle(() => deleteResourceAction(resource.id))}
            >
              Remove
            </Button>
          ) : null}
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Saving" : resource ? "Save" : isStaff ? "Add the person" : "Add the room"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type DaysOffProps = Readonly<{
  value: readonly DayOff[];
  onChange: (value: readonly DayOff[]) => void;
  error: string | null;
}>;

function DaysOff({ value, onChange, error }: DaysOffProps) {
  const replace = (index: number, change: Partial<DayOff>) =>
    onChange(value.map((each, at) => (at === index ? { ...each, ...change } : each)));
  return (
    <fieldset>
      <legend className="mb-2 text-13 font-medium">Time off</legend>
      <ul className="space-y-2">
        {value.map(({ from, until }, index) => (
          <li key={index} className="flex flex-wrap items-center gap-2 text-13">
            <Input
              type="date"
              aria-label={`First day of time off ${index + 1}`}
              value={from}
              onChange={({ target }) =>
                replace(index, { from: target.value, ...(until < target.value ? { until: target.value } : {}) })
              }
              className="w-36 figures"
            />
            to
            <Input
              type="date"
              aria-label={`Last day of time off ${index + 1}`}
              value={until}
              min={from}
              onChange={({ target }) => replace(index, { until: target.value })}
              className="w-36 figures"
            />
            <Button
              look="ghost"
              className="px-2"
              aria-label={`Remove time off ${index + 1}`}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      {error ? <p className="mt-1 text-13 text-bad">{error}</p> : null}
      <Button size="sm" className="mt-2" onClick={() => onChange([...value, { from: "", until: "" }])}>
        <Plus aria-hidden className="size-3.5" />
        Add time off
      </Button>
    </fieldset>
  );
}
