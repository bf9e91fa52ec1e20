"use client";

import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import type { StructuredField } from "@/lib/contracts/scorecards";

type FieldsEditorProps = Readonly<{
  fields: readonly StructuredField[];
  onChange: ((fields: StructuredField[]) => void) | null;
}>;

/** What is found out of each call; what was not said stays empty. */
export function FieldsEditor({ fields, onChange }: FieldsEditorProps) {
  const set = (at: number, change: Partial<StructuredField>) =>
    onChange?.(fields.map((field, index) => (index === at ? { ...field, ...change } : field)));
  const add = () => {
    const taken = new Set(fields.map(({ key }) => key));
    let n = fields.length + 1;
    while (taken.has(`field_${n}`)) n += 1;
    onChange?.([...fields, { key: `field_${n}`, label: "", kind: "text", ask: "", options: [] }]);
  };
  return (
    <Card
      title="Found out of each call"
      hint="Stands on the call’s page, with the words it is from."
      action={
        onChange ? (
          <Button size="sm" look="ghost" onClick={add}>
            <Plus aria-hidden className="size-3.5" />
            Add a field
          </Button>
        ) : undefined
      }
    >
      {fields.length === 0 ? (
        <p className="px-4 pt-1 pb-4 text-13 text-text-3">Nothing yet: such as the make of the car they call about.</p>
      ) : (
        <ul className="divide-y divide-line">
          {fields.map((field, at) => (
            <li key={field.key} className="flex flex-wrap items-center gap-2 px-4 py-3">
              <Input
                aria-label="Name of the field"
                placeholder="Name"
                value={field.label}
                disabled={!onChange}
                onChange={({ target }) => set(at, { label: target.value })}
                className="w-44"
              />
              <Input
                aria-label={`What is meant by ${field.label || "the field"}`}
                placeholder="What is meant"
                value={field.ask}
                disabled={!onChange}
                onChange={({ target }) => set(at, { ask: target.value })}
                className="min-w-48 flex-1"
              />
              {onChange ? (
                <Button
                  size="sm"
                  look="ghost"
                  aria-label={`Remove ${field.label || "the field"}`}
                  onClick={() => onChange(fields.filter((one) => one !== field))}
                >
                  <Trash2 aria-hidden className="size-3.5" />
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
