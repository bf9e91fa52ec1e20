"use client";

import { useState, useTransition } from "react";
import { draftProblems, type BusinessDraft } from "@/components/business/business-draft";
import { WhatFields } from "@/components/business/business-fields";
import { ZoneField, type ZoneGroups } from "@/components/business/zone-field";
import { LanguagesField } from "@/components/business/languages-field";
import { TemplatePreview } from "@/components/business/template-preview";
import { useTouched } from "@/components/business/use-touched";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Saved } from "@/lib/contracts/saved";
import { profileDefaults } from "@/lib/domain/businesses/templates/business-profile";

type NewBusinessProps = Readonly<{
  create: (input: unknown, withAgent: boolean) => Promise<Saved<never>>;
  zones: ZoneGroups;
  timeZone: string;
}>;

export function NewBusiness({ create, zones, timeZone }: NewBusinessProps) {
  const [given, setGiven] = useState<Partial<BusinessDraft>>({});
  const [withAgent, setWithAgent] = useState(true);
  const [failure, setFailure] = useState<Extract<Saved<never>, { ok: false }> | null>(null);
  const [isPending, startTransition] = useTransition();
  const kind = { type: given.type ?? "appointments", industry: given.industry ?? "" } as const;
  const draft: BusinessDraft = {
    ...profileDefaults(kind),
    name: "",
    timeZone,
    contact: { phone: "", email: "", website: "", address: "", links: [] },
    ...given,
    ...kind,
    city: given.city ?? "",
    fallbackNumber: "",
  };
  const problems = draftProblems(draft);
  const { errorOf, onLeave, showAll } = useTouched(problems, failure?.fields);
  const onChange = (change: Partial<BusinessDraft>) => {
    setFailure(null);
    setGiven((before) => ({ ...before, ...change }));
  };
  const submit = () => {
    showAll();
    if (Object.keys(problems).length > 0) return;
    const { name, type, industry, languages } = draft;
    startTransition(async () => {
      const saved = await create({ name, type, industry, languages, timeZone: draft.timeZone }, withAgent);
      if (!saved.ok) setFailure(saved);
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="space-y-4"
    >
      <Card title="About it">
        <div className="space-y-4 px-4 pt-1 pb-4">
          <WhatFields draft={draft} onChange={onChange} errorOf={errorOf} onLeave={onLeave} />
          <div className="grid gap-4 sm:grid-cols-2">
            <ZoneField
              value={draft.timeZone}
              onChange={(timeZone) => onChange({ timeZone })}
              error={null}
              zones={zones}
            />
          </div>
          <LanguagesField value={draft.languages} onChange={(languages) => onChange({ languages })} />
        </div>
      </Card>
      <TemplatePreview business={draft} />
      <label className="flex items-start gap-2.5 text-13">
        <input
          type="checkbox"
          checked={withAgent}
          onChange={({ target }) => setWithAgent(target.checked)}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          Make a first agent for it from the template
          <span className="block text-12 text-text-3">A draft: it answers nobody until you publish it.</span>
        </span>
      </label>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" size="lg" disabled={isPending}>
          {isPending ? "Adding" : "Add business"}
        </Button>
        <ButtonLink href="/settings/businesses" size="lg" look="ghost">
          Cancel
        </ButtonLink>
        <p role="status" className="text-13 text-bad">
          {failure && Object.keys(failure.fields).length === 0 ? failure.message : null}
        </p>
      </div>
    </form>
  );
}
