"use client";

import { useActionState, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { FormMessage } from "../../_components/form-message";

type Values = { name: string; email: string; organizationName: string; timeZone: string };

export type SignUpState = {
  /** How often it was tried; the fields are drawn anew each time. */
  attempt: number;
  values: Values;
  fields: Partial<Record<keyof Values | "password", string>>;
  message: string | null;
};

type SignUpFormProps = Readonly<{
  action: (state: SignUpState, form: FormData) => Promise<SignUpState>;
  /** A plan that was chosen before; goes along and nothing more. */
  plan: string | null;
  timeZones: readonly { region: string; zones: readonly { name: string; city: string }[] }[];
}>;

const EMPTY: SignUpState = {
  attempt: 0,
  values: { name: "", email: "", organizationName: "", timeZone: "" },
  fields: {},
  message: null,
};

export function SignUpForm({ action, plan, timeZones }: SignUpFormProps) {
  const [state, submit, isPending] = useActionState(action, EMPTY);
  const { values, attempt } = state;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (attempt > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [attempt]);
  const problem = (field: keyof SignUpState["fields"]) => {
    const words = state.fields[field];
    return words ? `Check this: ${words}.` : null;
  };

  return (
    <form ref={form} action={submit} className="space-y-4" noValidate>
      {plan === null ? null : <input type="hidden" name="plan" value={plan} />}
      <div key={attempt} className="space-y-4">
        <Field
          label="Your name"
          name="name"
          autoComplete="name"
          required
          autoFocus={attempt === 0}
          defaultValue={values.name}
          error={problem("name")}
        />
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          defaultValue={values.email}
          error={problem("email")}
        />
        <Field
          label="Password"
          aside={<span className="text-12 text-text-3">12 characters or more</span>}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          error={problem("password")}
        />
        <Field
          label="Organization"
          aside={<span className="text-12 text-text-3">Your company’s name</span>}
          name="organizationName"
          autoComplete="organization"
          required
          defaultValue={values.organizationName}
          error={problem("organizationName")}
        />
        <TimeZoneField groups={timeZones} chosen={values.timeZone} error={problem("timeZone")} />
      </div>
      <FormMessage tone="bad" message={state.message} />
      <Button type="submit" look="primary" size="lg" className="w-full" disabled={isPending}>
        {isPending ? "Creating the account" : "Create account"}
      </Button>
    </form>
  );
}

type TimeZoneFieldProps = Readonly<{
  groups: SignUpFormProps["timeZones"];
  chosen: string;
  error: string | null;
}>;

/** Chosen already as this browser's own, where there are scripts. */
function TimeZoneField({ groups, chosen, error }: TimeZoneFieldProps) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const list = place.current?.querySelector("select");
    if (!list || list.value !== "") return;
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if ([...list.options].some(({ value }) => value === here)) list.value = here;
  }, []);
  return (
    <div ref={place}>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium">
        Time zone
      </label>
      <Select
        id={id}
        name="timeZone"
        required
        className="w-full [&>select]:h-10 [&>select]:text-14 [&>svg]:top-3"
        defaultValue={chosen}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      >
        <option value="">Choose one</option>
        {groups.map(({ region, zones }) => (
          <optgroup key={region} label={region}>
            {zones.map(({ name, city }) => (
              <option key={name} value={name}>
                {city}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      {error ? (
        <p id={`${id}-error`} className="mt-1.5 text-13 text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
