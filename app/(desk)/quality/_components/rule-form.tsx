"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import type { ComplianceRuleText, RuleTrial as Trial, TryRuleInput } from "@/lib/contracts/compliance";
import type { Saved } from "@/lib/contracts/saved";
import { MatchField } from "./match-field";
import { type CheckKind, checkOf, EMPTY_MATCH, MOST_STEPS, partsOf, type RuleDraft } from "./rule-draft";
import { RuleTrial } from "./rule-trial";
import { checkWords, SCOPE_WORDS } from "./rule-words";

type RuleFormProps = Readonly<{
  initial: RuleDraft;
  /** What the button says. */
  submit: string;
  onSubmit: (rule: ComplianceRuleText) => Promise<Saved<unknown>>;
  onTry: (input: TryRuleInput) => Promise<Saved<Trial>>;
  onDone: () => void;
  onCancel: () => void;
}>;

const KINDS: Record<CheckKind, string> = {
  must_not_say: "Something must not be said",
  must_say: "Something must be said",
  must_ask_before: "Something must come before something else",
  in_order: "Things must come in order",
  must_answer: "What a caller says must be answered",
};

/** A rule in plain words, said back as a sentence, and tried before it holds. */
export function RuleForm({ initial, submit, onSubmit, onTry, onDone, onCancel }: RuleFormProps) {
  const [draft, setDraft] = useState(initial);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { kind, matches, scope } = draft;
  const set = (change: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...change }));
  const parts = partsOf(draft);
  const check = checkOf(draft);
  const hasSpeaker = kind === "must_say" || kind === "must_not_say";

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const { name, severity, remedy } = draft;
    const saved = await onSubmit({ name, severity, remedy, scope, check });
    setBusy(false);
    if (saved.ok) return onDone();
    setProblems(saved.fields);
    setFailure(saved.message);
  };
  const problemOf = (path: string, at: number): string | null =>
    Object.entries(problems).find(([field]) => field.startsWith(`check.${path}`))?.[1] ??
    (at === 0 ? (problems["check"] ?? null) : null);
  return (
    <form
      onSubmit={(event) => void send(event)}
      className="grid gap-4 border-y border-line bg-surface-2 p-4 sm:grid-cols-2"
    >
      <Field
        label="Name"
        value={draft.name}
        onChange={({ target }) => set({ name: target.value })}
        error={problems["name"] ?? null}
      />
      <SelectField
        label="The rule"
        value={kind}
        onChange={({ target }) => {
          const to = target.value as CheckKind;
          set({ kind: to, ...(to === "must_answer" && draft.seconds === "" ? { seconds: "30" } : {}) });
        }}
      >
        {Object.entries(KINDS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      {hasSpeaker ? (
        <SelectField
          label="By whom"
          value={draft.who}
          onChange={({ target }) => set({ who: target.value as RuleDraft["who"] })}
        >
          <option value="agent">The agent, or a person of the team</option>
          <option value="caller">The caller</option>
          <option value="anyone">Anybody</option>
        </SelectField>
      ) : null}
      {kind === "must_say" || kind === "must_answer" ? (
        <Field
          label={kind === "must_say" ? "Within so many seconds, if it matters" : "Within so many seconds"}
          type="number"
          min={1}
          max={3600}
          value={draft.seconds}
          onChange={({ target }) => set({ seconds: target.value })}
          error={problems["check.withinSeconds"] ?? null}
        />
      ) : null}
      <div className="grid gap-4 sm:col-span-2">
        {parts.map(({ label, path, at }) => (
          <MatchField
            key={at}
            label={label}
            match={matches[at] ?? EMPTY_MATCH}
            error={problemOf(path, at)}
            onChange={(match) => set({ matches: matches.map((one, index) => (index === at ? match : one)) })}
            onRemove={
              kind === "in_order" && matches.length > 2
                ? () => set({ matches: matches.filter((_, index) => index !== at) })
                : null
            }
          />
        ))}
        {kind === "in_order" && matches.length < MOST_STEPS ? (
          <Button size="sm" className="justify-self-start" onClick={() => set({ matches: [...matches, EMPTY_MATCH] })}>
            <Plus aria-hidden className="size-3.5" />
            Add a step
          </Button>
        ) : null}
      </div>
      <SelectField
        label="Holds for"
        value={scope}
        onChange={({ target }) => set({ scope: target.value as RuleDraft["scope"] })}
      >
        {Object.entries(SCOPE_WORDS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="How bad a breach is"
        value={draft.severity}
        onChange={({ target }) => set({ severity: target.value as RuleDraft["severity"] })}
      >
        <option value="critical">Critical</option>
        <option value="major">Major</option>
        <option value="minor">Minor: nobody is told at once</option>
      </SelectField>
      <Field
        label="What to do about a breach"
        className="sm:col-span-2"
        value={draft.remedy}
        onChange={({ target }) => set({ remedy: target.value })}
        error={problems["remedy"] ?? null}
      />
      <p className="text-13 text-pretty break-words text-text-2 sm:col-span-2" aria-live="polite">
        <span className="font-medium text-text">In words:</span> {checkWords(check)}
      </p>
      <div className="sm:col-span-2">
        <RuleTrial tryOn={(on) => onTry({ check, scope, on })} />
      </div>
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
          {submit}
        </Button>
      </div>
    </form>
  );
}
