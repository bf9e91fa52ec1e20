"use client";

import { useState } from "react";
import { TestCall } from "@/components/phone/test-call";
import { Card } from "@/components/ui/card";
import type { Saved } from "@/lib/contracts/saved";
import type { CompleteSetupInput, SetupProblem } from "@/lib/contracts/setup";
import { StepFooter } from "../step-footer";
import { useFinish } from "../use-finish";
import { NUMBER_ID, NumberChoice, type OfferedNumber } from "./number-choice";
import { SetupProblemList } from "./setup-problem-list";

type GoLiveProps = Readonly<{
  problems: readonly SetupProblem[];
  /** Null before there is one. */
  agent: { id: string; name: string; nextNumber: number; revision: number } | null;
  /** Null for those who may not see them. */
  numbers: readonly OfferedNumber[] | null;
  mayBuy: boolean;
  /** May talk to the draft, before anything is published. */
  mayTry: boolean;
  complete: (input: CompleteSetupInput) => Promise<Saved<never>>;
}>;

/** What is still missing, the number, and the button that ends it. */
export function GoLive({ problems, agent, numbers, mayBuy, mayTry, complete }: GoLiveProps) {
  const [numberId, setNumberId] = useState<string | null>(null);
  const { finish, isPending, failure, forget } = useFinish();
  const shown = aboutNumber(problems, { hasChoice: numbers !== null, isChosen: numberId !== null });
  const blocking = shown.filter(({ severity }) => severity === "blocks").length;
  return (
    <div className="space-y-4">
      {/* Not inside the form: what is bought in a dialog would be taken for going live. */}
      {agent && numbers ? (
        <NumberChoice
          numbers={numbers}
          agent={agent}
          value={numberId}
          onChange={(id) => {
            forget();
            setNumberId(id);
          }}
          mayBuy={mayBuy}
        />
      ) : null}
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!agent || blocking > 0) return;
          finish(() =>
            complete({ expectedRevision: agent.revision, ...(numberId === null ? {} : { phoneNumberId: numberId }) }),
          );
        }}
      >
        <Card title={blocking > 0 ? "Still missing" : "Before you go live"}>
          <div className="px-4 pt-1 pb-4">
            <SetupProblemList problems={shown} />
          </div>
        </Card>
        <StepFooter
          step="review"
          isPending={isPending}
          problem={failure?.message}
          hint={
            blocking > 0
              ? `${blocking === 1 ? "One thing" : `${blocking} things`} above must be mended first.`
              : "You can change everything afterwards, and go back to any version."
          }
          submit={agent ? `Publish ${agent.name}` : "Publish"}
          isBlocked={!agent || blocking > 0}
        />
      </form>
      {agent && mayTry ? (
        <details className="rounded-xl border border-line bg-surface">
          <summary className="rounded-xl px-4 py-3 text-14 font-medium">Talk to it before you publish</summary>
          <div className="px-4 pb-4">
            <TestCall agentId={agent.id} version="draft" />
          </div>
        </details>
      ) : null}
    </div>
  );
}

const NUMBERS_PATH = "/settings/phone-numbers";

/** A number that is missing is chosen on this very page; once it is, nothing is missing. */
function aboutNumber(
  problems: readonly SetupProblem[],
  { hasChoice, isChosen }: { hasChoice: boolean; isChosen: boolean },
): readonly SetupProblem[] {
  if (!hasChoice) return problems;
  return problems
    .filter(({ href }) => !isChosen || href !== NUMBERS_PATH)
    .map((problem) =>
      problem.href === NUMBERS_PATH ? { ...problem, href: `#${NUMBER_ID}`, linkText: "Choose one above" } : problem,
    );
}
