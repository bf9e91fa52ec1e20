import { Chip } from "@/components/ui/chip";

export type GivenAnswer = { status: number | null; ms: number | null; headers: [string, string][]; text: string };

/** Longer answers are cut: the page is for looking, not for moving data. */
const MOST_CHARACTERS = 20_000;

/** What came back. */
export function Answer({ answer }: Readonly<{ answer: GivenAnswer | null }>) {
  return (
    <div aria-live="polite">
      {answer ? (
        <div className="overflow-hidden rounded-md border border-line">
          <p className="flex flex-wrap items-center gap-2 border-b border-line px-2.5 py-1.5 text-12 text-text-3 figures">
            <Chip tone={answer.status !== null && answer.status < 400 ? "good" : "bad"}>
              {answer.status ?? "No answer"}
            </Chip>
            {answer.ms === null ? null : `${answer.ms} ms`}
          </p>
          {answer.headers.length > 0 ? (
            <dl className="flex flex-wrap gap-x-4 border-b border-line px-2.5 py-1.5 font-mono text-12">
              {answer.headers.map(([name, value]) => (
                <div key={name} className="flex gap-1.5">
                  <dt className="text-text-3">{name}:</dt>
                  <dd className="break-all">{value}</dd>
                </div>
              ))}
            </dl>
          ) : null}
          <pre tabIndex={0} aria-label="Answer" className="max-h-96 overflow-auto p-2.5 font-mono text-12 scroll-quiet">
            {answer.text.slice(0, MOST_CHARACTERS)}
            {answer.text.length > MOST_CHARACTERS ? "\n… cut here" : ""}
          </pre>
        </div>
      ) : null}
    </div>
  );
}
