"use client";

import { X } from "lucide-react";
import { TYPE_WORDS, TYPES } from "@/components/notifications/type-words";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/input";
import { useFilterForm } from "@/components/ui/use-filter-form";

/** What is asked for stands in the address, by the names given. */
export function NotificationFilters({ names }: Readonly<{ names: readonly string[] }>) {
  const { form, apply, clear, isPending, isFiltered, field } = useFilterForm(names);
  return (
    <form
      ref={form}
      role="search"
      aria-label="Filter notifications"
      aria-busy={isPending}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2.5"
    >
      <Select
        aria-label="Read or unread"
        className="min-w-0 flex-1 sm:w-36 sm:flex-none"
        {...field("show")}
        onChange={apply}
      >
        <option value="">Read and unread</option>
        <option value="unread">Unread</option>
        <option value="read">Read</option>
      </Select>
      <Select aria-label="Type" className="min-w-0 flex-1 sm:w-40 sm:flex-none" {...field("type")} onChange={apply}>
        <option value="">Every type</option>
        {TYPES.map((type) => (
          <option key={type} value={type}>
            {TYPE_WORDS[type].label}
          </option>
        ))}
      </Select>
      <div role="group" aria-label="Days" className="flex w-full items-center gap-1.5 sm:w-auto">
        <Input type="date" aria-label="First day" className="w-full sm:w-34" {...field("since")} onChange={apply} />
        <span aria-hidden className="text-12 text-text-3">
          to
        </span>
        <Input type="date" aria-label="Last day" className="w-full sm:w-34" {...field("until")} onChange={apply} />
      </div>
      {isFiltered ? (
        <Button look="ghost" onClick={clear}>
          <X aria-hidden className="size-3.5" />
          Clear
        </Button>
      ) : null}
    </form>
  );
}
