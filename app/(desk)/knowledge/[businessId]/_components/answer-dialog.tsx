"use client";

import { useState, useTransition } from "react";
import { sentence } from "@/components/business/business-draft";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { TextArea } from "@/components/ui/text-area";
import {
  type KnowledgeAnswerResource,
  MAX_ANSWER_CHARACTERS,
  MAX_QUESTION_CHARACTERS,
} from "@/lib/contracts/knowledge-by-hand";
import type { Saved } from "@/lib/contracts/saved";

export type AnswerDraft = { question: string; answer: string };

type AnswerDialogProps = Readonly<{
  title: string;
  initial: AnswerDraft;
  /** Other wordings of the question, as callers put it. */
  examples?: readonly string[];
  save: (draft: AnswerDraft) => Promise<Saved<KnowledgeAnswerResource>>;
  onSaved: (answer: KnowledgeAnswerResource) => void;
  onClose: () => void;
}>;

const UNREACHED = "This did not reach the server. What you typed is still here: check the connection and try again.";

/** A question with its answer, new or known. What was refused stands beside its field and nothing typed is lost. */
export function AnswerDialog({ title, initial, examples = [], save, onSaved, onClose }: AnswerDialogProps) {
  const [draft, setDraft] = useState(initial);
  const [failure, setFailure] = useState<{ message: string; fields: Readonly<Record<string, string>> } | null>(null);
  const [isPending, start] = useTransition();
  const errorOf = (name: keyof AnswerDraft) => (failure?.fields[name] ? sentence(failure.fields[name]) : null);
  const field = (name: keyof AnswerDraft) => ({
    name,
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => {
      setFailure(null);
      setDraft((before) => ({ ...before, [name]: target.value }));
    },
    error: errorOf(name),
  });
  const submit = () =>
    start(async () => {
      setFailure(null);
      const saved = await save(draft).catch(() => null);
      if (saved?.ok) return onSaved(saved.data);
      setFailure({ message: saved?.message ?? UNREACHED, fields: saved?.fields ?? {} });
    });
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
          <TextArea
            label="Question"
            {...field("question")}
            rows={2}
            maxLength={MAX_QUESTION_CHARACTERS}
            placeholder="Do you take Delta insurance?"
            hint="As a caller would ask it. Other words for the same are found too."
          />
          {examples.length > 0 ? (
            <div className="rounded-md bg-surface-2 px-3 py-2 text-12 text-text-2">
              <p className="font-medium">Callers also asked</p>
              <ul className="mt-1 space-y-0.5">
                {examples.map((example) => (
                  <li key={example} className="break-words">
                    “{example}”
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
          <TextArea
            label="Answer"
            {...field("answer")}
            rows={4}
            maxLength={MAX_ANSWER_CHARACTERS}
            placeholder="Yes, we are in network with Delta Dental PPO. Bring your member card to the first visit."
            hint="As you would say it on the phone. Agents say this and nothing beyond it."
          />
          <Failure message={failure && Object.keys(failure.fields).length === 0 ? failure.message : null} />
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Saving" : "Save the answer"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
