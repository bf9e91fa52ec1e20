import { Play, Quote } from "lucide-react";
import Link from "next/link";
import { formatClock } from "@/components/format/duration";
import type { SaidQuote } from "@/lib/contracts/quality";

const WHO = { caller: "Caller", agent: "Agent", human: "Person" } as const;

type QuoteListProps = Readonly<{ callId: string; quotes: readonly SaidQuote[] }>;

/** What a judgement rests on; each leads to its place in the conversation, where it can be heard. */
export function QuoteList({ callId, quotes }: QuoteListProps) {
  if (quotes.length === 0) return null;
  return (
    <ul className="mt-1.5 space-y-1">
      {quotes.map((quote) => (
        <li key={`${quote.segmentId} ${quote.quote}`}>
          <QuoteLink callId={callId} {...quote} />
        </li>
      ))}
    </ul>
  );
}

type QuoteLinkProps = Readonly<
  { callId: string } & Pick<SaidQuote, "quote" | "atMs"> & {
      turnId: string | null;
      speaker?: SaidQuote["speaker"];
    }
>;

/** Opens a call at a moment and plays it from there; a turn is marked in what was said. */
const placeOf = (callId: string, turnId: string | null, atMs: number): string =>
  `/calls/${callId}?${turnId ? `turn=${encodeURIComponent(turnId)}&` : ""}at=${Math.round(atMs)}`;

type PlaceLinkProps = Readonly<{ callId: string; quote: string | null; atMs: number; turnId: string | null }>;

/** Where in a call something happened: with the words, or, where something is missing, the moment. */
export function PlaceLink({ callId, quote, atMs, turnId }: PlaceLinkProps) {
  if (quote !== null) return <QuoteLink callId={callId} quote={quote} atMs={atMs} turnId={turnId} />;
  return (
    <Link
      href={placeOf(callId, turnId, atMs)}
      className="inline-flex items-center gap-2 rounded-sm text-13 text-text-2 hover:text-text hover:underline"
    >
      <Play aria-hidden className="size-3 text-text-3" />
      <span className="figures">Play from {formatClock(atMs)}</span>
    </Link>
  );
}

export function QuoteLink({ callId, quote, atMs, turnId, speaker }: QuoteLinkProps) {
  return (
    <Link
      href={placeOf(callId, turnId, atMs)}
      className="group flex items-baseline gap-2 rounded-sm text-13 text-text-2 hover:text-text"
    >
      <Quote aria-hidden className="size-3 shrink-0 translate-y-0.5 text-text-3" />
      <span className="min-w-0 text-pretty break-words">
        <span className="group-hover:underline">“{quote}”</span>{" "}
        <span className="text-12 whitespace-nowrap text-text-3 figures">
          {speaker ? `${WHO[speaker]}, ` : ""}
          {formatClock(atMs)}
        </span>
      </span>
    </Link>
  );
}
