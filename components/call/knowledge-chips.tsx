import { BookOpen, Check, ChevronRight, CircleAlert, SearchX } from "lucide-react";
import { clsx } from "clsx";
import { formatSpan } from "@/components/format/duration";
import type { KnowledgePassage } from "@/lib/contracts/knowledge-passages";
import type { TranscriptItem } from "@/lib/domain/live-call/apply-event";

type Found = Extract<TranscriptItem, { kind: "knowledge" }>;

const CHIP =
  "flex h-[22px] w-fit max-w-full list-none items-center gap-1.5 rounded-sm px-2 text-12 font-medium figures";

/** What was found in the knowledge for an answer, each opening to its words; what the answer rests on comes first and is marked. */
export function KnowledgeChips({ found }: Readonly<{ found: Found }>) {
  const { passages, cited, problem, query, tookMs } = found;
  const used = passages.filter(({ chunkId }) => chunkId in cited);
  const rest = passages.filter(({ chunkId }) => !(chunkId in cited));
  // A search that found nothing says so itself, as the tool that it is.
  if (found.origin === "tool" && passages.length === 0) return null;
  return (
    <li data-line className="-mt-0.5 py-0.5 md:pl-[124px]">
      <div className="flex max-w-[68ch] flex-wrap gap-1.5">
        {[...used, ...rest].map((passage) => (
          <PassageChip key={passage.chunkId} passage={passage} sentence={cited[passage.chunkId] ?? null} />
        ))}
        {problem !== null ? (
          <span className={clsx(CHIP, "bg-bad-soft text-bad")}>
            <CircleAlert aria-hidden className="size-3" />
            {problem} · {formatSpan(tookMs)}
          </span>
        ) : passages.length === 0 ? (
          <span className={clsx(CHIP, "bg-surface-2 text-text-2")} title={`Looked for: ${query}`}>
            <SearchX aria-hidden className="size-3" />
            Nothing in the knowledge · {formatSpan(tookMs)}
          </span>
        ) : null}
      </div>
    </li>
  );
}

function PassageChip({ passage, sentence }: Readonly<{ passage: KnowledgePassage; sentence: string | null }>) {
  const { title, heading, text, url, score, version } = passage;
  const isUsed = sentence !== null;
  return (
    <details className="group min-w-0 open:basis-full">
      <summary
        className={clsx(CHIP, isUsed ? "bg-accent-soft text-accent" : "bg-surface-2 text-text-3 hover:text-text")}
        aria-label={`${isUsed ? "Answered from" : "Found, not used"}: ${title}`}
      >
        {isUsed ? (
          <Check aria-hidden className="size-3 shrink-0" />
        ) : (
          <BookOpen aria-hidden className="size-3 shrink-0" />
        )}
        <span className="truncate">{title}</span>
        <span aria-hidden>·</span>
        <span className="shrink-0 whitespace-nowrap">{Math.round(score * 100)} %</span>
        <ChevronRight aria-hidden className="size-3 shrink-0 transition-transform duration-150 group-open:rotate-90" />
      </summary>
      <div className="mt-1.5 mb-1 space-y-1.5 rounded-md border border-line bg-surface p-2.5 text-12">
        <p className="font-medium text-text-3">{[heading, `version ${version}`].filter(Boolean).join(" · ")}</p>
        <p className="max-h-48 overflow-auto break-words whitespace-pre-wrap text-text-2 scroll-quiet">{text}</p>
        {isUsed ? <p className="text-accent">Said from it: “{sentence}”</p> : null}
        {url ? (
          <a href={url} rel="noreferrer noopener" target="_blank" className="text-accent underline break-all">
            {url}
          </a>
        ) : null}
      </div>
    </details>
  );
}
