"use client";

import { clsx } from "clsx";
import { UserCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Segmented } from "@/components/ui/segmented";
import type { DisputeResource, QaScoreResource } from "@/lib/contracts/qa";
import { agreementWords, percent, scoreTone } from "./quality-words";
import type { QualityActions } from "./quality-actions";
import { QuoteList } from "./quote-list";
import { ReasonForm } from "./reason-form";

const STEPS = ["0", "0.25", "0.5", "0.75", "1"] as const;
type Step = (typeof STEPS)[number];

type ScoreRowProps = Readonly<{
  score: QaScoreResource;
  disputes: readonly DisputeResource[];
  /** Null: they may only look. */
  actions: QualityActions | null;
  mayReview: boolean;
}>;

/** One criterion: what it scored, why, what that rests on, how far we can be trusted in it, and what a person said. */
export function ScoreRow({ score, disputes, actions, mayReview }: ScoreRowProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"override" | "dispute" | null>(null);
  const { person, agreement } = score;
  // What people often see otherwise, and what a person has corrected, does not count for much.
  const isFaint = agreement.isLow || person !== null;
  const done = () => {
    setOpen(null);
    router.refresh();
  };
  const disputed = disputes.find(({ state }) => state === "open");
  return (
    <li className="px-4 py-3" aria-label={score.label}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h4 className="text-13 font-medium">{score.label}</h4>
        {score.autoFail ? <span className="text-12 text-bad">fails the call at 0</span> : null}
        <span className="ml-auto flex items-center gap-2">
          {person ? (
            <Chip tone={scoreTone(person.score)} icon={<UserCheck aria-hidden className="size-3" />}>
              {percent(person.score)}
            </Chip>
          ) : null}
          <span className={clsx(person && "line-through")}>
            <Chip tone={isFaint ? "neutral" : scoreTone(score.aiScore)}>{percent(score.aiScore)}</Chip>
          </span>
        </span>
      </div>
      <p className="mt-1 text-13 text-pretty text-text-2">{score.aiReason}</p>
      <QuoteList callId={score.callId} quotes={score.quotes} />
      {person ? (
        <p className="mt-1.5 text-13 text-pretty">
          <span className="font-medium">{person.name}:</span> {person.reason}
        </p>
      ) : null}
      {disputes.map((dispute) => (
        <Dispute key={dispute.id} dispute={dispute} actions={mayReview ? actions : null} onDone={done} />
      ))}
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className={clsx("text-12 figures", agreement.isLow ? "text-warn" : "text-text-3")}>
          {agreementWords(agreement)}
        </p>
        {actions && open === null ? (
          <span className="ml-auto flex gap-1">
            {mayReview ? (
              <Button size="sm" look="ghost" onClick={() => setOpen("override")}>
                Override
              </Button>
            ) : null}
            {disputed ? null : (
              <Button size="sm" look="ghost" onClick={() => setOpen("dispute")}>
                Dispute
              </Button>
            )}
          </span>
        ) : null}
      </div>
      {actions && open === "override" ? (
        <Override score={score} actions={actions} onDone={done} onCancel={() => setOpen(null)} />
      ) : null}
      {actions && open === "dispute" ? (
        <ReasonForm
          label="What is wrong with this score?"
          submit="Dispute the score"
          onSubmit={(reason) => actions.dispute(score.id, { reason })}
          onDone={done}
          onCancel={() => setOpen(null)}
        />
      ) : null}
    </li>
  );
}

type FormProps = Readonly<{ actions: QualityActions; onDone: () => void; onCancel: () => void }>;

function Override({ score, actions, onDone, onCancel }: FormProps & Readonly<{ score: QaScoreResource }>) {
  const [step, setStep] = useState<Step>(nearest(score.score));
  return (
    <ReasonForm
      label={`Why ${percent(Number(step))}?`}
      submit="Save the score"
      onSubmit={(reason) => actions.override(score.id, { score: Number(step), reason })}
      onDone={onDone}
      onCancel={onCancel}
    >
      <ScoreSteps label={`Score for ${score.label}`} value={step} onChange={setStep} />
    </ReasonForm>
  );
}

type StepsProps = Readonly<{ label: string; value: Step; onChange: (step: Step) => void }>;

const ScoreSteps = ({ label, value, onChange }: StepsProps) => (
  <Segmented
    label={label}
    value={value}
    options={STEPS.map((step) => ({ value: step, label: percent(Number(step)) }))}
    onChange={onChange}
  />
);

const nearest = (score: number | null): Step => STEPS[Math.round((score ?? 0.5) * 4)] ?? "0.5";

type DisputeProps = Readonly<{ dispute: DisputeResource; actions: QualityActions | null; onDone: () => void }>;

function Dispute({ dispute, actions, onDone }: DisputeProps) {
  const [answer, setAnswer] = useState<"upheld" | "rejected" | null>(null);
  const [step, setStep] = useState<Step>("0.5");
  const state = { open: "disputes this", upheld: "was right to dispute this", rejected: "disputed this" }[
    dispute.state
  ];
  return (
    <div className="mt-2 border-l-2 border-warn pl-3 text-13">
      <p className="text-pretty">
        <span className="font-medium">
          {dispute.raisedByName} {state}:
        </span>{" "}
        {dispute.reason}
      </p>
      {dispute.answer ? (
        <p className="mt-1 text-pretty text-text-2">
          <span className="font-medium">{dispute.answeredByName}:</span> {dispute.answer}
        </p>
      ) : null}
      {dispute.state === "open" && actions && answer === null ? (
        <div className="mt-1.5 flex gap-1">
          <Button size="sm" onClick={() => setAnswer("upheld")}>
            Uphold
          </Button>
          <Button size="sm" look="ghost" onClick={() => setAnswer("rejected")}>
            Reject
          </Button>
        </div>
      ) : null}
      {actions && answer ? (
        <ReasonForm
          label={answer === "upheld" ? "What is right instead?" : "Why does the score stand?"}
          submit={answer === "upheld" ? "Uphold the dispute" : "Reject the dispute"}
          onSubmit={(reason) =>
            actions.answer(
              dispute.id,
              answer === "upheld"
                ? { state: answer, score: Number(step), answer: reason }
                : { state: answer, answer: reason },
            )
          }
          onDone={onDone}
          onCancel={() => setAnswer(null)}
        >
          {answer === "upheld" ? (
            <ScoreSteps label={`New score for ${dispute.label}`} value={step} onChange={setStep} />
          ) : null}
        </ReasonForm>
      ) : null}
    </div>
  );
}
