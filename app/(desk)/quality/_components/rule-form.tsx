"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import type { ComplianceRuleText, RuleMatch } from "@/lib/contracts/compliance";
import type { FindingSeverity } from "@/lib/contracts/quality";
import type { Saved } from "@/lib/contracts/saved";

export type RuleDraft = ComplianceRuleText & { enabled: boolean };

type RuleFormProps = Readonly<{
  onSubmit: (draft: RuleDraft) => Promise<Saved<unknown>>;
  onDone: () => void;
  onCancel: () => void;
}>;

type Kind = "must_not_say" | "must_say";
type By = "phrase" | "pattern" | "meaning";

const BY_HINT: Record<By, string> = {
  phrase: "One per line; case and punctuation do not matter.",
  pattern: "A regular expression, such as \\bguarantee(?:d|s)?\\b",
  meaning: "Say what is meant. It is judged after the call.",
};

/** A new rule in plain words. Rules of order, of asking first and of answering are made over REST. */
export function RuleForm({ onSubmit, onDone, onCancel }: RuleFormProps) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Kind>("must_not_say");
  const [by, setBy] = useState<By>("phrase");
  const [words, setWords] = useState("");
  const [seconds, setSeconds] = useState("");
  const [severity, setSeverity] = useState<FindingSeverity>("major");
  const [remedy, setRemedy] = useState("");
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const match = matchOf(by, words);
    const withinSeconds = seconds === "" ? null : Number(seconds);
    const check =
      kind === "must_say"
        ? ({ kind, who: "agent", match, withinSeconds } as const)
        : ({ kind, who: "agent", match } as const);
    setBusy(true);
    const saved = await onSubmit({ name, severity, remedy, scope: "all", check, enabled: true });
    setBusy(false);
    if (saved.ok) return onDone();
    setProblems(saved.fields);
    setFailure(saved.message);
  };
  const wordsProblem = Object.entries(problems).find(([field]) => field.startsWith("check"))?.[1];
  return (
    <form
      onSubmit={(event) => void send(event)}
      className="grid gap-4 border-y border-line bg-surface-2 p-4 sm:grid-cols-2"
    >
      <Field
        label="Name"
        value={name}
        onChange={({ target }) => setName(target.value)}
        error={problems["name"] ?? null}
      />
      <SelectField
        label="How bad a breach is"
        value={severity}
        onChange={({ target }) => setSeverity(target.value as FindingSeverity)}
      >
        <option value="critical">Critical</option>
        <option value="major">Major</option>
        <option value="minor">Minor</option>
      </SelectField>
      <SelectField label="The agent" value={kind} onChange={({ target }) => setKind(target.value as Kind)}>
        <option value="must_not_say">must not say</option>
        <option value="must_say">must say</option>
      </SelectField>
      <SelectField label="Told by" value={by} onChange={({ target }) => setBy(target.value as By)}>
        <option value="phrase">words</option>
        <option value="pattern">a pattern</option>
        <option value="meaning">meaning</option>
      </SelectField>
      <TextArea
        label="What"
        className="sm:col-span-2"
        value={words}
        onChange={({ target }) => setWords(target.value)}
        hint={BY_HINT[by]}
        error={wordsProblem ?? null}
      />
      {kind === "must_say" ? (
        <Field
          label="Within so many seconds, if it matters"
          type="number"
          min={1}
          max={3600}
          value={seconds}
          onChange={({ target }) => setSeconds(target.value)}
        />
      ) : null}
      <Field
        label="What to do about a breach"
        className={kind === "must_say" ? "" : "sm:col-span-2"}
        value={remedy}
        onChange={({ target }) => setRemedy(target.value)}
        error={problems["remedy"] ?? null}
      />
      <div className="flex items-center justify-end gap-2 sm:col-span-2">
        {failure ? (
          <p role="alert" className="mr-auto text-13 text-bad">
            {failure}
          </p>
        ) : null}
        <Button look="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" disabled={isBusy}>
          Add the rule
        </Button>
      </div>
    </form>
  );
}

function matchOf(by: By, words: string): RuleMatch {
  if (by === "pattern") return { kind: "pattern", pattern: words.trim() };
  if (by === "meaning") return { kind: "meaning", meaning: words.trim() };
  const phrases = words.split("\n").map((line) => line.trim());
  return { kind: "phrase", phrases: phrases.filter(Boolean) };
}
