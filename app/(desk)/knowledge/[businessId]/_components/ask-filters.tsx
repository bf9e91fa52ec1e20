import { ChevronRight, X } from "lucide-react";
import { languageName } from "@/components/format/language";
import { KIND_WORDS } from "@/components/knowledge/document-words";
import { Button } from "@/components/ui/button";
import type { KnowledgeFilters } from "@/lib/contracts/api/knowledge";
import type { KnowledgeFilterChoices } from "@/lib/contracts/knowledge-asked";
import { vendorName } from "@/lib/domain/knowledge/vendors";
import { Choose } from "./choose";

/** What is chosen: at most one of each; nothing chosen leaves nothing out. */
export type AskFilters = Readonly<Partial<Record<"kind" | "source" | "vendor" | "tag" | "language", string>>>;

type AskFiltersProps = Readonly<{
  choices: KnowledgeFilterChoices;
  chosen: AskFilters;
  onChange: (chosen: AskFilters) => void;
}>;

/** Narrows a question to some of the knowledge. Folded away: agents look into all of it. Only what there is more than one of can be chosen from. */
export function AskFilterPanel({ choices, chosen, onChange }: AskFiltersProps) {
  const filters = filtersOf(choices).filter(({ name, choices: few }) => few.length > 1 || chosen[name]);
  const words = filters.flatMap(({ name, choices: all }) =>
    chosen[name] ? [all.find(({ value }) => value === chosen[name])?.label ?? chosen[name]] : [],
  );
  if (filters.length === 0) return null;
  return (
    <details className="group mt-2 text-13">
      <summary className="flex w-fit max-w-full cursor-pointer list-none items-center gap-1 rounded-md py-1 text-text-3 hover:text-text [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 transition-transform duration-150 group-open:rotate-90 motion-reduce:transition-none"
        />
        <span className="truncate">{words.length === 0 ? "Narrow it down" : `Looks only in: ${words.join(", ")}`}</span>
      </summary>
      <div className="mt-1 flex flex-wrap items-center gap-2" role="group" aria-label="Look only in">
        {filters.map(({ name, label, all, choices: some }) => (
          <Choose
            key={name}
            name={name}
            label={label}
            all={all}
            choices={some}
            value={chosen[name] ?? ""}
            onChange={({ target }) => onChange({ ...chosen, [name]: target.value || undefined })}
          />
        ))}
        {words.length > 0 ? (
          <Button look="ghost" onClick={() => onChange({})}>
            <X aria-hidden className="size-3.5" />
            Clear
          </Button>
        ) : null}
      </div>
      <p className="mt-2 text-12 text-text-3">For trying out only: in calls, agents look in everything.</p>
    </details>
  );
}

/** As the question is asked with them. */
export const toKnowledgeFilters = ({ kind, source, vendor, tag, language }: AskFilters): KnowledgeFilters => ({
  ...(kind ? { kinds: [kind as keyof typeof KIND_WORDS] } : {}),
  ...(source ? { sourceId: source } : {}),
  ...(vendor ? { vendor } : {}),
  ...(tag ? { tags: [tag] } : {}),
  ...(language ? { language } : {}),
});

const asTheyAre = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

function filtersOf({ kinds, sources, vendors, tags, languages }: KnowledgeFilterChoices) {
  return [
    {
      name: "kind",
      label: "Kind",
      all: "Every kind",
      choices: kinds.map((value) => ({ value, label: KIND_WORDS[value] })),
    },
    {
      name: "source",
      label: "Source",
      all: "Every source",
      choices: sources.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: "vendor",
      label: "Vendor",
      all: "Every vendor",
      choices: vendors.map((value) => ({ value, label: vendorName(value) })),
    },
    { name: "tag", label: "Tag", all: "Every tag", choices: asTheyAre(tags) },
    {
      name: "language",
      label: "Language",
      all: "Every language",
      choices: languages.map((value) => ({ value, label: languageName(value) })),
    },
  ] as const;
}
