import Link from "next/link";
import { Ago } from "@/components/ui/ago";
import type { ToolRunResource } from "@/lib/contracts/tools";
import { OutcomeChip } from "./outcome-chip";
import { RunDetails } from "./run-details";

/** One run of a tool, with what went out and came back folded in. */
export function RunRow({ run, timeZone }: Readonly<{ run: ToolRunResource; timeZone: string }>) {
  return (
    <li className="px-4 py-2">
      <details>
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 text-13">
          <OutcomeChip outcome={run.outcome} />
          <span className="text-text-2">{run.kind === "test" ? "Tried here" : "In a call"}</span>
          <span className="figures text-text-3">{run.ms === null ? "" : `${run.ms} ms`}</span>
          <span className="text-text-3">version {run.version}</span>
          <span className="ml-auto text-12 text-text-3">
            <Ago at={run.startedAt} timeZone={timeZone} />
          </span>
        </summary>
        {run.callId ? (
          <p className="mt-2 text-13">
            <Link href={`/calls/${run.callId}`} className="text-accent hover:underline">
              Open the call
            </Link>
          </p>
        ) : null}
        <RunDetails run={run} />
      </details>
    </li>
  );
}
