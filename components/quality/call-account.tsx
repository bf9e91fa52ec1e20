import { clsx } from "clsx";
import { AlertTriangle, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { Chip } from "@/components/ui/chip";
import type { CallAnalysisResource } from "@/lib/contracts/call-analysis";
import { OUTCOME_WORDS } from "./quality-words";
import { QuoteLink } from "./quote-list";

type CallAccountProps = Readonly<{
  callId: string;
  analysis: CallAnalysisResource | null;
  /** Of the place it stands in. */
  className?: string;
}>;

/** What a call was about and what is left of it, by the model: summary, outcome, promises, things to do, what the business asks of each call. */
export function CallAccount({ callId, analysis, className = "px-4 pt-1 pb-4" }: CallAccountProps) {
  const result = analysis?.result;
  if (!result) return <NoAccount analysis={analysis} className={className} />;
  const { outcome, topics, promises, actionItems, fields, coverage, mood } = result;
  const outcomeWords = OUTCOME_WORDS[outcome];
  return (
    <div className={clsx("space-y-4", className)}>
      <p className="text-14 text-pretty">{result.summary}</p>
      <p className="flex flex-wrap gap-1.5">
        <Chip tone={outcomeWords.tone}>{outcomeWords.label}</Chip>
        {topics.map((topic) => (
          <Chip key={topic}>{topic}</Chip>
        ))}
      </p>
      <Part title="What the caller wanted">{result.intent}</Part>
      {promises.length > 0 ? (
        <Part title="Promised">
          <ul className="space-y-2">
            {promises.map(({ what, who, by, quote }) => (
              <li key={`${what} ${quote.segmentId}`}>
                <span className="font-medium">{what}</span>{" "}
                <span className="text-text-2">
                  {who}
                  {by ? `, ${by}` : ""}
                </span>
                <QuoteLink callId={callId} {...quote} />
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {actionItems.length > 0 ? (
        <Part title="To do">
          <ul className="space-y-1">
            {actionItems.map(({ what, who, by }) => (
              <li key={what}>
                {what}{" "}
                <span className="text-text-2">
                  {who}
                  {by ? `, ${by}` : ""}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {fields.length > 0 ? (
        <dl className="grid gap-x-6 gap-y-1 text-13 sm:grid-cols-2">
          {fields.map(({ key, label, value }) => (
            <div key={key} className="flex justify-between gap-3 border-b border-line py-1">
              <dt className="text-text-2">{label}</dt>
              <dd className="text-right font-medium">
                {value ?? <span className="font-normal text-text-3">not said</span>}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <p className="text-12 text-pretty text-text-3">
        {coverage.given < coverage.lines
          ? `Of this long call ${coverage.given} of ${coverage.lines} lines were looked at: its beginning and its end. `
          : ""}
        {MOOD_BY[mood.by]}
        {analysis.costUsd === null
          ? ""
          : ` What is written here of the call (summary, outcome, sentiment) cost $${analysis.costUsd.toFixed(4)} to write.`}
      </p>
    </div>
  );
}

const MOOD_BY = {
  words:
    "Sentiment is told by the caller’s words alone: in English by VADER’s lexicon, in Spanish, German and French by small ones. Irony reads as what it says.",
  model: "There is no lexicon for this language: sentiment is told by the model.",
  none: "Sentiment is not told for this language.",
} as const;

function NoAccount({ analysis, className }: Readonly<{ analysis: CallAnalysisResource | null; className: string }>) {
  const state = analysis?.state;
  const isComing = state === "pending" || state === "running";
  return (
    <div className={clsx("flex items-start gap-2 text-13 text-text-2", className)}>
      {isComing ? (
        <Clock aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" />
      ) : (
        <AlertTriangle aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      )}
      <p className="text-pretty">
        {isComing
          ? `The call is being looked over.${analysis?.problem ? ` The last try failed: ${analysis.problem}` : ""}`
          : state === "skipped"
            ? `Nothing to summarise: ${analysis?.problem ?? "nobody spoke."}`
            : state === "missing"
              ? `There is no summary. ${analysis?.problem ?? ""}`
              : "This call was not looked over: it is older than summaries, or nobody answered it."}
      </p>
    </div>
  );
}

function Part({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <section>
      <h3 className="mb-1 text-12 font-medium text-text-3">{title}</h3>
      <div className="text-13 text-pretty">{children}</div>
    </section>
  );
}
