"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { languageName } from "@/components/format/language";

type WordsFieldProps = Readonly<{
  /** What the words are for: "Words that ask for a person". */
  label: string;
  value: Readonly<Record<string, readonly string[]>>;
  onChange: (value: Record<string, string[]>) => void;
  /** BCP 47 tags of the languages that are spoken. */
  languages: readonly string[];
}>;

const primary = (tag: string) => tag.toLowerCase().split("-")[0] ?? tag;
const copyOf = (value: WordsFieldProps["value"]) =>
  Object.fromEntries(Object.entries(value).map(([language, words]) => [language, [...words]]));

/** Words per language: typed one after the other, with comma or Enter; taken away with a click or Backspace. */
export function WordsField({ label, value, onChange, languages }: WordsFieldProps) {
  const spoken = [...new Set(languages.map(primary))];
  return (
    <div className="space-y-2">
      {spoken.map((language) => (
        <OneLanguage
          key={language}
          label={spoken.length > 1 ? `${label}, ${languageName(language)}` : label}
          name={spoken.length > 1 ? languageName(language) : null}
          words={value[language] ?? []}
          onChange={(words) => onChange({ ...copyOf(value), [language]: words })}
        />
      ))}
    </div>
  );
}

type OneLanguageProps = Readonly<{
  label: string;
  name: string | null;
  words: readonly string[];
  onChange: (words: string[]) => void;
}>;

function OneLanguage({ label, name, words, onChange }: OneLanguageProps) {
  const [typed, setTyped] = useState("");
  const add = (text: string) => {
    const fresh = text
      .split(",")
      .map((word) => word.trim().toLowerCase().slice(0, 60))
      .filter((word, index, all) => word !== "" && !words.includes(word) && all.indexOf(word) === index);
    if (fresh.length > 0) onChange([...words, ...fresh]);
    setTyped("");
  };
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-1 rounded-md border border-line-strong bg-surface p-1 focus-within:border-accent">
      {name ? <span className="px-1.5 text-12 text-text-3">{name}</span> : null}
      {words.map((word) => (
        <span key={word} className="inline-flex h-6 items-center gap-1 rounded-sm bg-surface-2 pr-0.5 pl-2 text-12">
          {word}
          <button
            type="button"
            aria-label={`Remove ${word}`}
            className="rounded-sm p-0.5 text-text-3 hover:text-text"
            onClick={() => onChange(words.filter((other) => other !== word))}
          >
            <X aria-hidden className="size-3" />
          </button>
        </span>
      ))}
      <input
        aria-label={label}
        value={typed}
        placeholder={words.length === 0 ? "Type a word, then Enter" : ""}
        onChange={({ target }) => (target.value.includes(",") ? add(target.value) : setTyped(target.value))}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            add(typed);
          } else if (event.key === "Backspace" && typed === "") onChange(words.slice(0, -1));
        }}
        onBlur={() => add(typed)}
        className="h-6 min-w-24 flex-1 bg-transparent px-1.5 text-13 outline-none"
      />
    </div>
  );
}
