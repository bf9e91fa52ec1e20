"use client";

import { useState } from "react";
import { sentence } from "@/components/business/business-draft";
import { EscalationEditor } from "@/components/business/escalation-editor";
import { EscalationSettings } from "@/lib/contracts/business-settings";
import { E164 } from "@/lib/contracts/phone-number";
import type { Saved } from "@/lib/contracts/saved";
import { finishStepAction } from "../actions";
import { StepFooter } from "./step-footer";
import { useFinish } from "./use-finish";
import { useProgress } from "./use-progress";

type SetupEscalationProps = Readonly<{
  value: EscalationSettings;
  fallbackNumber: string;
  languages: readonly string[];
  people: readonly { id: string; name: string; departments: readonly string[] }[];
  finish: (settings: EscalationSettings, fallbackNumber: string) => Promise<Saved<never>>;
}>;

export function SetupEscalation({ languages, people, finish: save, ...given }: SetupEscalationProps) {
  const [value, setValue] = useState(given.value);
  const [fallbackNumber, setFallbackNumber] = useState(given.fallbackNumber);
  const { stop, resume } = useProgress("escalation", { settings: value, fallbackNumber });
  const { finish, isPending, failure, forget } = useFinish();
  const [isTried, setIsTried] = useState(false);
  const problems = problemsOf(value, fallbackNumber);
  const refused = Object.entries(failure?.fields ?? {}).map(([name, problem]) => [name, sentence(problem)] as const);
  const shown = { ...(isTried ? problems : withoutNumber(problems)), ...Object.fromEntries(refused) };
  const [first] = Object.values(shown);
  const end = (action: () => Promise<Saved<never>>) => {
    stop();
    finish(async () => {
      const outcome = await action();
      resume();
      return outcome;
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (Object.keys(problems).length === 0) end(() => save(value, fallbackNumber));
      }}
    >
      <EscalationEditor
        value={value}
        onChange={(next) => {
          forget();
          setValue(next);
        }}
        problems={shown}
        languages={languages}
        people={people}
        fallbackNumber={fallbackNumber}
        onFallbackNumber={(number) => {
          forget();
          setFallbackNumber(number);
        }}
        reach="Words and moods go into the agent's draft when you save, and are in force once it is published."
      />
      <StepFooter
        step="escalation"
        isPending={isPending}
        problem={first ?? failure?.message}
        skip={{ label: "Leave it as usual", onSkip: () => end(() => finishStepAction("escalation", true)) }}
      />
    </form>
  );
}

function problemsOf(value: EscalationSettings, fallbackNumber: string): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const issue of EscalationSettings.safeParse(value).error?.issues ?? [])
    problems[issue.path.join(".")] ??= sentence(issue.message);
  const typed = fallbackNumber.trim();
  if (typed === "" && value.otherwise === "fallback_number")
    problems["fallbackNumber"] = "Give the number, or let the agent take a message.";
  const wrong = typed === "" ? undefined : E164.safeParse(typed).error?.issues[0];
  if (wrong) problems["fallbackNumber"] = sentence(wrong.message);
  return problems;
}

/** A number is not wrong while it is being typed. */
const withoutNumber = ({ fallbackNumber: _number, ...rest }: Record<string, string>): Record<string, string> => rest;
