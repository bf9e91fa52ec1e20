"use client";

import { useEffect, useState } from "react";
import { useDesk } from "./desk-provider";
import { type AnswerQuestion, QuestionCard } from "./question-card";

/** How long it is said what became of a question. */
const SAY_MS = 6_000;
const MOST_SHOWN = 3;

/** Questions of agents, at the edge of whatever page one is on. */
export function QuestionStack({ answer }: Readonly<{ answer: AnswerQuestion }>) {
  const { questions } = useDesk();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState<string | null>(null);
  useEffect(() => {
    if (news === null) return;
    const timer = setTimeout(() => setNews(null), SAY_MS);
    return () => clearTimeout(timer);
  }, [news]);
  const shown = questions.filter(({ id }) => !hidden.has(id)).slice(0, MOST_SHOWN);
  const hide = (id: string) => setHidden((before) => new Set(before).add(id));
  return (
    <div
      role="region"
      aria-label="Questions from agents"
      aria-live="polite"
      className="pointer-events-none fixed right-3 bottom-20 left-3 z-40 flex flex-col gap-2 md:bottom-4 md:left-auto md:w-96"
    >
      {shown.map((question) => (
        <div
          key={question.id}
          className="floats animate-rise pointer-events-auto rounded-xl border border-line-strong bg-surface shadow-float"
        >
          <QuestionCard
            question={question}
            answer={answer}
            onSettled={(words) => {
              hide(question.id);
              setNews(words);
            }}
            onHide={() => hide(question.id)}
          />
        </div>
      ))}
      {news ? (
        <p className="floats animate-rise pointer-events-auto rounded-lg border border-line-strong bg-surface px-4 py-2.5 text-13 shadow-float">
          {news}
        </p>
      ) : null}
    </div>
  );
}
