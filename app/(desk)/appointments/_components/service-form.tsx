"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SwitchRow } from "@/components/ui/switch-row";
import { TextArea } from "@/components/ui/text-area";
import type { ResourceKind, ServiceResource } from "@/lib/contracts/appointments";
import type { Saved } from "@/lib/contracts/saved";
import { deleteServiceAction, saveServiceAction } from "../actions";
import type { Bookables } from "./bookables";
import { digitsOf } from "./service-words";

type ServiceFormProps = Readonly<{ bookables: Bookables; service: ServiceResource | null; onClose: () => void }>;
type Failed = Extract<Saved<unknown>, { ok: false }>;

const CURRENCIES = ["USD", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "MXN", "SEK", "NOK", "DKK", "PLN"];
const GROUPS: readonly { kind: ResourceKind; title: string; hint: string }[] = [
  { kind: "staff", title: "Who can give it", hint: "With nobody chosen it needs no particular person." },
  { kind: "room", title: "Where it can be", hint: "With none chosen it needs no room." },
];

/** A service's settings; what was typed stays when something in it is wrong. */
export function ServiceForm({ bookables, service, onClose }: ServiceFormProps) {
  const [isPending, start] = useTransition();
  const [failure, setFailure] = useState<Failed | null>(null);
  const [active, setActive] = useState(service?.active ?? true);
  const [chosen, setChosen] = useState<readonly string[]>(service?.resourceIds ?? []);
  const currency = service?.currency ?? "USD";
  const settle = (work: () => Promise<Saved<unknown>>) =>
    start(async () => {
      const saved = await work();
      if (saved.ok) onClose();
      else setFailure(saved);
    });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const profile = profileOf(new FormData(event.currentTarget), { active, resourceIds: [...chosen] });
    settle(() => saveServiceAction(bookables.businessId, service?.id ?? null, profile));
  };
  const error = (name: string) => failure?.fields[name] ?? null;
  const minutes = (name: keyof ServiceResource, label: string, fallback: number) => (
    <Field
      label={label}
      name={name}
      type="number"
      min={0}
      inputMode="numeric"
      defaultValue={service ? Number(service[name]) : fallback}
      error={error(name)}
    />
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={service ? `Change ${service.name}` : "Add a service"}
    >
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="space-y-4 overflow-y-auto p-4">
          <Field
            label="Name"
            name="name"
            maxLength={100}
            autoComplete="off"
            autoFocus
            placeholder="Cleaning"
            defaultValue={service?.name}
            error={error("name")}
          />
          <div className="grid gap-4 sm:grid-cols-3">
            {minutes("durationMinutes", "Takes, in minutes", 30)}
            <Field
              label="Price (optional)"
              name="price"
              inputMode="decimal"
              autoComplete="off"
              defaultValue={
                service?.priceMinor == null
                  ? ""
                  : (service.priceMinor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency))
              }
              error={error("priceMinor")}
            />
            <SelectField label="Currency" name="currency" defaultValue={currency}>
              {[...new Set([currency, ...CURRENCIES])].map((code) => (
                <option key={code}>{code}</option>
              ))}
            </SelectField>
          </div>
          {GROUPS.map((group) => (
            <ResourceChoice key={group.kind} {...group} bookables={bookables} chosen={chosen} onChange={setChosen} />
          ))}
          {error("resourceIds") ? <p className="text-13 text-bad">{error("resourceIds")}</p> : null}
          <details className="rounded-lg border border-line px-3 py-2.5">
            <summary className="cursor-pointer text-13 font-medium">Notice, buffers and places</summary>
            <div className="mt-3 grid gap-4 sm:grid-cols-2">
              {minutes("stepMinutes", "A start every so many minutes", 30)}
              {minutes("capacity", "Places at a time", 1)}
              {minutes("bufferBeforeMinutes", "Kept free before, minutes", 0)}
              {minutes("bufferAfterMinutes", "Kept free after, minutes", 0)}
              {minutes("noticeMinutes", "Booked at least so many minutes ahead", 60)}
              {minutes("horizonDays", "Booked at most so many days ahead", 60)}
            </div>
          </details>
          <TextArea
            label="What it is (optional)"
            name="description"
            maxLength={500}
            defaultValue={service?.description}
            error={error("description")}
          />
          <SwitchRow
            label="Can be booked"
            hint="Switched off, nobody can book it; what is booked already stays."
            checked={active}
            onChange={setActive}
          />
          <Failure message={failure?.message ?? null} />
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          {service ? (
            <Button
              look="danger"
              className="mr-auto"
              disabled={isPending}
              onClick={() => settle(() => deleteServiceAction(service.id))}
            >
              Remove
            </Button>
          ) : null}
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Saving" : service ? "Save" : "Add the service"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type ResourceChoiceProps = (typeof GROUPS)[number] &
  Readonly<{ bookables: Bookables; chosen: readonly string[]; onChange: (chosen: readonly string[]) => void }>;

function ResourceChoice({ kind, title, hint, bookables, chosen, onChange }: ResourceChoiceProps) {
  const offered = bookables.resources.filter((each) => each.kind === kind && (each.active || chosen.includes(each.id)));
  if (offered.length === 0) return null;
  return (
    <fieldset>
      <legend className="text-13 font-medium">{title}</legend>
      <p className="mb-2 text-12 text-text-3">{hint}</p>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {offered.map(({ id, name }) => (
          <label key={id} className="flex items-center gap-2 text-13">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
              }
              className="size-4 accent-accent"
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What was typed, as the verb takes it: what is no number is left for it to refuse. */
function profileOf(form: FormData, rest: { active: boolean; resourceIds: string[] }) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const number = (name: string) => (text(name) === "" ? Number.NaN : Number(text(name)));
  const currency = text("currency");
  const price = text("price").replace(",", ".");
  return {
    name: text("name"),
    description: text("description"),
    durationMinutes: number("durationMinutes"),
    priceMinor: price === "" ? null : Math.round(Number(price) * 10 ** digitsOf(currency)),
    currency,
    bufferBeforeMinutes: number("bufferBeforeMinutes"),
    bufferAfterMinutes: number("bufferAfterMinutes"),
    noticeMinutes: number("noticeMinutes"),
    horizonDays: number("horizonDays"),
    stepMinutes: number("stepMinutes"),
    capacity: number("capacity"),
    ...rest,
  };
}
