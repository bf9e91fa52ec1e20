"use client";

import { useId, useRef } from "react";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import type { CallFact, ParameterMapping, StepParameter } from "@/lib/contracts/after-call";
import { FACT_WORDS } from "@/lib/domain/after-call/call-facts";
import { wordsOf } from "@/lib/domain/after-call/map-input";
import { piecesOf } from "@/lib/domain/after-call/template";
import type { FieldChoice } from "./condition-fields";

type MappingFieldProps = Readonly<{
  parameter: StepParameter;
  mapping: ParameterMapping;
  fields: readonly FieldChoice[];
  error: string | null;
  onChange: (change: Partial<ParameterMapping>) => void;
}>;

const TYPE_HINTS: Partial<Record<StepParameter["type"], string>> = {
  number: "A number.",
  whole_number: "A whole number.",
  yes_no: "Yes or no.",
  date: "A date, such as 2026-12-31.",
  date_time: "A date and time, such as 2026-12-31T14:30.",
};

const FACTS = Object.entries(FACT_WORDS) as [CallFact, string][];

/** What goes into one detail of the action: fixed words, with pieces of the call that are picked from a menu. */
export function MappingField({ parameter, mapping, fields, error, onChange }: MappingFieldProps) {
  const { name, description, type, options, required } = parameter;
  const box = useRef<HTMLDivElement>(null);
  const menu = useId();
  const hasPieces = piecesOf(mapping.value).some(({ kind }) => kind !== "words");
  const hint = type === "choice" ? `One of ${options.join(", ")}.` : TYPE_HINTS[type];
  const insert = (piece: string) => {
    const area = box.current?.querySelector("textarea");
    const from = area?.selectionStart ?? mapping.value.length;
    const to = area?.selectionEnd ?? from;
    onChange({ value: `${mapping.value.slice(0, from)}${piece}${mapping.value.slice(to)}` });
    // Once it stands there: one types on behind it.
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(from + piece.length, from + piece.length);
    });
  };
  return (
    <div ref={box} className="rounded-md border border-line p-3">
      <TextArea
        label={`${wordsOf(name)}${required ? "" : " (may be empty)"}`}
        hint={[description, hint].filter(Boolean).join(" · ") || undefined}
        value={mapping.value}
        error={error}
        maxLength={2000}
        rows={1}
        spellCheck={false}
        className="[&_textarea]:min-h-10"
        onChange={({ target }) => onChange({ value: target.value })}
      />
      <div className="mt-2 flex flex-wrap items-end gap-3">
        <div>
          <label htmlFor={menu} className="sr-only">
            Put something of the call into {wordsOf(name)}
          </label>
          <select
            id={menu}
            value=""
            onChange={({ target }) => insert(target.value)}
            className="h-8 rounded-md border border-line-strong bg-surface px-2 text-13 text-text-2"
          >
            <option value="">Insert from the call…</option>
            {fields.length > 0 ? (
              <optgroup label="Fields">
                {fields.map(({ key, label }) => (
                  <option key={key} value={`{field.${key}}`}>
                    {label}
                  </option>
                ))}
              </optgroup>
            ) : null}
            <optgroup label="Facts">
              {FACTS.map(([fact, label]) => (
                <option key={fact} value={`{${fact}}`}>
                  {label}
                </option>
              ))}
            </optgroup>
          </select>
        </div>
        {hasPieces ? (
          <SelectField
            label="When a piece is not known"
            className="min-w-56 flex-1"
            value={mapping.ifMissing}
            onChange={({ target }) => onChange({ ifMissing: target.value as ParameterMapping["ifMissing"] })}
          >
            <option value="empty">Leave it empty</option>
            <option value="skip">Skip the step</option>
          </SelectField>
        ) : null}
      </div>
    </div>
  );
}
