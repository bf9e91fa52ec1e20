"use client";

import { ArrowLeft, CirclePlay, RefreshCw, Square, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { RemoveDialog } from "@/components/knowledge/remove-dialog";
import { SourceProgress } from "@/components/knowledge/source-progress";
import { TONES } from "@/components/knowledge/source-row";
import { isBusy, kindWords, progressWords, STATE_WORDS } from "@/components/knowledge/source-words";
import { useSources } from "@/components/knowledge/use-sources";
import { Button, ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { showError } from "@/components/ui/toast";
import type { KnowledgeSourceDetail, KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import type { Saved } from "@/lib/contracts/saved";
import {
  deleteSourceAction,
  findSourceAction,
  resumeReadingAction,
  startReadingAction,
  stopReadingAction,
} from "../../source-actions";
import { LeftOutPages } from "./left-out-pages";
import { SourceFacts } from "./source-facts";

type SourceViewProps = Readonly<{
  source: KnowledgeSourceDetail;
  timeZone: string;
  mayWrite: boolean;
}>;

/** One source: how its reading goes or went, how often it is read, what of it could not be read. */
export function SourceView({ source: given, timeZone, mayWrite }: SourceViewProps) {
  const router = useRouter();
  const { sources, keep } = useSources([given], () => findSourceAction(given.id));
  const source = sources[0] ?? given;
  const [isRemoving, setIsRemoving] = useState(false);
  const [isPending, start] = useTransition();
  const wasBusy = isBusy(given);
  const isOver = wasBusy && !isBusy(source);
  useEffect(() => {
    // The addresses that could not be read are known now.
    if (isOver) router.refresh();
  }, [isOver, router]);
  const run = (work: () => Promise<Saved<KnowledgeSourceResource>>) =>
    start(async () => {
      const saved = await work().catch(() => null);
      if (saved?.ok) keep(saved.data);
      else showError(saved?.message ?? "This did not reach the server. Check the connection and try again.");
    });
  const remove = () =>
    start(async () => {
      const saved = await deleteSourceAction(source.id).catch(() => null);
      if (saved?.ok || saved?.code === "NOT_FOUND") router.push(`/knowledge/${source.businessId}`);
      else showError(saved?.message ?? "This did not reach the server. Check the connection and try again.");
    });
  const base = `/knowledge/${source.businessId}`;
  const progress = progressWords(source);
  return (
    <div className="mx-auto max-w-4xl px-4 py-5 md:px-6">
      <Link href={base} className="inline-flex items-center gap-1.5 text-13 text-text-2 hover:text-text">
        <ArrowLeft aria-hidden className="size-3.5" />
        Sources
      </Link>
      <div className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="text-20 font-semibold break-all">{source.name}</h2>
          <p className="mt-1.5 flex flex-wrap items-center gap-2 text-13 text-text-2">
            <Chip tone={TONES[source.state]}>{STATE_WORDS[source.state]}</Chip>
            {kindWords(source)}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {source.progress.chunks > 0 ? (
            <ButtonLink href={`${base}/documents?source=${source.id}`}>Show its documents</ButtonLink>
          ) : null}
          {mayWrite ? (
            <>
              {isBusy(source) ? (
                <Button disabled={isPending} onClick={() => run(() => stopReadingAction(source.id))}>
                  <Square aria-hidden className="size-3 fill-current" />
                  Stop
                </Button>
              ) : null}
              {source.state === "stopped" ? (
                <Button disabled={isPending} onClick={() => run(() => resumeReadingAction(source.id))}>
                  <CirclePlay aria-hidden className="size-4" />
                  Go on
                </Button>
              ) : null}
              {isBusy(source) ? null : (
                <Button disabled={isPending} onClick={() => run(() => startReadingAction(source.id))}>
                  <RefreshCw aria-hidden className="size-4" />
                  Read again
                </Button>
              )}
              <Button look="danger" disabled={isPending} onClick={() => setIsRemoving(true)}>
                <Trash2 aria-hidden className="size-4" />
                Remove
              </Button>
            </>
          ) : null}
        </div>
      </div>
      {source.problem ? (
        <p role="status" className="mt-4 rounded-md bg-bad-soft px-3 py-2 text-13 text-pretty text-bad">
          {source.problem}
        </p>
      ) : null}
      {isBusy(source) ? (
        <div role="status" className="mt-4 rounded-xl border border-line bg-surface px-4 py-3">
          <p className="text-13 figures">{progress ?? "It waits for its turn, which takes a few seconds."}</p>
          <SourceProgress source={source} />
        </div>
      ) : null}
      <SourceFacts source={source} timeZone={timeZone} mayWrite={mayWrite} onChanged={keep} />
      <LeftOutPages pages={given.pages} />
      {isRemoving ? (
        <RemoveDialog
          title={`Remove ${source.name}?`}
          isPending={isPending}
          onRemove={remove}
          onClose={() => setIsRemoving(false)}
        >
          Agents will not know what is in it any more. Calls that were told it before still show it. This cannot be
          undone.
        </RemoveDialog>
      ) : null}
    </div>
  );
}
