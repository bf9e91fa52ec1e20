"use client";

import { useState } from "react";
import { type BusinessDraft, draftOf, draftProblems, profileOf } from "@/components/business/business-draft";
import {
  ContactFields,
  type FieldsProps,
  TimeFields,
  VoiceFields,
  WhatFields,
} from "@/components/business/business-fields";
import type { ZoneGroups } from "@/components/business/zone-field";
import { TemplatePreview } from "@/components/business/template-preview";
import { useTouched } from "@/components/business/use-touched";
import { Card } from "@/components/ui/card";
import type { BusinessResource } from "@/lib/contracts/api/businesses";
import type { Saved } from "@/lib/contracts/saved";
import type { KnowledgeStepInput } from "@/lib/contracts/setup";
import { profileDefaults } from "@/lib/domain/businesses/templates/business-profile";
import { StepFooter } from "../step-footer";
import { useFinish } from "../use-finish";
import { useProgress } from "../use-progress";
import type { BusinessProgress } from "./business-progress";
import { acceptedHours, acceptedOf, type Draft, undecided } from "./proposal-pieces";
import { WriteDraft } from "./write-draft";

type SetupBusinessProps = Readonly<{
  /** The one that is set up already; null the first time. */
  business: BusinessResource | null;
  initial: BusinessProgress;
  zones: ZoneGroups;
  timeZone: string;
  /** YYYY-MM-DD there. */
  today: string;
  exampleSite: string | null;
  /** May have a draft written. */
  mayWrite: boolean;
  finish: (
    profile: unknown,
    expectedUpdatedAt: string | null,
    accepted: KnowledgeStepInput | null,
  ) => Promise<Saved<never>>;
}>;

const NO_CONTACT = { phone: "", email: "", website: "", address: "", links: [] };

/** The business: few questions, everything else filled in as is usual for its kind, and a first draft of its agent. */
export function SetupBusiness(props: SetupBusinessProps) {
  const { business, zones, timeZone, today, exampleSite, mayWrite } = props;
  const [typed, setTyped] = useState(props.initial);
  const { stop, resume } = useProgress("business", typed);
  const { finish, isPending, failure, forget } = useFinish();
  const { given } = typed;

  const kind = { type: given.type ?? "appointments", industry: given.industry ?? "" } as const;
  const base: BusinessDraft = business
    ? draftOf(business)
    : { ...profileDefaults(kind), ...kind, name: "", city: "", fallbackNumber: "", timeZone, contact: NO_CONTACT };
  const draft: BusinessDraft = { ...base, ...given };
  const problems = draftProblems(draft);
  const { errorOf, onLeave, showAll } = useTouched(problems, failure?.fields);
  const [isTried, setTried] = useState(false);

  const onChange = (change: Partial<BusinessDraft>) => {
    forget();
    setTyped((before) => ({ ...before, given: { ...before.given, ...change } }));
  };
  const onDraft = (next: Draft | null) =>
    setTyped((before) => {
      const hours = next ? acceptedHours(next) : null;
      const isNew = hours !== null && !(before.draft && acceptedHours(before.draft));
      return {
        ...before,
        draft: next,
        given: isNew ? { ...before.given, weeklyHours: hours } : before.given,
      };
    });

  const submit = () => {
    showAll();
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    stop();
    finish(async () => {
      const accepted = acceptedOf(typed.draft?.pieces ?? []);
      const outcome = await props.finish(profileOf(draft), business?.updatedAt ?? null, accepted);
      if (!outcome.ok) resume();
      return outcome;
    });
  };
  const fields: FieldsProps = { draft, onChange, errorOf, onLeave };
  const isNamed = draft.name.trim() !== "" && draft.industry.trim() !== "";
  const open = undecided(typed.draft?.pieces ?? []);
  const wrong = Object.values(problems)[0];
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Card title="About it">
        <div className="px-4 pt-1 pb-4">
          <WhatFields {...fields} />
        </div>
      </Card>
      {mayWrite ? (
        <WriteDraft
          from={typed.from}
          description={typed.description}
          draft={typed.draft}
          website={draft.contact.website}
          exampleSite={exampleSite}
          subject={
            isNamed
              ? {
                  name: draft.name.trim(),
                  type: draft.type,
                  industry: draft.industry.trim(),
                  city: draft.city.trim() || null,
                  language: draft.languages[0] ?? "en-US",
                }
              : null
          }
          onChange={({ website, draft: next, ...change }) => {
            if (website !== undefined) onChange({ contact: { ...draft.contact, website } });
            if (next !== undefined) onDraft(next);
            setTyped((before) => ({ ...before, ...change }));
          }}
        />
      ) : null}
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
      <Card title="Contact" hint="what the agent may tell callers">
        <div className="px-4 pt-1 pb-4">
          <ContactFields {...fields} />
        </div>
      </Card>
      {business ? null : <TemplatePreview business={draft} />}
      <StepFooter
        step="business"
        isPending={isPending}
        problem={
          failure && Object.keys(failure.fields).length === 0 ? failure.message : isTried && wrong ? wrong : undefined
        }
        hint={
          open > 0
            ? `${open === 1 ? "One piece" : `${open} pieces`} of the draft you have not accepted ${open === 1 ? "is" : "are"} left out.`
            : undefined
        }
      />
    </form>
  );
}
