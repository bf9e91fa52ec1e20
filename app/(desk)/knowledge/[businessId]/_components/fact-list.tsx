"use client";

import { BadgeCheck, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { KIND_WORDS } from "@/components/knowledge/document-words";
import { standingOf, validityWords } from "@/components/knowledge/validity";
import { Button, ButtonLink } from "@/components/ui/button";
import { Chip, type Tone } from "@/components/ui/chip";
import { StatePanel } from "@/components/ui/state-panel";
import { showError } from "@/components/ui/toast";
import { useNow } from "@/components/ui/use-now";
import type { KnowledgeFactResource } from "@/lib/contracts/knowledge-by-hand";
import { draftOfFact, EMPTY_FACT } from "../../fact-draft";
import { deleteDocumentAction, saveFactAction } from "../../hand-actions";
import { FactDialog } from "./fact-dialog";
import { ListPaging } from "./list-paging";
import { ListSearch } from "./list-search";
import { RowActions } from "./row-actions";
import { RemoveDialog } from "@/components/knowledge/remove-dialog";

type FactListProps = Readonly<{
  businessId: string;
  timeZone: string;
  facts: readonly KnowledgeFactResource[];
  nextCursor: string | null;
  isFirst: boolean;
  text: string;
  /** Opened from elsewhere, to be changed. */
  opened: KnowledgeFactResource | null;
  mayWrite: boolean;
}>;

type Shown = { kind: "new" } | { kind: "edit" | "remove"; fact: KnowledgeFactResource } | null;

const TONES: Record<ReturnType<typeof standingOf>, Tone> = { holds: "good", ahead: "accent", over: "neutral" };

/** Prices, policies, services, promotions, each with the days it holds. */
export function FactList(props: FactListProps) {
  const { businessId, timeZone, facts, nextCursor, isFirst, text, opened, mayWrite } = props;
  const router = useRouter();
  const now = useNow(60_000);
  const [shown, setShown] = useState<Shown>(opened && mayWrite ? { kind: "edit", fact: opened } : null);
  const [isPending, start] = useTransition();
  const href = `/knowledge/${businessId}/facts`;
  const done = () => {
    setShown(null);
    router.refresh();
  };
  const remove = ({ id }: KnowledgeFactResource) =>
    start(async () => {
      const saved = await deleteDocumentAction(id).catch(() => null);
      if (saved?.ok || saved?.code === "NOT_FOUND") return done();
      showError(saved?.message ?? "This did not reach the server. Check the connection and try again.");
    });
  const add = mayWrite ? (
    <Button look="primary" onClick={() => setShown({ kind: "new" })}>
      <Plus aria-hidden className="size-4" />
      Add a fact
    </Button>
  ) : null;
  const dialogs = (
    <>
      {shown?.kind === "new" ? (
        <FactDialog
          title="Add a fact"
          initial={EMPTY_FACT}
          save={(draft) => saveFactAction(businessId, draft, null)}
          onSaved={done}
          onClose={() => setShown(null)}
        />
      ) : null}
      {shown?.kind === "edit" ? (
        <FactDialog
          title="Change the fact"
          initial={draftOfFact(shown.fact, timeZone)}
          save={(draft) => saveFactAction(businessId, draft, shown.fact.id)}
          onSaved={done}
          onClose={() => setShown(null)}
        />
      ) : null}
      {shown?.kind === "remove" ? (
        <RemoveDialog
          title="Remove this fact?"
          isPending={isPending}
          onRemove={() => remove(shown.fact)}
          onClose={() => setShown(null)}
        >
          {`Agents will not know “${shown.fact.subject}” from it any more. This cannot be undone; a last day ends it and keeps it.`}
        </RemoveDialog>
      ) : null}
    </>
  );
  if (facts.length === 0 && text === "" && isFirst)
    return (
      <>
        <StatePanel icon={<BadgeCheck className="size-5" />} title="No facts yet" action={add}>
          Prices, policies, services and promotions in one sentence each, with the days they hold. A promotion that is
          over is never said again.
          {mayWrite ? null : " An owner, admin or manager can add one."}
        </StatePanel>
        {dialogs}
      </>
    );
  return (
    <div className="mx-auto max-w-4xl px-4 py-5 md:px-6">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <ListSearch label="Words in it" text={text} />
        {add}
      </div>
      {facts.length === 0 ? (
        <StatePanel
          icon={<BadgeCheck className="size-5" />}
          title="No fact has these words"
          action={<ButtonLink href={href}>Show all facts</ButtonLink>}
        >
          Look for other words, or add the fact.
        </StatePanel>
      ) : (
        <ul aria-label="Facts" className="divide-y divide-line rounded-xl border border-line bg-surface">
          {facts.map((fact) => (
            <li key={fact.id} className="flex items-start gap-3 px-4 py-3">
              <div className="min-w-0 flex-1">
                <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-14 font-medium">
                  <span className="break-words">{fact.subject}</span>
                  <Chip>{KIND_WORDS[fact.kind]}</Chip>
                </h3>
                <p className="mt-0.5 text-13 break-words whitespace-pre-wrap text-text-2">{fact.statement}</p>
                <p className="mt-1.5 flex flex-wrap items-center gap-1.5">
                  <Chip tone={TONES[standingOf(fact, now)]}>
                    <span suppressHydrationWarning>{validityWords(fact, now, timeZone)}</span>
                  </Chip>
                  {fact.isExcluded ? <Chip>Taken out</Chip> : null}
                  {fact.isEmbedded ? null : <Chip tone="warn">Found by its words only, so far</Chip>}
                </p>
              </div>
              {mayWrite ? (
                <RowActions
                  name={fact.subject}
                  onEdit={() => setShown({ kind: "edit", fact })}
                  onRemove={() => setShown({ kind: "remove", fact })}
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
        older="Older facts"
      />
      {dialogs}
    </div>
  );
}
