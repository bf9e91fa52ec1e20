"use client";

import { useId, useState } from "react";
import { GrowingText } from "@/components/ui/growing-text";
import { baseLanguage } from "@/lib/domain/agents/voices";
import { Note } from "./editor-fields";

type WordsFieldProps = Readonly<{
  label: string;
  hint: string;
  /** Per language, ISO 639-1. */
  words: Record<string, string[]>;
  /** The agent's, BCP 47: its words count. */
  language: string;
  error?: string | undefined;
  disabled?: boolean;
  onChange: (words: Record<string, string[]>) => void;
}>;

const nameOf = (language: string): string =>
  new Intl.DisplayNames(["en"], { type: "language" }).of(language) ?? language;

/** Words and phrases with commas between them, for the agent's language; those of other languages are kept and shown. */
export function WordsField({ label, hint, words, language, error, disabled, onChange }: WordsFieldProps) {
  const own = baseLanguage(language);
  const others = Object.keys(words).filter((key) => key !== own && (words[key]?.length ?? 0) > 0);
  return (
    <div>
      <OneLanguage
        key={own}
        label={`${label}, in ${nameOf(own)}`}
        list={words[own] ?? []}
        hint={hint}
        error={error}
        disabled={disabled ?? false}
        onChange={(list) => onChange({ ...words, [own]: list })}
      />
      {others.length > 0 ? (
        <details className="mt-2">
          <summary className="inline-block rounded-sm text-12 text-text-3 hover:text-text">
            Other languages: {others.map(nameOf).join(", ")}
          </summary>
          <div className="mt-2 space-y-2 border-l border-line pl-3">
            {others.map((key) => (
              <OneLanguage
                key={key}
                label={nameOf(key)}
                list={words[key] ?? []}
                disabled={disabled ?? false}
                onChange={(list) => onChange({ ...words, [key]: list })}
              />
            ))}
          </div>
        </details>
      ) : null}
    </div>
  );
}

type OneLanguageProps = Readonly<{
  label: string;
  list: readonly string[];
  hint?: string;
  error?: string | undefined;
  disabled: boolean;
  onChange: (list: string[]) => void;
}>;

const split = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== "");

function OneLanguage({ label, list, hint, error, disabled, onChange }: OneLanguageProps) {
  const id = useId();
  const stored = list.join(", ");
  // A comma that was just typed belongs to no word yet.
  const [typed, setTyped] = useState({ text: stored, of: stored });
  const text = typed.of === stored ? typed.text : stored;
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium">
        {label}
      </label>
      <GrowingText
        id={id}
        rows={1}
        value={text}
        disabled={disabled}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => {
          const next = split(event.target.value);
          setTyped({ text: event.target.value, of: next.join(", ") });
          onChange(next);
        }}
      />
      <Note id={`${id}-note`} hint={hint ?? "With commas between them."} error={error} />
    </div>
  );
}
