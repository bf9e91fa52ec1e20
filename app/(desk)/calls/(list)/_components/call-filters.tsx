"use client";

import { ListFilter, Search, X } from "lucide-react";
import { useState } from "react";
import { STATUS_CHOICES } from "@/components/call/call-words";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/input";
import { useFilterForm } from "@/components/ui/use-filter-form";

type Choice = { value: string; label: string };
type CallFiltersProps = Readonly<{
  /** Names of the filters in the address. */
  names: readonly string[];
  businesses: readonly Choice[];
  agents: readonly Choice[];
}>;

const SENTIMENTS = [
  { value: "negative", label: "Negative" },
  { value: "neutral", label: "Neutral" },
  { value: "positive", label: "Positive" },
];
const RESOLVED = [
  { value: "true", label: "Settled" },
  { value: "false", label: "Not settled" },
];
const FINDINGS = [
  { value: "true", label: "With findings" },
  { value: "false", label: "Without" },
];
const SCORES = [
  { value: "0.5", label: "Score up to 0.5" },
  { value: "0.7", label: "Score up to 0.7" },
  { value: "0.9", label: "Score up to 0.9" },
];
const WITHIN = [
  { value: "1", label: "Last 24 hours" },
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
];
const SORTS = [
  { value: "started_at.asc", label: "Oldest first" },
  { value: "duration.desc", label: "Longest first" },
  { value: "duration.asc", label: "Shortest first" },
  { value: "qa_score.desc", label: "Best score first" },
  { value: "qa_score.asc", label: "Worst score first" },
];
/** What has a control of its own; what else an address or a view has goes along unseen. */
const SHOWN = new Set(
  "text from to status direction businessId agentId sentiment resolved hasFindings maxQaScore tags sort withinDays since until".split(
    " ",
  ),
);

/** What is asked for stands in the address: it can be sent to a colleague, and Back goes back. */
export function CallFilters({ names, businesses, agents }: CallFiltersProps) {
  const { form, apply, applySoon, clear, isPending, isFiltered, field } = useFilterForm(names);
  // Narrow screens show the search alone until more is asked for.
  const [showsAll, setShowsAll] = useState(false);

  return (
    <form
      ref={form}
      role="search"
      aria-label="Filter calls"
      aria-busy={isPending}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      className="flex shrink-0 flex-wrap items-end gap-2 border-b border-line bg-surface px-4 py-2.5"
    >
      <div className="relative min-w-0 flex-1 sm:w-44 sm:flex-none">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-text-3" />
        <Input
          type="search"
          aria-label="Words said"
          placeholder="Words said"
          className="w-full pl-8"
          {...field("text")}
          onChange={applySoon}
        />
      </div>
      <Button className="sm:hidden" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
        <ListFilter aria-hidden className="size-3.5" />
        Filters
      </Button>
      <div className={showsAll ? "contents" : "hidden sm:contents"}>
        <Input
          inputMode="tel"
          aria-label="From number"
          placeholder="From number"
          className="w-[calc(50%-4px)] sm:w-32"
          {...field("from")}
          onChange={applySoon}
        />
        <Input
          inputMode="tel"
          aria-label="To number"
          placeholder="To number"
          className="w-[calc(50%-4px)] sm:w-32"
          {...field("to")}
          onChange={applySoon}
        />
        <Choose name="status" label="Status" all="Any status" choices={STATUS_CHOICES} field={field} onChange={apply} />
        <Choose
          name="direction"
          label="Direction"
          all="In and out"
          choices={[
            { value: "inbound", label: "Inbound" },
            { value: "outbound", label: "Outbound" },
          ]}
          field={field}
          onChange={apply}
        />
        {businesses.length > 1 ? (
          <Choose
            name="businessId"
            label="Business"
            all="Every business"
            choices={businesses}
            field={field}
            onChange={apply}
          />
        ) : null}
        {agents.length > 1 ? (
          <Choose name="agentId" label="Agent" all="Every agent" choices={agents} field={field} onChange={apply} />
        ) : null}
        <Choose name="sentiment" label="Sentiment" all="Any mood" choices={SENTIMENTS} field={field} onChange={apply} />
        <Choose
          name="resolved"
          label="Resolved"
          all="Settled or not"
          choices={RESOLVED}
          field={field}
          onChange={apply}
        />
        <Choose
          name="hasFindings"
          label="Findings"
          all="Any findings"
          choices={FINDINGS}
          field={field}
          onChange={apply}
        />
        <Choose name="maxQaScore" label="Score" all="Any score" choices={SCORES} field={field} onChange={apply} />
        <Input
          aria-label="Tag"
          placeholder="Tag"
          className="w-[calc(50%-4px)] sm:w-24"
          {...field("tags")}
          onChange={applySoon}
        />
        <Choose name="sort" label="Order" all="Newest first" choices={SORTS} field={field} onChange={apply} />
        <Choose name="withinDays" label="Within" all="Any time" choices={WITHIN} field={field} onChange={apply} />
        <div role="group" aria-label="Days" className="flex w-full items-center gap-1.5 sm:w-auto">
          <Input type="date" aria-label="First day" className="w-full sm:w-34" {...field("since")} onChange={apply} />
          <span aria-hidden className="text-12 text-text-3">
            to
          </span>
          <Input type="date" aria-label="Last day" className="w-full sm:w-34" {...field("until")} onChange={apply} />
        </div>
      </div>
      {names
        .filter(
          (name) =>
            !SHOWN.has(name) ||
            (name === "businessId" && businesses.length < 2) ||
            (name === "agentId" && agents.length < 2),
        )
        .map((name) => (
          <input key={name} type="hidden" {...field(name)} />
        ))}
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

type ChooseProps = Readonly<{
  name: string;
  label: string;
  all: string;
  choices: readonly Choice[];
  field: (name: string) => { name: string; defaultValue: string };
  onChange: () => void;
}>;

function Choose({ name, label, all, choices, field, onChange }: ChooseProps) {
  const { defaultValue: value } = field(name);
  // Of an address that somebody else has made, as a view over REST.
  const several = value !== "" && !choices.some((choice) => choice.value === value) ? value : null;
  return (
    <Select aria-label={label} className="w-[calc(50%-4px)] sm:w-32" {...field(name)} onChange={onChange}>
      <option value="">{all}</option>
      {several ? <option value={several}>Several</option> : null}
      {choices.map(({ value, label: text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  );
}
