"use client";

import { EscalationEditor } from "@/components/business/escalation-editor";
import { EscalationSettings } from "@/lib/contracts/business-settings";
import { type SaveSettings, SettingsForm } from "./settings-form";

type EscalationFormProps = Readonly<{
  value: EscalationSettings;
  defaults: EscalationSettings;
  updatedAt: string;
  languages: readonly string[];
  people: readonly { id: string; name: string; departments: readonly string[] }[];
  save: SaveSettings | null;
}>;

export function EscalationForm({ languages, people, ...props }: EscalationFormProps) {
  return (
    <SettingsForm part="escalation" schema={EscalationSettings} {...props}>
      {(value, onChange, problems) => (
        <EscalationEditor
          value={value}
          onChange={onChange}
          problems={problems}
          languages={languages}
          people={people}
          fallbackNumber=""
          reach={
            <>
              The business&rsquo;s rules, for agents that are set up from now on. Words and situations of an agent that
              is there already are changed in its editor, under When it gets a person.
            </>
          }
        />
      )}
    </SettingsForm>
  );
}
