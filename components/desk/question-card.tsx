"use client";

import { MessageCircleQuestion, X } from "lucide-react";
import Link from "next/link";
import { useId, useState, useTransition } from "react";
import { formatPhone } from "@/components/format/phone";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { useNow } from "@/components/ui/use-now";
import type { ColleagueQuestion } from "@/lib/contracts/escalations";
import type { Saved } from "@/lib/contracts/saved";

export type AnswerQuestion = (id: string, answer: string) => Promise<Saved<ColleagueQuestion>>;

type QuestionCardProps = Readonly<{
  question: ColleagueQuestion;
  answer: AnswerQuestion;
  /** What became of it, in words, for a moment after it is gone. */
  onSettled: (words: string) => void;
  /** Missing: it stays in sight. */
  onHide?: () => void;
}>;

const UNREACHED = "Your answer did not reach the server. Try again.";

/** A question of an agent in the middle of a call: answered with one tap, spoken to the caller. */
export function QuestionCard({ question, answer, onSettled, onHide }: QuestionCardProps) {
  const { id, callId, options, agentName, caller, businessName, expiresAt } = question;
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const headingId = useId();
  const leftMs = Date.parse(expiresAt) - useNow(1_000);
  const send = (words: string) =>
    start(async () => {
      const saved = await answer(id, words).catch(() => null);
      if (saved?.ok) return onSettled(`The agent tells the caller: ${words}`);
      // Somebody else was faster, or the caller does not wait any more: it is over either way.
      if (saved?.code === "CONFLICT" || saved?.code === "NOT_FOUND") return onSettled(saved.message);
      setProblem(saved?.message ?? UNREACHED);
    });
  return (
    <article aria-labelledby={headingId} className="space-y-2.5 px-4 py-3">
      <div className="flex items-start gap-2.5">
        <MessageCircleQuestion aria-hidden className="mt-0.5 size-4 shrink-0 text-ai" />
        <div className="min-w-0 flex-1">
          <h2 id={headingId} className="text-14 font-semibold text-pretty">
            {question.question}
          </h2>
          <p className="text-12 text-text-3 figures">
            {agentName} for {businessName}, with{" "}
            <Link href={`/live/${callId}`} className="text-accent underline">
              {formatPhone(caller)}
            </Link>
            <span suppressHydrationWarning>
              {leftMs > 0 ? ` · the caller waits ${Math.ceil(leftMs / 1000)} s more` : " · the time is up"}
            </span>
          </p>
        </div>
        {onHide ? (
          <button
            type="button"
            aria-label="Hide this question"
            onClick={onHide}
            className="rounded-sm p-1 text-text-3 hover:bg-surface-2 hover:text-text"
          >
            <X aria-hidden className="size-4" />
          </button>
        ) : null}
      </div>
      {options.length > 0 ? (
        <div className="flex flex-wrap gap-2">
          {options.map((option) => (
            <Button
              key={option}
              className="h-auto! min-h-8 max-w-full py-1 text-left whitespace-normal!"
              disabled={isPending}
              onClick={() => send(option)}
            >
              {option}
            </Button>
          ))}
        </div>
      ) : null}
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== "") send(typed.trim());
        }}
      >
        <Input
          aria-label="Another answer"
          placeholder="Another answer"
          maxLength={500}
          className="min-w-0 flex-1"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Button type="submit" disabled={isPending || typed.trim() === ""}>
          Send
        </Button>
      </form>
      <p role="alert" className="text-13 text-bad empty:hidden">
        {problem}
      </p>
    </article>
  );
}
