import { OutcomeFields } from "@/components/call/outcome-fields";
import type { ToolTestResource } from "@/lib/contracts/tools";
import { isWrong } from "@/lib/domain/proof/judge-outcome";
import { WORDS_OF_OUTCOME } from "@/lib/domain/proof/outcome-words";

/** What was read back of a tool that was tried: in a call this would be held against what the caller is told. */
export function ReadBackTrial({ readBack }: Readonly<{ readBack: NonNullable<ToolTestResource["readBack"]> }>) {
  const { read, verdict } = readBack;
  return (
    <section aria-label="Read back" className="mt-3">
      <h3 className="mb-1 text-12 font-medium text-text-2">Read back, as it would be in a call</h3>
      <p className={isWrong(verdict) ? "text-13 text-bad" : "text-13"}>
        {WORDS_OF_OUTCOME[verdict]}
        {read.found === "unknown" ? `: ${read.problem}` : ""}
      </p>
      {read.found === "unknown" ? null : <OutcomeFields fields={read.fields} timeZone="UTC" />}
    </section>
  );
}
