import type { ReactNode } from "react";
import type { ToolRunResource } from "@/lib/contracts/tools";

/** What went out, what came back, and what the agent is told of it. */
export function RunDetails({ run }: Readonly<{ run: ToolRunResource }>) {
  const { request, answer, told, problem, httpStatus } = run;
  const lines = request && [
    `${request.method} ${request.url}`,
    ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
    ...(request.body === null ? [] : ["", indented(request.body)]),
  ];
  return (
    <div className="mt-2 space-y-3">
      {problem ? <p className="text-13 text-bad">Why: {problem}.</p> : null}
      <Shown title="The request">{lines ? lines.join("\n") : "Nothing was sent."}</Shown>
      <Shown title={httpStatus === null ? "The answer" : `The answer (${httpStatus})`}>
        {answer === null || answer === "" ? "Nothing." : indented(answer)}
      </Shown>
      <Shown title="What the agent is told">{JSON.stringify(told, null, 2)}</Shown>
    </div>
  );
}

function Shown({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1 text-12 font-medium text-text-2">{title}</h3>
      {/* Long lines scroll within it: a keyboard has to reach them. */}
      <pre
        tabIndex={0}
        className="max-h-72 overflow-auto rounded-md bg-surface-2 p-3 font-mono text-12 break-words whitespace-pre-wrap text-text scroll-quiet"
      >
        {children}
      </pre>
    </section>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
