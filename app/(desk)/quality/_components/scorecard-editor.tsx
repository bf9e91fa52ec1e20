"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Agreement } from "@/lib/contracts/qa";
import type { Saved } from "@/lib/contracts/saved";
import type { Criterion, ScorecardInput, ScorecardResource } from "@/lib/contracts/scorecards";
import { CriterionEditor } from "./criterion-editor";
import { SamplingEditor } from "./sampling-editor";
import { FieldsEditor } from "./fields-editor";

type ScorecardEditorProps = Readonly<{
  scorecard: ScorecardResource;
  agreement: Readonly<Record<string, Agreement>>;
  /** Null: they may only look. */
  save:
    ((businessId: string, input: ScorecardInput & { revision: number }) => Promise<Saved<ScorecardResource>>) | null;
}>;

const newKey = (taken: readonly string[]): string => {
  let n = taken.length + 1;
  while (taken.includes(`own_${n}`)) n += 1;
  return `own_${n}`;
};

/** What calls are judged by: criteria with their weights, what is found out of each call, and which calls people look at. */
export function ScorecardEditor({ scorecard, agreement, save }: ScorecardEditorProps) {
  const [draft, setDraft] = useState(scorecard);
  const [message, setMessage] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(scorecard);
  const keys = draft.sections.flatMap(({ criteria }) => criteria.map(({ key }) => key));
  const setCriteria = (at: number, criteria: Criterion[]) =>
    setDraft({
      ...draft,
      sections: draft.sections.map((section, index) => (index === at ? { ...section, criteria } : section)),
    });
  const send = async () => {
    if (!save) return;
    setBusy(true);
    const { businessId, ...input } = draft;
    const saved = await save(businessId, input);
    setBusy(false);
    setMessage(saved.ok ? null : (Object.values(saved.fields)[0] ?? saved.message));
  };
  return (
    <div className="space-y-4">
      {draft.sections.map((section, at) => (
        <Card
          key={section.name}
          title={section.name}
          action={
            save ? (
              <Button
                size="sm"
                look="ghost"
                onClick={() => {
                  const component = section.criteria[0]?.component ?? "professionalism";
                  const added = {
                    key: newKey(keys),
                    label: "",
                    guide: "",
                    component,
                    judge: "model",
                    weight: 1,
                    autoFail: false,
                  } as const;
                  setCriteria(at, [...section.criteria, added]);
                }}
              >
                <Plus aria-hidden className="size-3.5" />
                Add a criterion
              </Button>
            ) : undefined
          }
        >
          <ul className="divide-y divide-line">
            {section.criteria.map((criterion, index) => (
              <CriterionEditor
                key={criterion.key}
                criterion={criterion}
                agreement={agreement[criterion.key] ?? null}
                onChange={
                  save
                    ? (changed) =>
                        setCriteria(
                          at,
                          section.criteria.map((one, place) => (place === index ? changed : one)),
                        )
                    : null
                }
                onRemove={() =>
                  setCriteria(
                    at,
                    section.criteria.filter((one) => one !== criterion),
                  )
                }
              />
            ))}
          </ul>
        </Card>
      ))}
      <FieldsEditor fields={draft.fields} onChange={save ? (fields) => setDraft({ ...draft, fields }) : null} />
      <SamplingEditor
        sampling={draft.sampling}
        onChange={save ? (sampling) => setDraft({ ...draft, sampling }) : null}
      />
      {save && isChanged ? (
        <div className="sticky bottom-4 flex items-center justify-end gap-2 rounded-xl border border-line-strong bg-surface p-3 shadow-float">
          {message ? (
            <p role="alert" className="mr-auto text-13 text-bad">
              {message}
            </p>
          ) : (
            <p className="mr-auto text-13 text-text-2">Holds from the next call on.</p>
          )}
          <Button look="ghost" onClick={() => setDraft(scorecard)}>
            Discard
          </Button>
          <Button look="primary" disabled={isBusy} onClick={() => void send()}>
            Save the scorecard
          </Button>
        </div>
      ) : null}
    </div>
  );
}
