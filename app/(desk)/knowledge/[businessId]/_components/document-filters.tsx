"use client";

import { Search, X } from "lucide-react";
import { DOCUMENT_STATE_WORDS, KIND_WORDS } from "@/components/knowledge/document-words";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useFilterForm } from "@/components/ui/use-filter-form";
import { Choose } from "./choose";

const NAMES = ["text", "source", "kind", "state"] as const;

/** What is asked for stands in the address: it can be sent to a colleague, and Back goes back. */
export function DocumentFilters({ sources }: Readonly<{ sources: readonly { value: string; label: string }[] }>) {
  const { form, apply, applySoon, clear, isPending, isFiltered, field } = useFilterForm(NAMES);
  const choices = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }));
  return (
    <form
      ref={form}
      role="search"
      aria-label="Filter documents"
      aria-busy={isPending}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2.5"
    >
      <div className="relative w-full sm:w-56">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-text-3" />
        <Input
          type="search"
          aria-label="Words of the title"
          placeholder="Words of the title"
          maxLength={200}
          className="w-full pl-8"
          {...field("text")}
          onChange={applySoon}
        />
      </div>
      <Choose label="Source" all="Every source" choices={sources} {...field("source")} onChange={apply} />
      <Choose label="Kind" all="Every kind" choices={choices(KIND_WORDS)} {...field("kind")} onChange={apply} />
      <Choose
        label="State"
        all="Any state"
        choices={choices(DOCUMENT_STATE_WORDS)}
        {...field("state")}
        onChange={apply}
      />
      {isFiltered ? (
        <Button look="ghost" onClick={clear}>
          <X aria-hidden className="size-3.5" />
          Clear
        </Button>
      ) : null}
      <button type="submit" className="sr-only">
        Apply
      </button>
    </form>
  );
}
