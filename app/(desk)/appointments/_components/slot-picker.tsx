"use client";

import { useEffect, useId, useState } from "react";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import type { ServiceResource, Slot } from "@/lib/contracts/appointments";
import { findSlotsAction } from "../actions";
import type { Bookables } from "./bookables";

type SlotPickerProps = Readonly<{
  bookables: Bookables;
  serviceId: string;
  date: string;
  onDate: (date: string) => void;
  staffId: string;
  onStaff: (staffId: string) => void;
  /** What is chosen: the slot's start; empty while nothing is. */
  startsAt: string;
  onPick: (startsAt: string) => void;
  /** One that is to be moved: its own time does not stand in its way. */
  appointmentId?: string;
  /** Looked at anew when it changes. */
  round: number;
}>;

type Found = { of: string; slots: readonly Slot[] | null; problem: string | null };

/** A day, with whom, and one of the times that are free. */
export function SlotPicker(props: SlotPickerProps) {
  const { bookables, serviceId, date, onDate, staffId, onStaff, startsAt, onPick, appointmentId, round } = props;
  const name = useId();
  const wanted = `${serviceId} ${date} ${staffId} ${round}`;
  const [found, setFound] = useState<Found>({ of: "", slots: null, problem: null });
  useEffect(() => {
    if (serviceId === "" || date === "") return;
    let isLeft = false;
    const asked = {
      serviceId,
      date,
      ...(staffId === "" ? {} : { staffId }),
      ...(appointmentId ? { appointmentId } : {}),
    };
    findSlotsAction(asked).then(
      (saved) => {
        if (isLeft) return;
        const slots = saved.ok ? saved.data.slots : [];
        setFound({ of: wanted, slots, problem: saved.ok ? null : saved.message });
      },
      () => {
        if (!isLeft) setFound({ of: wanted, slots: [], problem: "The server was not reached. Check the connection." });
      },
    );
    return () => {
      isLeft = true;
    };
  }, [serviceId, date, staffId, appointmentId, wanted]);
  const service = bookables.services.find(({ id }) => id === serviceId);
  const staff = staffOf(bookables, service);
  const slots = found.of === wanted ? found.slots : null;
  return (
    <div className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Day"
          type="date"
          value={date}
          min={bookables.today}
          onChange={({ target }) => onDate(target.value)}
          className="figures"
        />
        {staff.length > 0 ? (
          <SelectField label="With" value={staffId} onChange={({ target }) => onStaff(target.value)}>
            <option value="">Whoever is free</option>
            {staff.map(({ id, name: who }) => (
              <option key={id} value={id}>
                {who}
              </option>
            ))}
          </SelectField>
        ) : null}
      </div>
      <fieldset>
        <legend className="mb-1.5 text-13 font-medium">Time</legend>
        <div role="status" className="sr-only">
          {slots ? `${slots.length} free times` : ""}
        </div>
        {slots === null && serviceId !== "" && date !== "" ? (
          <Skeleton className="h-9 w-full rounded-md" />
        ) : slots && slots.length > 0 ? (
          <div className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto p-0.5">
            {slots.map((slot) => (
              <label
                key={slot.startsAt}
                className="relative flex h-8 cursor-pointer items-center rounded-md border border-line-strong px-2.5 text-13 figures hover:bg-surface-2 has-checked:border-accent has-checked:bg-accent-soft has-checked:text-ai has-focus-visible:outline-2 has-focus-visible:outline-accent"
              >
                <input
                  type="radio"
                  name={name}
                  value={slot.startsAt}
                  checked={slot.startsAt === startsAt}
                  onChange={() => onPick(slot.startsAt)}
                  className="absolute inset-0 cursor-pointer appearance-none opacity-0"
                />
                {slot.localStart.slice(11)}
                {slot.placesLeft > 1 ? (
                  <span className="ml-1.5 text-12 text-text-3">{slot.placesLeft} places</span>
                ) : null}
              </label>
            ))}
          </div>
        ) : (
          <p className={found.problem ? "text-13 text-bad" : "text-13 text-text-3"}>
            {found.problem ?? "Nothing is free on this day. Try another day, or somebody else."}
          </p>
        )}
      </fieldset>
    </div>
  );
}

const staffOf = ({ resources }: Bookables, service: ServiceResource | undefined) =>
  resources.filter(({ id, kind, active }) => kind === "staff" && active && service?.resourceIds.includes(id));
