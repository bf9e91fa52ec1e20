"use client";

import { clsx } from "clsx";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";

type PeopleOrderProps = Readonly<{
  people: readonly { id: string; name: string }[];
  /** Ids, the first is asked first. */
  value: readonly string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
  className?: string;
}>;

/** People in the order they are asked. */
export function PeopleOrder({ people, value, onChange, error, className }: PeopleOrderProps) {
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "";
  const left = people.filter(({ id }) => !value.includes(id));
  const move = (index: number, by: number) => {
    const next = [...value];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    onChange(next);
  };
  return (
    <div className={clsx(className)}>
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface empty:hidden">
        {value.map((id, index) => (
          <li key={id} className="flex items-center gap-2 px-3 py-1.5 text-13">
            <span className="w-5 text-text-3 figures">{index + 1}</span>
            <span className="flex-1 truncate">{nameOf(id)}</span>
            <Button
              look="ghost"
              size="sm"
              className="px-1.5"
              aria-label={`Ask ${nameOf(id)} earlier`}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            >
              <ArrowUp aria-hidden className="size-3.5" />
            </Button>
            <Button
              look="ghost"
              size="sm"
              className="px-1.5"
              aria-label={`Ask ${nameOf(id)} later`}
              disabled={index === value.length - 1}
              onClick={() => move(index, 1)}
            >
              <ArrowDown aria-hidden className="size-3.5" />
            </Button>
            <Button
              look="ghost"
              size="sm"
              className="px-1.5"
              aria-label={`Take ${nameOf(id)} away`}
              onClick={() => onChange(value.filter((other) => other !== id))}
            >
              <X aria-hidden className="size-3.5" />
            </Button>
          </li>
        ))}
      </ol>
      {left.length > 0 ? (
        <Select
          aria-label="Add a person to ask"
          value=""
          className="mt-2"
          onChange={({ target }) => (target.value ? onChange([...value, target.value]) : undefined)}
        >
          <option value="">Add a person</option>
          {left.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      ) : null}
      {error ? <p className="mt-1.5 text-13 text-bad">{error}</p> : null}
    </div>
  );
}
