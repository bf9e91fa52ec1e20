"use client";

import { MessageCircleQuestionMark, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Ago } from "@/components/ui/ago";
import { Button, ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { StatePanel } from "@/components/ui/state-panel";
import { showError } from "@/components/ui/toast";
import type { KnowledgeAnswerResource } from "@/lib/contracts/knowledge-by-hand";
import { deleteDocumentAction, saveAnswerAction } from "../../hand-actions";
import { AnswerDialog } from "./answer-dialog";
import { ListPaging } from "./list-paging";
import { ListSearch } from "./list-search";
import { RowActions } from "./row-actions";
import { RemoveDialog } from "@/components/knowledge/remove-dialog";

type AnswerListProps = Readonly<{
  businessId: string;
  timeZone: string;
  answers: readonly KnowledgeAnswerResource[];
  nextCursor: string | null;
  isFirst: boolean;
  text: string;
  /** Opened from elsewhere, to be changed. */
  opened: KnowledgeAnswerResource | null;
  mayWrite: boolean;
}>;

type Shown = { kind: "new" } | { kind: "edit" | "remove"; answer: KnowledgeAnswerResource } | null;

/** Questions with the answers people typed for them: added, changed, removed. */
export function AnswerList(props: AnswerListProps) {
  const { businessId, timeZone, answers, nextCursor, isFirst, text, opened, mayWrite } = props;
  const router = useRouter();
  const [shown, setShown] = useState<Shown>(opened && mayWrite ? { kind: "edit", answer: opened } : null);
  const [isPending, start] = useTransition();
  const href = `/knowledge/${businessId}/questions`;
  const done = () => {
    setShown(null);
    router.refresh();
  };
  const remove = ({ id }: KnowledgeAnswerResource) =>
    start(async () => {
      const saved = await deleteDocumentAction(id).catch(() => null);
      if (saved?.ok || saved?.code === "NOT_FOUND") return done();
      showError(saved?.message ?? "This did not reach the server. Check the connection and try again.");
    });
  const isEmpty = answers.length === 0 && text === "" && isFirst;
  const add = mayWrite ? (
    <Button look="primary" onClick={() => setShown({ kind: "new" })}>
      <Plus aria-hidden className="size-4" />
      Add an answer
    </Button>
  ) : null;
  return (
    <div className="mx-auto max-w-4xl px-4 py-5 md:px-6">
      {isEmpty ? (
        <StatePanel icon={<MessageCircleQuestionMark className="size-5" />} title="No answers yet" action={add}>
          What callers ask again and again, answered in your own words. Agents use it from the moment you save it.
          {mayWrite ? null : " An owner, admin or manager can add one."}
        </StatePanel>
      ) : (
        <>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
            <ListSearch label="Words in it" text={text} />
            {add}
          </div>
          {answers.length === 0 ? (
            <StatePanel
              icon={<MessageCircleQuestionMark className="size-5" />}
              title="No answer has these words"
              action={<ButtonLink href={href}>Show all answers</ButtonLink>}
            >
              Look for other words, or add the answer.
            </StatePanel>
          ) : (
            <ul
              aria-label="Questions and answers"
              className="divide-y divide-line rounded-xl border border-line bg-surface"
            >
              {answers.map((answer) => (
                <li key={answer.id} className="flex items-start gap-3 px-4 py-3">
                  <div className="min-w-0 flex-1">
                    <h3 className="text-14 font-medium break-words">{answer.question}</h3>
                    <p className="mt-0.5 text-13 break-words whitespace-pre-wrap text-text-2">{answer.answer}</p>
                    <p className="mt-1.5 flex flex-wrap items-center gap-2 text-12 text-text-3 figures">
                      changed <Ago at={answer.updatedAt} timeZone={timeZone} />
                      {answer.isExcluded ? <Chip>Taken out</Chip> : null}
                      {answer.isEmbedded ? null : <Chip tone="warn">Found by its words only, so far</Chip>}
                    </p>
                  </div>
                  {mayWrite ? (
                    <RowActions
                      name={answer.question}
                      onEdit={() => setShown({ kind: "edit", answer })}
                      onRemove={() => setShown({ kind: "remove", answer })}
                    />
                  ) : null}
                </li>
              ))}
            </ul>
          )}
          <ListPaging
            href={href}
            asked={text === "" ? {} : { text }}
            isFirst={isFirst}
            nextCursor={nextCursor}
            older="Older answers"
          />
        </>
      )}
      {shown?.kind === "new" ? (
        <AnswerDialog
          title="Add an answer"
          initial={{ question: "", answer: "" }}
          save={(draft) => saveAnswerAction({ businessId, ...draft }, null)}
          onSaved={done}
          onClose={() => setShown(null)}
        />
      ) : null}
      {shown?.kind === "edit" ? (
        <AnswerDialog
          title="Change the answer"
          initial={shown.answer}
          save={({ question, answer }) => saveAnswerAction({ businessId, question, answer }, shown.answer.id)}
          onSaved={done}
          onClose={() => setShown(null)}
        />
      ) : null}
      {shown?.kind === "remove" ? (
        <RemoveDialog
          title="Remove this answer?"
          isPending={isPending}
          onRemove={() => remove(shown.answer)}
          onClose={() => setShown(null)}
        >
          {`Agents will not know what to say to “${shown.answer.question}” any more. This cannot be undone.`}
        </RemoveDialog>
      ) : null}
    </div>
  );
}
