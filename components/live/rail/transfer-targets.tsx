import { clsx } from "clsx";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { SelectField } from "@/components/ui/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import type { People } from "./use-people";

type PersonChoiceProps = Readonly<{
  people: People;
  value: string | null;
  error: string | null;
  onChange: (id: string) => void;
}>;

/** The people who take calls, those who can be asked now first. */
export function PersonChoice({ people, value, error, onChange }: PersonChoiceProps) {
  const name = useId();
  const errorId = useId();
  const { list } = people;
  if (list === null) return <LoadingPeople />;
  if (list.length === 0) return <NoPeople people={people} />;
  const sorted = [...list].sort((a, b) => Number(b.isReachable) - Number(a.isReachable));
  return (
    <fieldset aria-describedby={error ? errorId : undefined}>
      <legend className="mb-1.5 text-13 font-medium">Who</legend>
      <ul className="max-h-56 divide-y divide-line overflow-y-auto rounded-md border border-line-strong scroll-quiet">
        {sorted.map((person) => (
          <li key={person.id}>
            <label
              className={clsx(
                "relative flex min-h-11 cursor-pointer flex-wrap items-center gap-x-2 gap-y-0.5 px-3 py-2 text-13",
                "has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent",
                person.id === value ? "bg-accent-soft" : "hover:bg-surface-2",
              )}
            >
              <input
                type="radio"
                name={name}
                checked={person.id === value}
                onChange={() => onChange(person.id)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="font-medium">{person.name}</span>
              <span className="min-w-0 truncate text-12 text-text-3">{person.departments.join(", ")}</span>
              <Chip tone={person.isReachable ? "good" : "neutral"} className="ml-auto">
                {person.words}
              </Chip>
            </label>
          </li>
        ))}
      </ul>
      {error ? (
        <p id={errorId} role="alert" className="mt-1.5 text-13 text-bad">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

type QueueChoiceProps = Readonly<{
  people: People;
  value: string;
  error: string | null;
  onChange: (department: string) => void;
}>;

/** Whoever is free, of everybody or of one department. */
export function QueueChoice({ people, value, error, onChange }: QueueChoiceProps) {
  const { list } = people;
  if (list === null) return <LoadingPeople />;
  if (list.length === 0) return <NoPeople people={people} />;
  const departments = [...new Set(list.flatMap((person) => person.departments))].sort();
  const free = list.filter((person) => person.isReachable && (value === "" || person.departments.includes(value)));
  return (
    <SelectField
      label="Department"
      value={value}
      error={error}
      hint={
        free.length === 0
          ? "Nobody can be asked at the moment. The agent would come back to the caller and promise a call back."
          : `${free.length} can be asked now: ${free.map((person) => person.name).join(", ")}`
      }
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">Any</option>
      {departments.map((department) => (
        <option key={department} value={department}>
          {department}
        </option>
      ))}
    </SelectField>
  );
}

function LoadingPeople() {
  return (
    <div role="status" aria-label="Looking who is there" className="space-y-2">
      <Skeleton className="h-4 w-16" />
      <Skeleton className="h-11 w-full" />
      <Skeleton className="h-11 w-full" />
    </div>
  );
}

function NoPeople({ people: { problem, retry } }: Readonly<{ people: People }>) {
  return problem === null ? (
    <p className="text-13 text-text-2">
      Nobody takes calls here yet. People are added under People; a number can be called all the same.
    </p>
  ) : (
    <p role="alert" className="flex flex-wrap items-center gap-2 text-13 text-bad">
      {problem}
      <Button size="sm" onClick={retry}>
        Try again
      </Button>
    </p>
  );
}
