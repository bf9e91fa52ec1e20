"use client";

import { MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import { useDesk } from "@/components/desk/desk-provider";
import { type AnswerQuestion, QuestionCard } from "@/components/desk/question-card";
import { StatePanel } from "@/components/ui/state-panel";

/** The questions that callers wait for at this moment. */
export function OpenQuestions({ answer }: Readonly<{ answer: AnswerQuestion }>) {
  const { questions } = useDesk();
  const [news, setNews] = useState<string | null>(null);
  return (
    <div className="mx-auto max-w-3xl px-4 py-5 md:px-6">
      <p role="status" className="pb-3 text-13 text-text-2 empty:hidden">
        {news}
      </p>
      {questions.length === 0 ? (
        <StatePanel icon={<MessageCircleQuestion className="size-5" />} title="No open questions">
          When an agent does not know something and a colleague might, it asks here while the caller waits. One tap
          answers it, and the agent says it to the caller.
        </StatePanel>
      ) : (
        <ul aria-label="Open questions" className="divide-y divide-line rounded-xl border border-line bg-surface">
          {questions.map((question) => (
            <li key={question.id}>
              <QuestionCard question={question} answer={answer} onSettled={setNews} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
