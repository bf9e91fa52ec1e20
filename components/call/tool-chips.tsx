import { ChevronRight, CircleAlert, LoaderCircle, Wrench } from "lucide-react";
import { formatSpan } from "@/components/format/duration";
import { toolTitle } from "@/lib/domain/agents/tool-words";
import type { ToolUse } from "@/lib/domain/live-call/apply-event";

const pretty = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

function ToolState({ use }: Readonly<{ use: ToolUse }>) {
  if (use.state === "running") {
    return (
      <>
        <LoaderCircle aria-hidden className="size-3 animate-spin" />
        working
      </>
    );
  }
  const span = use.durationMs === null ? "" : formatSpan(use.durationMs);
  return <>{use.state === "failed" ? `failed after ${span}` : span}</>;
}

function ToolChip({ use }: Readonly<{ use: ToolUse }>) {
  const failed = use.state === "failed";
  return (
    <details className="group min-w-0 open:basis-full">
      <summary
        className={
          "flex h-[22px] w-fit list-none items-center gap-1.5 rounded-sm px-2 text-12 font-medium figures " +
          (failed ? "bg-bad-soft text-bad" : "bg-surface-2 text-text-2 hover:text-text")
        }
      >
        {failed ? <CircleAlert aria-hidden className="size-3" /> : <Wrench aria-hidden className="size-3" />}
        <span>{toolTitle(use.name, use.title)}</span>
        <span aria-hidden>·</span>
        <ToolState use={use} />
        <ChevronRight aria-hidden className="size-3 transition-transform duration-150 group-open:rotate-90" />
      </summary>
      <dl className="mt-1.5 mb-1 grid gap-px overflow-hidden rounded-md border border-line bg-line text-12 sm:grid-cols-2">
        <ToolData name="Asked with" value={use.input} />
        <ToolData name="Answered" value={use.state === "running" ? "not yet" : use.output} />
      </dl>
    </details>
  );
}

function ToolData({ name, value }: Readonly<{ name: string; value: unknown }>) {
  return (
    <div className="min-w-0 bg-surface p-2.5">
      <dt className="mb-1 font-medium text-text-3">{name}</dt>
      <dd>
        <pre className="max-h-48 overflow-auto font-mono text-12 break-words whitespace-pre-wrap text-text-2 scroll-quiet">
          {pretty(value ?? null)}
        </pre>
      </dd>
    </div>
  );
}

/** What the agent looked up or did, each opening to what was asked and answered. */
export function ToolChips({ uses }: Readonly<{ uses: readonly ToolUse[] }>) {
  return (
    <li data-line className="-mt-0.5 py-0.5 md:pl-[124px]">
      <div className="flex max-w-[68ch] flex-wrap gap-1.5">
        {uses.map((use) => (
          <ToolChip key={use.toolCallId} use={use} />
        ))}
      </div>
    </li>
  );
}
