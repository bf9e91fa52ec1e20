"use client";

import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import { INDUSTRIES } from "@/lib/domain/businesses/industries";
import { countryOfZone } from "@/lib/domain/holidays/holidays";
import type { BusinessDraft, BusinessTypeName } from "./business-draft";
import { TYPE_WORDS } from "./business-words";
import { HoursEditor } from "./hours-editor";
import { LanguagesField } from "./languages-field";
import { SpecialDaysEditor } from "./special-days-editor";
import { ZoneField, type ZoneGroups } from "./zone-field";

export type FieldsProps = Readonly<{
  draft: BusinessDraft;
  onChange: (change: Partial<BusinessDraft>) => void;
  /** What is wrong with a field, once one has left it; null when nothing is. */
  errorOf: (name: string) => string | null;
  /** The field was left: from now on its mistakes are shown. */
  onLeave: (name: string) => void;
}>;

/** What a business is: name, type and trade. */
export function WhatFields({ draft, onChange, errorOf, onLeave }: FieldsProps) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        label="Name"
        name="name"
        value={draft.name}
        maxLength={200}
        autoComplete="organization"
        placeholder="Bright Dental"
        onChange={({ target }) => onChange({ name: target.value })}
        onBlur={() => onLeave("name")}
        error={errorOf("name")}
      />
      <Field
        label="What it does"
        name="industry"
        list="industries"
        value={draft.industry}
        maxLength={100}
        autoComplete="off"
        placeholder="Dental practice"
        onChange={({ target }) => onChange({ industry: target.value })}
        onBlur={() => onLeave("industry")}
        error={errorOf("industry")}
      />
      <datalist id="industries">
        {INDUSTRIES.map(({ id, label }) => (
          <option key={id} value={label} />
        ))}
      </datalist>
      <SelectField
        label="What its phone is for"
        name="type"
        value={draft.type}
        onChange={({ target }) => onChange({ type: target.value as BusinessTypeName })}
        hint={TYPE_WORDS[draft.type].means}
        className="sm:col-span-2"
      >
        {Object.entries(TYPE_WORDS).map(([type, { label }]) => (
          <option key={type} value={type}>
            {label}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

/** Where it is and how people reach it. */
export function ContactFields({ draft, onChange, errorOf, onLeave }: FieldsProps) {
  const { contact } = draft;
  const set = (change: Partial<BusinessDraft["contact"]>) => onChange({ contact: { ...contact, ...change } });
  const field = (name: Exclude<keyof BusinessDraft["contact"], "links">) => ({
    name: `contact.${name}`,
    value: contact[name],
    onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
    onBlur: () => onLeave(`contact.${name}`),
    error: errorOf(`contact.${name}`),
  });
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        label="City"
        name="city"
        value={draft.city}
        maxLength={100}
        placeholder="Oakland"
        onChange={({ target }) => onChange({ city: target.value })}
        onBlur={() => onLeave("city")}
        error={errorOf("city")}
      />
      <Field label="Address" {...field("address")} maxLength={300} placeholder="4180 Grand Avenue" />
      <Field label="Website" {...field("website")} type="url" inputMode="url" placeholder="brightdental.com" />
      <Field label="E-mail" {...field("email")} type="email" placeholder="front.desk@brightdental.com" />
      <Field label="Phone people know" {...field("phone")} type="tel" placeholder="+1 415 555 0100" />
      <Field
        label="Number for when no agent can answer"
        name="fallbackNumber"
        type="tel"
        value={draft.fallbackNumber}
        placeholder="+1 415 555 0134"
        onChange={({ target }) => onChange({ fallbackNumber: target.value })}
        onBlur={() => onLeave("fallbackNumber")}
        error={errorOf("fallbackNumber")}
      />
    </div>
  );
}

type TimeFieldsProps = FieldsProps & Readonly<{ zones: ZoneGroups; today: string }>;

/** When it is open: time zone, week, holidays. */
export function TimeFields({ draft, onChange, errorOf, zones, today }: TimeFieldsProps) {
  return (
    <div className="space-y-6">
      <ZoneField
        value={draft.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
        error={errorOf("timeZone")}
        zones={zones}
      />
      <HoursEditor
        label="Opening hours"
        value={draft.weeklyHours}
        onChange={(weeklyHours) => onChange({ weeklyHours })}
      />
      <SpecialDaysEditor
        value={draft.specialDays}
        onChange={(specialDays) => onChange({ specialDays })}
        country={countryOfZone(draft.timeZone)}
        today={today}
      />
    </div>
  );
}

/** How it speaks. */
export function VoiceFields({ draft, onChange, errorOf, onLeave }: FieldsProps) {
  return (
    <div className="space-y-4">
      <LanguagesField value={draft.languages} onChange={(languages) => onChange({ languages })} />
      <TextArea
        label="How it sounds"
        name="brandVoice"
        value={draft.brandVoice}
        maxLength={2000}
        placeholder="Warm, calm and exact."
        onChange={({ target }) => onChange({ brandVoice: target.value })}
        onBlur={() => onLeave("brandVoice")}
        error={errorOf("brandVoice")}
        hint="As you would tell a new colleague. Every agent of this business speaks like that."
      />
    </div>
  );
}
