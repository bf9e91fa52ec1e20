"use client";

import { Input, Select } from "@/components/ui/input";
import { useFilterForm } from "@/components/ui/use-filter-form";
import type { ResourceResource } from "@/lib/contracts/appointments";

const NAMES = ["show", "search", "who", "business"] as const;

/** Which appointments are listed; what is asked for stands in the address. */
export function AppointmentFilters({ resources }: Readonly<{ resources: readonly ResourceResource[] }>) {
  const { form, apply, applySoon, field, isPending } = useFilterForm(NAMES);
  return (
    <form
      ref={form}
      role="search"
      aria-busy={isPending}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      className="mb-3 flex flex-wrap gap-2"
    >
      <input type="hidden" {...field("business")} />
      <Select aria-label="Which" {...field("show")} onChange={apply} className="w-40">
        <option value="">To come</option>
        <option value="past">Past</option>
        <option value="canceled">Canceled</option>
      </Select>
      {resources.length > 1 ? (
        <Select aria-label="Of whom" {...field("who")} onChange={apply} className="w-44">
          <option value="">Everybody</option>
          {resources.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      ) : null}
      <Input
        type="search"
        aria-label="Search by customer, number or note"
        placeholder="Customer, number or note"
        autoComplete="off"
        maxLength={100}
        {...field("search")}
        onChange={applySoon}
        className="min-w-48 flex-1 sm:max-w-80"
      />
    </form>
  );
}
