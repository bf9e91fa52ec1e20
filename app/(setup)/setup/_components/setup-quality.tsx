"use client";

import { useState } from "react";
import { sentence } from "@/components/business/business-draft";
import { QualityEditor } from "@/components/business/quality-editor";
import { QualitySettings } from "@/lib/contracts/business-settings";
import type { Saved } from "@/lib/contracts/saved";
import { finishStepAction } from "../actions";
import { StepFooter } from "./step-footer";
import { useFinish } from "./use-finish";
import { useProgress } from "./use-progress";

type SetupQualityProps = Readonly<{
  value: QualitySettings;
  finish: (settings: QualitySettings) => Promise<Saved<never>>;
}>;

export function SetupQuality({ value: given, finish: save }: SetupQualityProps) {
  const [value, setValue] = useState(given);
  const { stop, resume } = useProgress("quality", value);
  const { finish, isPending, failure, forget } = useFinish();
  const problems: Record<string, string> = {};
  for (const issue of QualitySettings.safeParse(value).error?.issues ?? [])
    problems[issue.path.join(".")] ??= sentence(issue.message);
  const [first] = Object.values(problems);
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
        if (!first) end(() => save(value));
      }}
    >
      <QualityEditor
        value={value}
        onChange={(next) => {
          forget();
          setValue(next);
        }}
        problems={problems}
      />
      <StepFooter
        step="quality"
        isPending={isPending}
        problem={failure?.message ?? first}
        skip={{ label: "Leave it as usual", onSkip: () => end(() => finishStepAction("quality", true)) }}
      />
    </form>
  );
}
