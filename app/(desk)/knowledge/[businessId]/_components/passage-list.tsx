"use client";

import { clsx } from "clsx";
import { useState, useTransition } from "react";
import { counted } from "@/components/knowledge/document-words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { showError } from "@/components/ui/toast";
import type { KnowledgeChunkResource } from "@/lib/contracts/knowledge-documents";
import { setChunkExcludedAction } from "../../document-actions";

type PassageListProps = Readonly<{
  pieces: readonly KnowledgeChunkResource[];
  /** Of the document; more than are shown when it is very long. */
  count: number;
  mayWrite: boolean;
}>;

/** What a document was split into: each is found and given to an agent by itself. */
export function PassageList({ pieces: given, count, mayWrite }: PassageListProps) {
  const [excluded, setExcluded] = useState<Readonly<Record<string, boolean>>>({});
  const [, start] = useTransition();
  const change = (id: string, isExcluded: boolean) => {
    setExcluded((before) => ({ ...before, [id]: isExcluded }));
    start(async () => {
      const saved = await setChunkExcludedAction(id, isExcluded).catch(() => null);
      if (saved?.ok) return;
      setExcluded((before) => ({ ...before, [id]: !isExcluded }));
      showError(saved?.message ?? "This did not reach the server. Check the connection and try again.");
    });
  };
  const waiting = given.filter(({ isEmbedded }) => !isEmbedded).length;
  return (
    <Card
      title="Passages"
      hint={
        <>
          {counted(count, "passage")}, each given to an agent by itself
          {waiting > 0 ? ` · ${waiting} found by their words only, so far` : ""}
        </>
      }
    >
      {given.length === 0 ? (
        <p className="border-t border-line px-4 py-6 text-13 text-text-2">
          Nothing in it could be split into passages.
        </p>
      ) : (
        <ol className="divide-y divide-line border-t border-line">
          {given.map((piece) => {
            const isOut = excluded[piece.id] ?? piece.isExcluded;
            return (
              <li key={piece.id} className="flex items-start gap-3 px-4 py-3">
                <span className="w-6 shrink-0 pt-0.5 text-12 text-text-3 figures">{piece.ordinal + 1}</span>
                <div className={clsx("min-w-0 flex-1", isOut && "text-text-3")}>
                  {piece.heading ? <p className="mb-0.5 text-12 font-medium text-text-2">{piece.heading}</p> : null}
                  <p className={clsx("text-13 leading-5 break-words whitespace-pre-wrap", isOut && "line-through")}>
                    {piece.text}
                  </p>
                </div>
                <div className="flex shrink-0 flex-col items-end gap-1.5">
                  {isOut ? <Chip>Taken out</Chip> : null}
                  {mayWrite ? (
                    <Button
                      look="ghost"
                      size="sm"
                      aria-label={`${isOut ? "Use passage" : "Take out passage"} ${piece.ordinal + 1}`}
                      onClick={() => change(piece.id, !isOut)}
                    >
                      {isOut ? "Use it" : "Take out"}
                    </Button>
                  ) : null}
                </div>
              </li>
            );
          })}
        </ol>
      )}
      {count > given.length ? (
        <p className="border-t border-line px-4 py-3 text-12 text-text-3">
          The first {given.length} of {counted(count, "passage")} are shown.
        </p>
      ) : null}
    </Card>
  );
}
