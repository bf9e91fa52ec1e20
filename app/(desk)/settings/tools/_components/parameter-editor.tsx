"use client";

import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SwitchRow } from "@/components/ui/switch-row";
import type { ToolParameter } from "@/lib/contracts/tools";
import { PLACE_WORDS, SOURCE_WORDS, TYPE_WORDS } from "./tool-words";

type ParameterEditorProps = Readonly<{
  /** Counted from one. */
  number: number;
  parameter: ToolParameter;
  errorOf: (field: string) => string | null;
  onChange: (change: Partial<ToolParameter>) => void;
  onRemove: () => void;
}>;

/** One thing that goes into a tool's request: what it is, who says it, and where it is put. */
export function ParameterEditor({ number, parameter, errorOf, onChange, onRemove }: ParameterEditorProps) {
  const { name, description, type, options, required, place, target, source, value } = parameter;
  return (
    <fieldset className="rounded-md border border-line p-3">
      <legend className="px-1 text-12 font-medium text-text-2">Detail {number}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label="Called"
          value={name}
          placeholder="order_number"
          autoComplete="off"
          error={errorOf("name")}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <SelectField
          label="Who says it"
          value={source}
          hint={
            source === "model" || source === "fixed"
              ? undefined
              : "Put in by the server. Nothing a caller says changes it."
          }
          onChange={(event) => onChange({ source: event.target.value as ToolParameter["source"] })}
        >
          <Options of={SOURCE_WORDS} />
        </SelectField>
        {source === "model" ? (
          <Field
            className="sm:col-span-2"
            label="What it is"
            value={description}
            placeholder="The number of the order, as the caller said it"
            autoComplete="off"
            error={errorOf("description")}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        ) : null}
        {source === "fixed" ? (
          <Field
            className="sm:col-span-2"
            label="Always"
            value={value}
            autoComplete="off"
            error={errorOf("value")}
            onChange={(event) => onChange({ value: event.target.value })}
          />
        ) : null}
        <SelectField
          label="Where it goes"
          value={place}
          error={errorOf("place")}
          onChange={(event) => onChange({ place: event.target.value as ToolParameter["place"] })}
        >
          <Options of={PLACE_WORDS} />
        </SelectField>
        <SelectField
          label="Kind"
          value={type}
          onChange={(event) => onChange({ type: event.target.value as ToolParameter["type"] })}
        >
          <Options of={TYPE_WORDS} />
        </SelectField>
        {place === "path" ? null : (
          <Field
            label="Its name there"
            value={target}
            placeholder={place === "body" ? "customer.name" : name || "the same"}
            autoComplete="off"
            error={errorOf("target")}
            onChange={(event) => onChange({ target: event.target.value })}
          />
        )}
        {type === "choice" ? (
          <Field
            label="The choices, with commas between"
            value={options.join(", ")}
            autoComplete="off"
            error={errorOf("options")}
            onChange={(event) => onChange({ options: event.target.value.split(",").map((each) => each.trimStart()) })}
          />
        ) : null}
      </div>
      <div className="mt-3 flex items-center justify-between gap-3">
        <SwitchRow
          label="Always needed"
          hint={errorOf("required")}
          checked={required}
          onChange={(on) => onChange({ required: on })}
        />
        <Button look="ghost" size="sm" onClick={onRemove} aria-label={`Remove detail ${number}`}>
          <Trash2 aria-hidden className="size-4" /> Remove
        </Button>
      </div>
    </fieldset>
  );
}

export function Options({ of }: Readonly<{ of: Readonly<Record<string, string>> }>) {
  return Object.entries(of).map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
