"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { FormNews } from "../../_components/form-news";
import { type FormAction, useFormAction } from "../../_components/use-form-action";

type OrganizationFormProps = Readonly<{
  action: FormAction;
  name: string;
  timeZone: string;
  timeZones: readonly string[];
  retentionDays: number;
  retentionLimits: { least: number; most: number };
}>;

export function OrganizationForm({ action, name, timeZone, timeZones, ...rest }: OrganizationFormProps) {
  const { retentionDays, retentionLimits } = rest;
  const { state, isPending, onSubmit, errorOf } = useFormAction(action);
  const zoneId = useId();
  const keptId = useId();
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4 px-4 pt-1 pb-4">
      <Field
        label="Name"
        name="name"
        defaultValue={name}
        maxLength={80}
        required
        autoComplete="organization"
        error={errorOf("name")}
        className="max-w-md"
      />
      <div className="max-w-md">
        <label htmlFor={zoneId} className="mb-1.5 block text-13 font-medium">
          Time zone
        </label>
        <Select id={zoneId} name="timeZone" defaultValue={timeZone} className="w-full">
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </Select>
        <p className="mt-1.5 text-12 text-text-3">Times on all pages are shown in it. Businesses keep their own.</p>
        {errorOf("timeZone") ? <p className="mt-1.5 text-13 text-bad">{errorOf("timeZone")}</p> : null}
      </div>
      <div className="max-w-md">
        <Field
          label="Keep calls and messages for (days)"
          name="retentionDays"
          type="number"
          inputMode="numeric"
          min={retentionLimits.least}
          max={retentionLimits.most}
          defaultValue={retentionDays}
          required
          error={errorOf("retentionDays")}
          aria-describedby={errorOf("retentionDays") ? undefined : keptId}
        />
        <p id={keptId} className="mt-1.5 text-12 text-text-3">
          {retentionLimits.least} to {retentionLimits.most}. Three years are 1095, six 2191, seven 2556. Recordings that
          are older are deleted, unless they are under legal hold. Words and messages are not yet.
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? "Saving" : "Save changes"}
        </Button>
        <FormNews state={state} isPending={isPending} />
      </div>
    </form>
  );
}
