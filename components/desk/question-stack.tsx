"use client";

import { clsx } from "clsx";
import { MessageCircleQuestion } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { useNow } from "@/components/ui/use-now";
import { useDesk } from "./desk-provider";
import { type AnswerQuestion, QuestionCard } from "./question-card";

/** How long it is said what became of a question. */
const SAY_MS = 6_000;
const MOST_SHOWN = 3;
/** So long it stays in sight when nobody may answer it any more. */
const OVER_MS = 5_000;
/** There they stand in the page itself. */
const OWN_PAGE = "/escalations/questions";

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
  const now = useNow(1_000);
  const pathname = usePathname();
  // Beside a call that is followed nothing may cover what steers it.
  const isAside = /^\/live\/./.test(pathname);
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const shown =
    pathname === OWN_PAGE
      ? []
      : questions
          .filter(({ id, expiresAt }) => !hidden.has(id) && Date.parse(expiresAt) + OVER_MS > now)
          .slice(0, MOST_SHOWN);
  const hide = (id: string) => setHidden((before) => new Set(before).add(id));
  return (
    <div
      role="region"
      aria-label="Questions from agents"
      aria-live="polite"
      className={clsx(
        "pointer-events-none fixed right-3 left-3 z-40 flex flex-col gap-2 md:bottom-4",
        isAside ? "bottom-32 md:right-auto md:left-56 md:w-64 xl:w-72" : "bottom-20 md:left-auto md:w-96",
      )}
    >
      {shown.map((question) => (
        <div
          key={question.id}
          className="floats animate-rise pointer-events-auto rounded-xl border border-line-strong bg-surface shadow-float"
        >
          {isAside && unfolded !== question.id ? (
            <button
              type="button"
              aria-expanded={false}
              onClick={() => setUnfolded(question.id)}
              className="flex min-h-11 w-full items-center gap-2.5 px-4 py-2 text-left text-13 md:hidden"
            >
              <MessageCircleQuestion aria-hidden className="size-4 shrink-0 text-ai" />
              <span className="min-w-0 flex-1 truncate font-medium">{question.question}</span>
              <span className="shrink-0 text-accent">Answer</span>
            </button>
          ) : null}
          <div className={clsx(isAside && unfolded !== question.id && "hidden md:block")}>
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
