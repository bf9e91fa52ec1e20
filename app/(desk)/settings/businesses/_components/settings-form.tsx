"use client";

import { RotateCcw } from "lucide-react";
import { type ReactNode, useState, useTransition } from "react";
import type { z } from "zod";
import { sentence } from "@/components/business/business-draft";
import { SaveBar } from "@/components/business/save-bar";
import { Button } from "@/components/ui/button";
import type { Saved } from "@/lib/contracts/saved";

export type SaveSettings = (settings: unknown, expectedUpdatedAt: string) => Promise<Saved<{ updatedAt: string }>>;

type SettingsFormProps<T> = Readonly<{
  part: "quality" | "escalation";
  schema: z.ZodType<T>;
  value: T;
  /** What holds for businesses of this kind until somebody changes it. */
  defaults: T;
  updatedAt: string;
  /** Null for those who may only look. */
  save: SaveSettings | null;
  children: (value: T, onChange: (value: T) => void, problems: Record<string, string>) => ReactNode;
}>;

/** One part of a business's settings: edited, saved, and put back to what is usual for its kind. */
export function SettingsForm<T>({
  part,
  schema,
  value: given,
  defaults,
  updatedAt,
  save,
  children,
}: SettingsFormProps<T>) {
  const [value, setValue] = useState(given);
  const [kept, setKept] = useState({ value: given, updatedAt });
  const [outcome, setOutcome] = useState<Saved<unknown> | null>(null);
  const [isPending, startTransition] = useTransition();
  const problems: Record<string, string> = {};
  for (const issue of schema.safeParse(value).error?.issues ?? [])
    problems[issue.path.join(".")] ??= sentence(issue.message);
  const onChange = (next: T) => {
    setOutcome(null);
    setValue(next);
  };
  const submit = () => {
    if (!save || Object.keys(problems).length > 0) return;
    startTransition(async () => {
      const saved = await save({ [part]: value }, kept.updatedAt);
      if (saved.ok) setKept({ value, updatedAt: saved.data.updatedAt });
      setOutcome(saved);
    });
  };
  const isUsual = JSON.stringify(value) === JSON.stringify(defaults);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="mb-4 flex min-h-8 flex-wrap items-center gap-3">
        <p className="text-13 text-text-2">
          {isUsual
            ? "As is usual for a business of this kind."
            : "Changed from what is usual for a business of this kind."}
        </p>
        {isUsual || !save ? null : (
          <Button size="sm" onClick={() => onChange(defaults)}>
            <RotateCcw aria-hidden className="size-3.5" />
            Back to the usual
          </Button>
        )}
      </div>
      <fieldset disabled={!save}>{children(value, onChange, problems)}</fieldset>
      {save ? (
        <SaveBar
          isChanged={JSON.stringify(value) !== JSON.stringify(kept.value)}
          isPending={isPending}
          outcome={outcome}
          problems={problems}
          onUndo={() => onChange(kept.value)}
        />
      ) : null}
    </form>
  );
}
