import { BookOpen } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { KIND_WORDS } from "@/components/knowledge/document-words";
import { Chip, type Tone } from "@/components/ui/chip";
import { StatePanel } from "@/components/ui/state-panel";
import type { AskedKnowledge, AskedPassage } from "@/lib/contracts/knowledge-asked";

type AskedViewProps = Readonly<{
  businessId: string;
  question: string;
  asked: AskedKnowledge;
  /** Only some of the knowledge was looked into. */
  isNarrowed: boolean;
  /** The way to add the answer, for those who may. */
  add: ReactNode;
  /** The way to look into everything again. */
  widen: ReactNode;
}>;

/** What was found for a question, as an agent would be given it. */
export function AskedView({ businessId, question, asked, isNarrowed, add, widen }: AskedViewProps) {
  const { passages, near, query, timings } = asked;
  return (
    <>
      <div className="mt-5 mb-2 flex flex-wrap items-end justify-between gap-2">
        <div className="min-w-0">
          <h2 className="text-14 font-semibold break-words">“{question}”</h2>
          <p className="mt-0.5 text-12 text-text-3 figures">{timeWords(timings)}</p>
          {query.toLowerCase() === question.toLowerCase() ? null : (
            <p className="text-12 text-text-3">looked for: {query}</p>
          )}
        </div>
        {passages.length > 0 ? add : null}
      </div>
      {passages.length > 0 ? (
        <>
          <p className="mb-3 text-13 text-text-2">
            An agent would be given {passages.length === 1 ? "this passage" : `these ${passages.length} passages`} to
            answer from.
          </p>
          <ol aria-label="Passages" className="space-y-3">
            {passages.map((passage, index) => (
              <Passage key={passage.chunkId} businessId={businessId} passage={passage} place={index + 1} />
            ))}
          </ol>
        </>
      ) : (
        <div className="rounded-xl border border-line bg-surface">
          <StatePanel
            icon={<BookOpen className="size-5" />}
            title={isNarrowed ? "Nothing in there fits well enough" : "Nothing fits well enough"}
            action={isNarrowed ? widen : add}
            className="py-9!"
          >
            {isNarrowed
              ? "An agent looks in everything, and may know."
              : "An agent would say that it does not know, and take a message. Add the answer, and it knows from now on."}
          </StatePanel>
        </div>
      )}
      {near.length > 0 ? (
        <>
          <h3 className="mt-6 mb-2 text-13 font-medium text-text-2">
            {passages.length > 0 ? "Not given: it fits less well" : "What came nearest, and is not given"}
          </h3>
          <ol aria-label="Nearest passages" className="space-y-3">
            {near.map((passage) => (
              <Passage key={passage.chunkId} businessId={businessId} passage={passage} place={null} />
            ))}
          </ol>
        </>
      ) : null}
    </>
  );
}

type PassageProps = Readonly<{ businessId: string; passage: AskedPassage; place: number | null }>;

function Passage({ businessId, passage, place }: PassageProps) {
  const { title, heading, text, kind, score, url, documentId, sourceId, sourceName } = passage;
  const fit = fitOf(score, place !== null);
  return (
    <li className="rounded-xl border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {place === null ? null : <span className="w-4 text-12 text-text-3 figures">{place}</span>}
        <Link
          href={`/knowledge/${businessId}/documents/${documentId}`}
          className="min-w-0 text-14 font-medium break-words hover:underline hover:underline-offset-2"
        >
          {title}
        </Link>
        <Chip>{KIND_WORDS[kind]}</Chip>
        <Chip tone={fit.tone} className="ml-auto">
          {fit.words} · {score.toFixed(2)}
        </Chip>
      </div>
      {heading ? <p className="mt-1 text-12 font-medium text-text-2">{heading}</p> : null}
      <p className="mt-1 text-14 leading-6 break-words whitespace-pre-wrap">{text}</p>
      <p className="mt-1.5 text-12 text-text-3 figures">
        from{" "}
        <Link
          href={`/knowledge/${businessId}/sources/${sourceId}`}
          className="text-text-2 underline underline-offset-2 break-words"
        >
          {sourceName}
        </Link>
        {foundWords(passage)}
      </p>
      {url ? (
        <p className="mt-0.5 truncate text-12">
          <a href={url} target="_blank" rel="noreferrer noopener" className="text-accent underline underline-offset-2">
            {url.replace(/^https?:\/\//, "")}
          </a>
        </p>
      ) : null}
    </li>
  );
}

/** " · found 1st by meaning, 3rd by words". */
function foundWords({ byMeaning, byWords }: AskedPassage): string {
  const ways = [byMeaning && `${ordinal(byMeaning)} by meaning`, byWords && `${ordinal(byWords)} by words`].filter(
    Boolean,
  );
  return ways.length === 0 ? "" : ` · found ${ways.join(", ")}`;
}

function ordinal(place: number): string {
  const ending = { one: "st", two: "nd", few: "rd" }[ORDINALS.select(place) as "one" | "two" | "few"] ?? "th";
  return `${place}${ending}`;
}

const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });

/** A score in words; the number stands beside it. */
function fitOf(score: number, isGiven: boolean): { words: string; tone: Tone } {
  if (!isGiven) return { words: "Does not fit well enough", tone: "neutral" };
  // As it is shown: what reads alike is called alike.
  const shown = Number(score.toFixed(2));
  if (shown >= 0.9) return { words: "Fits very well", tone: "good" };
  return shown >= 0.8 ? { words: "Fits well", tone: "good" } : { words: "Fits", tone: "accent" };
}

/** "Looked up in 41 ms, partly at once: 28 ms to understand the question, 6 ms by meaning, 19 ms by words". */
function timeWords({ totalMs, embedMs, vectorMs, wordsMs, rerankMs }: AskedKnowledge["timings"]): string {
  const parts = (
    [
      [embedMs, "to understand the question"],
      [vectorMs, "by meaning"],
      [wordsMs, "by words"],
      [rerankMs, "to put them in order"],
    ] as const
  ).flatMap(([ms, what]) => (ms === null ? [] : [`${msWords(ms)} ${what}`]));
  return `Looked up in ${msWords(totalMs)}, partly at once: ${parts.join(", ")}`;
}

const msWords = (ms: number): string => (ms < 1 ? "1 ms" : `${Math.round(ms)} ms`);
