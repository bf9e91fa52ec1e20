"use client";

import { X } from "lucide-react";
import { CAUSE, PRIORITY } from "@/components/escalations/escalation-words";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { useFilterForm } from "@/components/ui/use-filter-form";

type Choice = { value: string; label: string };
type EscalationFiltersProps = Readonly<{ businesses: readonly Choice[]; people: readonly Choice[] }>;

const NAMES = ["businessId", "priority", "cause", "humanAgentId"] as const;
type List = { name: (typeof NAMES)[number]; label: string; all: string; choices: readonly Choice[] };
const PRIORITIES = Object.entries(PRIORITY).map(([value, { label }]) => ({ value, label }));
const CAUSES = Object.entries(CAUSE).map(([value, label]) => ({ value, label }));

/** What is asked for stands in the address. */
export function EscalationFilters({ businesses, people }: EscalationFiltersProps) {
  const { form, apply, clear, isPending, isFiltered, field } = useFilterForm(NAMES);
  const lists: readonly List[] = [
    { name: "businessId", label: "Business", all: "Every business", choices: businesses.length > 1 ? businesses : [] },
    { name: "priority", label: "Priority", all: "Any priority", choices: PRIORITIES },
    { name: "cause", label: "Cause", all: "Any cause", choices: CAUSES },
    { name: "humanAgentId", label: "Person", all: "Anybody", choices: people },
  ];
  return (
    <form
      ref={form}
      role="search"
      aria-label="Filter escalations"
      aria-busy={isPending}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2.5"
    >
      {lists
        .filter(({ choices }) => choices.length > 0)
        .map(({ name, label, all, choices }) => (
          <Select
            key={name}
            aria-label={label}
            className="w-[calc(50%-4px)] sm:w-auto"
            {...field(name)}
            onChange={apply}
          >
            <option value="">{all}</option>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </Select>
        ))}
      {isFiltered ? (
        <Button look="ghost" onClick={clear}>
          <X aria-hidden className="size-3.5" />
          Clear
        </Button>
      ) : null}
    </form>
  );
}
