"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useCallback, useState, useTransition } from "react";
import { askToTake } from "@/components/live/take-on-arrival";
import { showError } from "@/components/ui/toast";
import type { EscalationResource } from "@/lib/contracts/escalations";
import type { Saved } from "@/lib/contracts/saved";
import { useDesk } from "./desk-provider";
import type { AnswerQuestion } from "./question-card";

// No page pays for them before there is something to show.
const IncomingCard = dynamic(() => import("./incoming-card").then((module) => module.IncomingCard), { ssr: false });
const QuestionStack = dynamic(() => import("./question-stack").then((module) => module.QuestionStack), { ssr: false });

type DeskCardsProps = Readonly<{
  timeZone: string;
  answerOffer: (offerId: string, answer: "accepted" | "declined") => Promise<Saved<EscalationResource>>;
  answerQuestion: AnswerQuestion;
}>;

const UNREACHED = "Your answer did not reach the server. Check the connection and try again.";

/** What comes to the signed-in person on whatever page they are: a call that rings, questions of agents. */
export function DeskCards({ timeZone, answerOffer, answerQuestion }: DeskCardsProps) {
  const { offered, questions, closeOffer } = useDesk();
  const [wasAsked, setWasAsked] = useState(questions.length > 0);
  if (questions.length > 0 && !wasAsked) setWasAsked(true);
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const offerId = offered?.offerId ?? null;
  const over = useCallback(() => {
    if (offerId) closeOffer(offerId);
  }, [offerId, closeOffer]);
  const answer = (given: "accepted" | "declined") => {
    if (!offered) return;
    const { callId } = offered.escalation;
    start(async () => {
      setProblem(null);
      const saved = await answerOffer(offered.offerId, given).catch(() => null);
      if (saved === null) return setProblem(UNREACHED);
      closeOffer(offered.offerId);
      if (!saved.ok) return showError(saved.message);
      if (given === "declined") return;
      askToTake(callId);
      router.push(`/live/${callId}`);
    });
  };
  return (
    <>
      {offered ? (
        <IncomingCard
          key={offered.offerId}
          offered={offered}
          timeZone={timeZone}
          isPending={isPending}
          problem={problem}
          onAnswer={answer}
          onOver={over}
        />
      ) : null}
      {wasAsked ? <QuestionStack answer={answerQuestion} /> : null}
    </>
  );
}
