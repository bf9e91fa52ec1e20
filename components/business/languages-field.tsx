"use client";

import { X } from "lucide-react";
import { useId } from "react";
import { languageName } from "@/components/format/language";
import { Select } from "@/components/ui/input";

type LanguagesFieldProps = Readonly<{
  value: readonly string[];
  onChange: (value: string[]) => void;
  label?: string;
  /** What the first one means. */
  firstMeans?: string | null;
  isRequired?: boolean;
}>;

/** Those that the voices and recognisers know, first. */
const OFFERED = [
  "en-US",
  "en-GB",
  "en-AU",
  "es-US",
  "es-ES",
  "es-MX",
  "fr-FR",
  "fr-CA",
  "de-DE",
  "it-IT",
  "nl-NL",
  "pt-BR",
  "ja-JP",
];

/** Languages in an order that counts; each can be taken away or put first. */
export function LanguagesField({
  value,
  onChange,
  label = "Languages",
  firstMeans = "it begins in",
  isRequired = true,
}: LanguagesFieldProps) {
  const id = useId();
  const left = OFFERED.filter((tag) => !value.includes(tag));
  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <p id={`${id}-label`} className="mb-1.5 text-13 font-medium">
        {label}
      </p>
      <ul className="flex flex-wrap items-center gap-1.5">
        {value.map((tag, index) => (
          <li
            key={tag}
            className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-surface-2 pr-1 pl-2.5 text-13"
          >
            {languageName(tag)}
            {index === 0 && firstMeans && value.length > 1 ? (
              <span className="text-12 text-text-3">{firstMeans}</span>
            ) : null}
            {index > 0 && firstMeans ? (
              <button
                type="button"
                className="rounded-sm px-1 text-12 text-text-3 hover:text-text"
                onClick={() => onChange([tag, ...value.filter((other) => other !== tag)])}
              >
                Put first
              </button>
            ) : null}
            <button
              type="button"
              aria-label={`Remove ${languageName(tag)}`}
              className="rounded-sm p-1 text-text-3 hover:text-text"
              onClick={() => onChange(value.filter((other) => other !== tag))}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
        <li>
          <Select
            aria-label={`Add to ${label}`}
            value=""
            onChange={({ target }) => (target.value ? onChange([...value, target.value]) : undefined)}
          >
            <option value="">Add a language</option>
            {left.map((tag) => (
              <option key={tag} value={tag}>
                {languageName(tag)}
              </option>
            ))}
          </Select>
        </li>
      </ul>
      {value.length === 0 && isRequired ? <p className="mt-1.5 text-13 text-bad">Name at least one language.</p> : null}
    </div>
  );
}
