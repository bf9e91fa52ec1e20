"use client";

import { clsx } from "clsx";
import { Check, CircleMinus, ExternalLink, Quote } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { GrowingText } from "@/components/ui/growing-text";
import { type Draft, type Piece, undecided } from "./proposal-pieces";

const PARTS: readonly { part: Piece["part"]; title: string; note?: string }[] = [
  { part: "persona", title: "Who it is" },
  { part: "greeting", title: "How it greets" },
  { part: "hours", title: "When you are open", note: "goes into your opening hours below" },
  { part: "facts", title: "What it knows" },
  { part: "goals", title: "What it must do" },
  { part: "mustNever", title: "What it must never do" },
  { part: "keyterms", title: "Names it should recognise" },
];

type ProposalReviewProps = Readonly<{ draft: Draft; onChange: (pieces: Piece[]) => void }>;

/** A proposed draft, piece by piece, each with where it comes from: accepted, changed, or left out. */
export function ProposalReview({ draft: { proposal, pieces }, onChange }: ProposalReviewProps) {
  const open = undecided(pieces);
  const accepted = pieces.filter(({ choice }) => choice === "accepted").length;
  const set = (id: string, change: Partial<Piece>) =>
    onChange(pieces.map((piece) => (piece.id === id ? { ...piece, ...change } : piece)));
  const decideOpen = (choice: "accepted" | "left") =>
    onChange(pieces.map((piece) => (piece.choice === "open" ? { ...piece, choice } : piece)));
  if (pieces.length === 0)
    return (
      <p className="text-13 text-pretty text-text-2">
        Nothing was found there that a caller would ask about. Try another page of yours, or describe the business in a
        few sentences.
      </p>
    );
  return (
    <section aria-label="The draft" className="overflow-hidden rounded-lg border border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface-2 px-3 py-2">
        <p aria-live="polite" className="min-w-0 flex-1 basis-52 text-13">
          <span className="font-medium">
            From {proposal.from}
            {proposal.pages > 1 ? `, ${proposal.pages} pages` : ""}
          </span>
          <span className="text-text-2">
            {" · "}
            {accepted} of {pieces.length} accepted{open > 0 ? `, ${open} to look at` : ""}
          </span>
        </p>
        {open > 0 ? (
          <Button size="sm" onClick={() => decideOpen("accepted")}>
            <Check aria-hidden className="size-3.5" />
            Accept {open === pieces.length ? "all" : "the rest"}
          </Button>
        ) : null}
      </div>
      {proposal.leftOut > 0 ? (
        <p className="border-b border-line px-3 py-2 text-12 text-pretty text-text-3">
          {proposal.leftOut === 1 ? "One statement was" : `${proposal.leftOut} statements were`} left out: the text does
          not say so.
        </p>
      ) : null}
      <div className="divide-y divide-line">
        {PARTS.map(({ part, title, note }) => {
          const own = pieces.filter((piece) => piece.part === part);
          if (own.length === 0) return null;
          return (
            <section key={part} aria-label={title} className="px-3 py-2.5">
              <h3 className="text-12 font-medium text-text-3">
                {title}
                {note ? <span className="font-normal"> · {note}</span> : null}
              </h3>
              <ul className="mt-1 space-y-1">
                {own.map((piece) => (
                  <PieceRow key={piece.id} piece={piece} title={title} onChange={(change) => set(piece.id, change)} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </section>
  );
}

type PieceRowProps = Readonly<{ piece: Piece; title: string; onChange: (change: Partial<Piece>) => void }>;

function PieceRow({ piece: { part, text, sources, url, choice }, title, onChange }: PieceRowProps) {
  const sourceId = useId();
  return (
    <li className={clsx("flex items-start gap-2 py-1 max-sm:flex-col", choice === "left" && "opacity-60")}>
      <div className="w-full min-w-0 flex-1">
        {part === "hours" ? (
          <p className="py-1 text-14 figures">{text}</p>
        ) : (
          <GrowingText
            aria-label={title}
            aria-describedby={sources.length > 0 ? sourceId : undefined}
            rows={1}
            value={text}
            disabled={choice === "left"}
            onChange={({ target }) => onChange({ text: target.value, choice: "accepted" })}
          />
        )}
        <p id={sourceId} className="mt-1 flex items-start gap-1.5 text-12 text-text-3">
          <Quote aria-hidden className="mt-0.5 size-3 shrink-0" />
          <span className="min-w-0">
            {sources.length > 0 ? sources.map((source) => `“${source}”`).join(" ") : "from the whole, and the trade"}
            {url ? (
              <>
                {" "}
                <a
                  href={url}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
                >
                  {pageName(url)} <ExternalLink aria-hidden className="size-3" />
                </a>
              </>
            ) : null}
          </span>
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-1">
        {choice === "accepted" ? (
          <Chip tone="good" icon={<Check aria-hidden className="size-3" />}>
            Accepted
          </Chip>
        ) : choice === "left" ? (
          <Chip icon={<CircleMinus aria-hidden className="size-3" />}>Left out</Chip>
        ) : null}
        {choice === "accepted" ? null : (
          <Button size="sm" onClick={() => onChange({ choice: "accepted" })} aria-label={`Accept: ${text}`}>
            Accept
          </Button>
        )}
        {choice === "left" ? null : (
          <Button size="sm" look="ghost" onClick={() => onChange({ choice: "left" })} aria-label={`Leave out: ${text}`}>
            Leave out
          </Button>
        )}
      </div>
    </li>
  );
}

/** A page as one calls it: its path, or "the first page". */
function pageName(url: string): string {
  const { pathname } = new URL(url);
  const last = pathname.split("/").filter(Boolean).at(-1);
  return last ? `/${last}` : "first page";
}
