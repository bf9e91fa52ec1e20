"use client";

import { CircleCheck, CircleQuestionMark, EyeOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { StatePanel } from "@/components/ui/state-panel";
import { showError } from "@/components/ui/toast";
import { MAX_QUESTION_CHARACTERS } from "@/lib/contracts/knowledge-by-hand";
import type { KnowledgeGapGroup, KnowledgeGapState } from "@/lib/contracts/knowledge-gaps";
import type { Saved } from "@/lib/contracts/saved";
import { answerGapAction, dismissGapAction, reopenGapAction } from "../../hand-actions";
import { AnswerDialog } from "./answer-dialog";
import { GapRow } from "./gap-row";

type GapListProps = Readonly<{
  businessId: string;
  timeZone: string;
  state: KnowledgeGapState;
  groups: readonly KnowledgeGapGroup[];
  mayWrite: boolean;
}>;

/** What callers asked and nothing answered; one click to the answer. */
export function GapList({ businessId, timeZone, state, groups, mayWrite }: GapListProps) {
  const router = useRouter();
  const [answering, setAnswering] = useState<KnowledgeGapGroup | null>(null);
  const [isPending, start] = useTransition();
  const change = (work: () => Promise<Saved<unknown>>) =>
    start(async () => {
      const saved = await work().catch(() => null);
      if (saved?.ok || saved?.code === "NOT_FOUND") router.refresh();
      else showError(saved?.message ?? "This did not reach the server. Check the connection and try again.");
    });
  if (groups.length === 0) return <NoGaps state={state} />;
  return (
    <>
      <ul aria-label="Questions of callers" className="divide-y divide-line rounded-xl border border-line bg-surface">
        {groups.map((group) => (
          <GapRow
            key={group.id}
            group={group}
            timeZone={timeZone}
            change={
              mayWrite
                ? {
                    answer: () => setAnswering(group),
                    dismiss: () => change(() => dismissGapAction(group.id)),
                    reopen: () => change(() => reopenGapAction(group.id)),
                    isPending,
                  }
                : null
            }
          />
        ))}
      </ul>
      {answering ? (
        <AnswerDialog
          title="Add the answer"
          initial={{ question: answering.question.slice(0, MAX_QUESTION_CHARACTERS), answer: "" }}
          examples={answering.examples.slice(1).map(({ question }) => question)}
          save={(draft) => answerGapAction(answering.id, { businessId, ...draft })}
          onSaved={() => {
            setAnswering(null);
            router.refresh();
          }}
          onClose={() => setAnswering(null)}
        />
      ) : null}
    </>
  );
}

function NoGaps({ state }: Readonly<{ state: KnowledgeGapState }>) {
  if (state === "dismissed")
    return (
      <StatePanel icon={<EyeOff className="size-5" />} title="Nothing is dismissed">
        Questions that you do not mean to answer go here, whatever words they are asked in next time.
      </StatePanel>
    );
  if (state === "answered")
    return (
      <StatePanel icon={<CircleCheck className="size-5" />} title="Nothing answered yet">
        Questions that you give an answer to stand here. If a caller asks again and still gets none, they come back.
      </StatePanel>
    );
  return (
    <StatePanel icon={<CircleQuestionMark className="size-5" />} title="No unanswered questions">
      When a caller asks something that is neither in your sources nor in your facts, the agent says so, and the
      question stands here with the calls it came from.
    </StatePanel>
  );
}
