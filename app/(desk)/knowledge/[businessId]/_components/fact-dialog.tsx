"use client";

import { useState, useTransition } from "react";
import { sentence } from "@/components/business/business-draft";
import { KIND_WORDS } from "@/components/knowledge/document-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { TextArea } from "@/components/ui/text-area";
import {
  KnowledgeFactKind,
  type KnowledgeFactResource,
  MAX_STATEMENT_CHARACTERS,
  MAX_SUBJECT_CHARACTERS,
} from "@/lib/contracts/knowledge-by-hand";
import type { Saved } from "@/lib/contracts/saved";
import type { FactDraft } from "../../fact-draft";

type FactDialogProps = Readonly<{
  title: string;
  initial: FactDraft;
  save: (draft: FactDraft) => Promise<Saved<KnowledgeFactResource>>;
  onSaved: (fact: KnowledgeFactResource) => void;
  onClose: () => void;
}>;

type Text = Exclude<keyof FactDraft, "kind">;

const UNREACHED = "This did not reach the server. What you typed is still here: check the connection and try again.";
const KINDS = KnowledgeFactKind.options.map((value) => ({ value, label: KIND_WORDS[value] }));
const EXAMPLES: Record<KnowledgeFactKind, { subject: string; statement: string }> = {
  price: { subject: "Cleaning", statement: "A cleaning without insurance is $129." },
  policy: { subject: "Cancelling a visit", statement: "Visits are cancelled free of charge until 24 hours before." },
  service: { subject: "Whitening", statement: "We whiten teeth in the practice; one visit takes about an hour." },
  promotion: { subject: "Spring whitening", statement: "In March, whitening is $199 instead of $349." },
};
/** As the verb calls what the form has as days. */
const REFUSED: Readonly<Record<string, string>> = { firstDay: "validFrom", lastDay: "validUntil" };

/** One fact, new or known. What was refused stands beside its field and nothing typed is lost. */
export function FactDialog({ title, initial, save, onSaved, onClose }: FactDialogProps) {
  const [draft, setDraft] = useState(initial);
  const [failure, setFailure] = useState<{ message: string; fields: Readonly<Record<string, string>> } | null>(null);
  const [isPending, start] = useTransition();
  const change = (next: Partial<FactDraft>) => {
    setFailure(null);
    setDraft((before) => ({ ...before, ...next }));
  };
  const field = (name: Text) => {
    const problem = failure?.fields[REFUSED[name] ?? name];
    return {
      name,
      value: draft[name],
      onChange: ({ target }: { target: { value: string } }) => change({ [name]: target.value }),
      error: problem ? sentence(problem) : null,
    };
  };
  const submit = () =>
    start(async () => {
      setFailure(null);
      const saved = await save(draft).catch(() => null);
      if (saved?.ok) return onSaved(saved.data);
      setFailure({ message: saved?.message ?? UNREACHED, fields: saved?.fields ?? {} });
    });
  const example = EXAMPLES[draft.kind];
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={title}>
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          submit();
        }}
      >
        <div className="min-h-0 flex-1 space-y-4 overflow-y-auto px-4 py-4 scroll-quiet">
          <Segmented
            label="What kind of fact"
            value={draft.kind}
            options={KINDS}
            onChange={(kind) => change({ kind })}
          />
          <Field
            label="About"
            {...field("subject")}
            maxLength={MAX_SUBJECT_CHARACTERS}
            autoComplete="off"
            placeholder={example.subject}
          />
          <TextArea
            label="What agents may say"
            {...field("statement")}
            maxLength={MAX_STATEMENT_CHARACTERS}
            placeholder={example.statement}
            hint="One fact, whole in itself, as you would say it on the phone."
          />
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Field label="First day, if it has one" type="date" {...field("firstDay")} />
            <Field label="Last day, if it has one" type="date" {...field("lastDay")} />
          </div>
          <p className="text-12 text-pretty text-text-3">
            Outside of these days no agent says it. Days are the business’s own, from its first minute to its last.
          </p>
          <Failure message={failure && Object.keys(failure.fields).length === 0 ? failure.message : null} />
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Saving" : "Save the fact"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
