import Link from "next/link";
import { OutcomeFields } from "@/components/call/outcome-fields";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";
import type { OutcomeVerdict } from "@/lib/contracts/live/outcomes";
import type { OutcomeResource } from "@/lib/contracts/outcomes";
import { toolTitle } from "@/lib/domain/agents/tool-words";
import { isWrong } from "@/lib/domain/proof/judge-outcome";

type OutcomeRowProps = Readonly<{ outcome: OutcomeResource; timeZone: string; agentHref: string; toolHref: string }>;

const LABELS: Record<OutcomeVerdict, string> = {
  same: "As said",
  different: "Something else",
  absent: "Not there",
  twice: "Twice",
  changed_since: "Changed since",
  unreadable: "Could not be read",
};

/** One thing that was done in a call: what was said of it, what was asked for, what stands, and who knows. */
export function OutcomeRow({ outcome, timeZone, agentHref, toolHref }: OutcomeRowProps) {
  const { callId, agentName, tool, said, verdict, read, doneAt } = outcome;
  const tone = isWrong(verdict) ? "bad" : verdict === "same" ? "good" : "neutral";
  return (
    <li className="px-4 py-3" aria-label={toolTitle(tool, null)}>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Chip tone={tone}>{LABELS[verdict]}</Chip>
        <h3 className="min-w-0 text-13 font-medium break-words">
          <Link href={toolHref} className="hover:underline">
            {toolTitle(tool, null)}
          </Link>
        </h3>
        <span className="ml-auto flex flex-wrap items-center gap-x-2.5 gap-y-1 text-12 text-text-3">
          <Link href={agentHref} className="hover:text-text hover:underline">
            {agentName}
          </Link>
          <Link href={`/calls/${callId}`} className="hover:text-text hover:underline">
            The call
          </Link>
          <Ago at={doneAt} timeZone={timeZone} />
        </span>
      </div>
      <p className="mt-1 text-13 text-pretty">
        {said === null ? <span className="text-text-3">Nothing was said of it</span> : `“${said}”`}
      </p>
      {read.found === "unknown" ? (
        <p className="text-12 text-text-3">Why: {read.problem}.</p>
      ) : (
        <OutcomeFields fields={read.fields} timeZone={timeZone} />
      )}
      {isWrong(verdict) ? <p className="mt-0.5 text-12 text-text-2">{whoKnows(outcome)}</p> : null}
    </li>
  );
}

function whoKnows({ corrected, toldAt, texted }: OutcomeResource): string {
  if (corrected) return "The agent said so before the goodbye.";
  if (texted) return "The caller was written to, and the team was told.";
  return toldAt === null ? "Nobody was told yet." : "The team was told, to call back.";
}
