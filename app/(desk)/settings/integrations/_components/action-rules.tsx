"use client";

import { useState, useTransition } from "react";
import { Failure } from "@/components/ui/failure";
import { SelectField } from "@/components/ui/select-field";
import { SwitchRow } from "@/components/ui/switch-row";
import type { IntegrationActionResource } from "@/lib/contracts/integrations";
import { Options } from "../../tools/_components/parameter-editor";
import { CONFIRM_WORDS } from "../../tools/_components/tool-words";
import { saveActionAction } from "../actions";

type ActionRulesProps = Readonly<{ vendor: string; action: IntegrationActionResource; mayWrite: boolean }>;

/** Whether agents may use an action, and who has to agree first. Saved at once. */
export function ActionRules({ vendor, action, mayWrite }: ActionRulesProps) {
  const [isPending, start] = useTransition();
  const [failure, setFailure] = useState<string | null>(null);
  const [shown, setShown] = useState({ enabled: action.enabled, confirm: action.confirm });
  const save = (change: Partial<typeof shown>) => {
    const before = shown;
    setShown({ ...shown, ...change });
    start(async () => {
      const outcome = await saveActionAction(vendor, action.action, change);
      setFailure(outcome.ok ? null : outcome.message);
      if (!outcome.ok) setShown(before);
    });
  };
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <SwitchRow
        label="Agents may use it"
        hint="Those that you give it, under What it may use."
        checked={shown.enabled}
        disabled={!mayWrite || isPending}
        onChange={(enabled) => save({ enabled })}
      />
      <SelectField
        label="Who agrees first"
        value={shown.confirm}
        disabled={!mayWrite || isPending}
        onChange={({ target: { value } }) => save({ confirm: value as typeof shown.confirm })}
      >
        <Options of={CONFIRM_WORDS} />
      </SelectField>
      <Failure message={failure} />
    </div>
  );
}
