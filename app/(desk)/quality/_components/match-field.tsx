"use client";

import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { TextArea } from "@/components/ui/text-area";
import { patternExamples } from "@/lib/domain/quality/compliance/pattern-examples";
import { patternProblem } from "@/lib/domain/quality/compliance/safe-pattern";
import type { MatchBy, MatchDraft } from "./rule-draft";

const TOLD_BY: Record<MatchBy, string> = {
  phrase: "these words",
  meaning: "this meaning",
  pattern: "a pattern",
  disclosure: "the AI notice",
  recording: "the recording notice",
  card_number: "a card number",
  tool: "a tool that has worked",
};

const HINT: Record<MatchBy, string> = {
  phrase: "One phrase per line, any of which counts. Capital letters and punctuation do not matter.",
  meaning: "Say what is meant, in whatever words it is said. The model judges it after the call, not during it.",
  pattern: "A regular expression, for those who know them.",
  disclosure: "The agent says, in its notice or in other words, that it is an AI.",
  recording: "The agent says that the call is recorded.",
  card_number: "The digits of a payment card are said.",
  tool: "The tool’s name, such as send_verification_code.",
};

const PLACEHOLDER: Partial<Record<MatchBy, string>> = {
  phrase: "guaranteed\nwithout any risk",
  meaning: "Promises that a treatment has no risk.",
  pattern: "\\bguarantee(?:d|s)?\\b",
  tool: "send_verification_code",
};

type MatchFieldProps = Readonly<{
  label: string;
  match: MatchDraft;
  error: string | null;
  onChange: (match: MatchDraft) => void;
  /** Null: it has to be there. */
  onRemove: (() => void) | null;
}>;

/** What is looked for, and how it is told: by words, by meaning, by a pattern, or by something the call knows of itself. */
export function MatchField({ label, match, error, onChange, onRemove }: MatchFieldProps) {
  const { by, text } = match;
  const isWritten = PLACEHOLDER[by] !== undefined;
  const choice = (
    <span className="flex items-center gap-1">
      <Select
        aria-label={`${label}: told by`}
        value={by}
        onChange={({ target }) => onChange({ by: target.value as MatchBy, text })}
        className="w-44"
      >
        {Object.entries(TOLD_BY).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      {onRemove ? (
        <Button size="sm" look="ghost" aria-label={`Remove ${label}`} onClick={onRemove}>
          <X aria-hidden className="size-3.5" />
        </Button>
      ) : null}
    </span>
  );
  if (isWritten)
    return (
      <TextArea
        label={label}
        value={text}
        placeholder={PLACEHOLDER[by]}
        onChange={({ target }) => onChange({ by, text: target.value })}
        hint={by === "pattern" ? patternHint(text) : HINT[by]}
        error={error}
        aside={choice}
      />
    );
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-2">
        <span className="text-13 font-medium">{label}</span>
        {choice}
      </div>
      <p className="text-13 text-pretty text-text-2">{HINT[by]}</p>
    </div>
  );
}

/** What a pattern finds, while it is typed. */
function patternHint(pattern: string): string {
  if (pattern.trim() === "") return HINT.pattern;
  const problem = patternProblem(pattern);
  if (problem) return `It can’t be used yet: ${problem}.`;
  const examples = patternExamples(pattern);
  return examples.length === 0 ? HINT.pattern : `Finds for instance “${examples.join("”, “")}”.`;
}
