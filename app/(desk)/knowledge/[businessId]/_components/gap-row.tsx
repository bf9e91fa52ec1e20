import Link from "next/link";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import type { KnowledgeGapGroup } from "@/lib/contracts/knowledge-gaps";

type GapRowProps = Readonly<{
  group: KnowledgeGapGroup;
  timeZone: string;
  /** Null for those who may only look. */
  change: { answer: () => void; dismiss: () => void; reopen: () => void; isPending: boolean } | null;
}>;

const link = "text-accent underline underline-offset-2";

/** One question, however often and in whatever words it was asked. */
export function GapRow({ group, timeZone, change }: GapRowProps) {
  const { question, count, lastAskedAt, examples, state, answer, businessId } = group;
  // The first is the question itself.
  const [newest, ...others] = examples;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <h2 className="text-14 font-medium break-words">“{question}”</h2>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-text-3 figures">
          <Chip tone={count > 1 ? "warn" : "neutral"}>{count === 1 ? "asked once" : `asked ${count} times`}</Chip>
          <span>
            {count === 1 ? "" : "last "}
            <Ago at={lastAskedAt} timeZone={timeZone} />
          </span>
          {newest ? <CallLink example={newest} /> : null}
          {answer ? (
            <span>
              {state === "open" ? "answered before by " : "answered by "}
              <Link href={`/knowledge/${businessId}/documents/${answer.documentId}`} className={link}>
                {answer.title}
              </Link>
            </span>
          ) : null}
        </p>
        {others.length > 0 ? (
          <ul aria-label="Other words it was asked in" className="mt-2 space-y-0.5 text-13">
            {others.map((example) => (
              <li key={`${example.callId} ${example.question}`} className="flex items-baseline gap-2 text-text-2">
                <span className="min-w-0 truncate">“{example.question}”</span>
                <CallLink example={example} />
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {change ? (
        <div className="flex shrink-0 gap-2">
          {state === "open" ? (
            <>
              <Button disabled={change.isPending} onClick={change.dismiss} aria-label={`Dismiss ${question}`}>
                Dismiss
              </Button>
              <Button
                look="primary"
                disabled={change.isPending}
                onClick={change.answer}
                aria-label={`Add the answer to ${question}`}
              >
                Add the answer
              </Button>
            </>
          ) : (
            <Button disabled={change.isPending} onClick={change.reopen} aria-label={`Reopen ${question}`}>
              Reopen
            </Button>
          )}
        </div>
      ) : null}
    </li>
  );
}

function CallLink({ example: { callId, question } }: Readonly<{ example: KnowledgeGapGroup["examples"][number] }>) {
  return (
    <Link href={`/calls/${callId}`} className={`${link} shrink-0 text-12`}>
      the call
      <span className="sr-only"> in which was asked: {question}</span>
    </Link>
  );
}
