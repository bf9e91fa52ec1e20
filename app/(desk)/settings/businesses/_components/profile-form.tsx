"use client";

import { useState, useTransition } from "react";
import { type BusinessDraft, draftOf, draftProblems, profileOf } from "@/components/business/business-draft";
import {
  ContactFields,
  type FieldsProps,
  TimeFields,
  VoiceFields,
  WhatFields,
} from "@/components/business/business-fields";
import { LinksField } from "@/components/business/links-field";
import type { ZoneGroups } from "@/components/business/zone-field";
import { SaveBar } from "@/components/business/save-bar";
import { useTouched } from "@/components/business/use-touched";
import { Card } from "@/components/ui/card";
import { Switch } from "@/components/ui/switch";
import type { BusinessResource } from "@/lib/contracts/api/businesses";
import type { Saved } from "@/lib/contracts/saved";

type ProfileFormProps = Readonly<{
  business: BusinessResource;
  zones: ZoneGroups;
  /** YYYY-MM-DD where the business is. */
  today: string;
  /** Null for those who may only look. */
  save: ((profile: unknown, expectedUpdatedAt: string) => Promise<Saved<{ updatedAt: string }>>) | null;
}>;

export function ProfileForm({ business, zones, today, save }: ProfileFormProps) {
  const [draft, setDraft] = useState(() => draftOf(business));
  const [kept, setKept] = useState(() => ({ draft: draftOf(business), updatedAt: business.updatedAt }));
  const [outcome, setOutcome] = useState<Saved<unknown> | null>(null);
  const [isPending, startTransition] = useTransition();
  const problems = draftProblems(draft);
  const { errorOf, onLeave, showAll } = useTouched(problems, outcome?.ok === false ? outcome.fields : undefined);
  const onChange = (change: Partial<BusinessDraft>) => {
    setOutcome(null);
    setDraft((before) => ({ ...before, ...change }));
  };
  const submit = () => {
    showAll();
    if (!save || Object.keys(problems).length > 0) return;
    startTransition(async () => {
      const saved = await save(profileOf(draft), kept.updatedAt);
      if (saved.ok) setKept({ draft, updatedAt: saved.data.updatedAt });
      setOutcome(saved);
    });
  };
  const fields: FieldsProps = { draft, onChange, errorOf, onLeave };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <fieldset disabled={!save} className="space-y-4">
        <Card title="About it">
          <div className="px-4 pt-1 pb-4">
            <WhatFields {...fields} />
          </div>
        </Card>
        <Card title="Hours">
          <div className="px-4 pt-1 pb-4">
            <TimeFields {...fields} zones={zones} today={today} />
          </div>
        </Card>
        <Card title="Languages and manner">
          <div className="px-4 pt-1 pb-4">
            <VoiceFields {...fields} />
          </div>
        </Card>
        <Card title="Contact">
          <div className="px-4 pt-1 pb-4">
            <ContactFields {...fields} />
          </div>
        </Card>
        <Card title="What callers can be texted">
          <div className="px-4 pt-1 pb-4">
            <LinksField {...fields} />
          </div>
        </Card>
        <Card title="In use">
          <div className="flex items-start gap-3 px-4 pt-1 pb-4">
            <Switch
              label="In use"
              checked={draft.active}
              onChange={(active) => onChange({ active })}
              disabled={!save}
            />
            <p className="text-13 text-pretty text-text-2">
              {draft.active
                ? "Its agents answer its numbers and can call."
                : draft.fallbackNumber
                  ? `Its agents neither answer nor call. Callers are connected to ${draft.fallbackNumber}, or hear that nobody can answer.`
                  : "Its agents neither answer nor call. Callers hear that nobody can answer this number at the moment."}
            </p>
          </div>
        </Card>
      </fieldset>
      {save ? (
        <SaveBar
          isChanged={JSON.stringify(draft) !== JSON.stringify(kept.draft)}
          isPending={isPending}
          outcome={outcome}
          problems={problems}
          onUndo={() => {
            setOutcome(null);
            setDraft(kept.draft);
          }}
        />
      ) : null}
    </form>
  );
}
