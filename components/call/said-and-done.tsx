import { CircleAlert, CircleCheck, CircleHelp, CircleX, UserRound } from "lucide-react";
import type { OutcomeVerdict, StandingOutcome } from "@/lib/contracts/live/outcomes";
import { toolTitle } from "@/lib/domain/agents/tool-words";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { isWrong } from "@/lib/domain/proof/judge-outcome";
import { WORDS_OF_OUTCOME } from "@/lib/domain/proof/outcome-words";
import { clsx } from "clsx";
import { OutcomeFields, timeOf } from "./outcome-fields";

const CLAIMS = {
  done: { icon: CircleCheck, words: "done", tone: "text-good" },
  told: { icon: UserRound, words: "said by the team", tone: "text-text-3" },
  not_done: { icon: CircleX, words: "not done; the agent took it back", tone: "text-bad" },
} as const;

const OUTCOMES: Record<OutcomeVerdict, { icon: typeof CircleCheck; tone: string }> = {
  same: { icon: CircleCheck, tone: "text-good" },
  different: { icon: CircleX, tone: "text-bad" },
  absent: { icon: CircleX, tone: "text-bad" },
  twice: { icon: CircleAlert, tone: "text-bad" },
  changed_since: { icon: CircleCheck, tone: "text-text-3" },
  unreadable: { icon: CircleHelp, tone: "text-text-3" },
};

type SaidAndDoneProps = Readonly<{
  call: LiveCall;
  /** As it was read last, also after the call. */
  standing: readonly StandingOutcome[];
  timeZone: string;
  onPick: (turnId: string) => void;
}>;

/** What the agent said is done, what was asked for, and what stands in the system of record. Nothing when nothing was said or done. */
export function SaidAndDone({ call, standing, timeZone, onPick }: SaidAndDoneProps) {
  const unsaid = call.outcomes.filter(
    ({ said, toolCallId }, at) =>
      said === null &&
      !call.claims.some((claim) => claim.toolCallId === toolCallId) &&
      !call.outcomes.slice(at + 1).some((later) => later.toolCallId === toolCallId),
  );
  if (call.claims.length === 0 && unsaid.length === 0) return null;
  const tools = call.items.flatMap((item) => (item.kind === "tools" ? item.uses : []));
  const titleOf = (toolCallId: string | null) => {
    const tool = tools.find((each) => each.toolCallId === toolCallId);
    return tool ? toolTitle(tool.name, tool.title) : "";
  };
  const outcomeOf = (claim: LiveCall["claims"][number]) =>
    call.outcomes.findLast(
      ({ toolCallId, turnId, said }) =>
        toolCallId === claim.toolCallId && turnId === claim.turnId && said === claim.said,
    );
  const rows = [
    ...call.claims.map((claim) => ({ ...claim, outcome: outcomeOf(claim) })),
    ...unsaid.map((outcome) => ({
      turnId: null,
      said: null,
      verdict: "done" as const,
      toolCallId: outcome.toolCallId,
      outcome,
    })),
  ];
  return (
    <section aria-label="Said and done">
      <h2 className="text-12 font-medium text-text-3">Said and done</h2>
      <ul className="mt-1">
        {rows.map(({ turnId, said, verdict, toolCallId, outcome }, at) => {
          const { icon: Icon, tone } = outcome ? OUTCOMES[outcome.verdict] : CLAIMS[verdict];
          const words = outcome ? WORDS_OF_OUTCOME[outcome.verdict] : CLAIMS[verdict].words;
          const later = standing.find((each) => each.toolCallId === toolCallId && each.checksAfter > 0);
          const title = titleOf(toolCallId);
          return (
            <li key={`${turnId} ${at}`} className="-mx-2 flex gap-2 rounded-md px-2 py-1.5 text-13">
              <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", tone)} />
              <div className="min-w-0">
                {said === null || turnId === null ? (
                  <span className="text-text-3">Nothing was said of it</span>
                ) : (
                  <button type="button" onClick={() => onPick(turnId)} className="text-left text-text hover:underline">
                    “{said}”
                  </button>
                )}
                <p className="text-12 text-text-3">
                  {title === "" ? "" : `${title}: `}
                  {words}
                  {outcome ? `, read ${timeOf(outcome.at, timeZone)}` : verdict === "done" ? ", not read back" : ""}
                </p>
                {outcome ? <OutcomeFields fields={outcome.fields} timeZone={timeZone} /> : null}
                {outcome?.problem ? <p className="text-12 text-text-3">{outcome.problem}</p> : null}
                {later ? (
                  <p className={clsx("text-12", isWrong(later.verdict) ? "text-bad" : "text-text-3")}>
                    After the call, {timeOf(later.checkedAt, timeZone)}: {WORDS_OF_OUTCOME[later.verdict]}
                    {later.toldAt === null
                      ? ""
                      : later.isTexted
                        ? "; the caller was written to"
                        : "; the team was told"}
                  </p>
                ) : null}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
