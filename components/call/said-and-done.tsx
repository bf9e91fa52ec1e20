import { CircleCheck, CircleX, UserRound } from "lucide-react";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { clsx } from "clsx";

const VERDICTS = {
  done: { icon: CircleCheck, words: "done", tone: "text-good" },
  told: { icon: UserRound, words: "said by the team", tone: "text-text-3" },
  not_done: { icon: CircleX, words: "not done; the agent took it back", tone: "text-bad" },
} as const;

type SaidAndDoneProps = Readonly<{ call: LiveCall; onPick: (turnId: string) => void }>;

/** What the agent said is done, and what shows it. Nothing when it said so of nothing. */
export function SaidAndDone({ call, onPick }: SaidAndDoneProps) {
  if (call.claims.length === 0) return null;
  const tools = call.items.flatMap((item) => (item.kind === "tools" ? item.uses : []));
  return (
    <section aria-label="Said and done">
      <h2 className="text-12 font-medium text-text-3">Said and done</h2>
      <ul className="mt-1">
        {call.claims.map(({ turnId, said, verdict, toolCallId }, at) => {
          const { icon: Icon, words, tone } = VERDICTS[verdict];
          const tool = tools.find((each) => each.toolCallId === toolCallId);
          return (
            <li key={`${turnId} ${at}`}>
              <button
                type="button"
                onClick={() => onPick(turnId)}
                className="-mx-2 flex w-[calc(100%+1rem)] gap-2 rounded-md px-2 py-1.5 text-left text-13 hover:bg-surface-2"
              >
                <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", tone)} />
                <span className="min-w-0">
                  <span className="text-text">“{said}”</span>
                  <span className="block text-12 text-text-3">
                    {words}
                    {tool ? `: ${tool.title ?? tool.name.replaceAll("_", " ")}` : ""}
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
