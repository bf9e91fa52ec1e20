"use client";

import { CircleAlert } from "lucide-react";
import { useState, useTransition } from "react";
import { sentence } from "@/components/business/business-draft";
import { HoursEditor } from "@/components/business/hours-editor";
import { LanguagesField } from "@/components/business/languages-field";
import { ZoneField, type ZoneGroups } from "@/components/business/zone-field";
import { useTouched } from "@/components/business/use-touched";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SwitchRow } from "@/components/ui/switch-row";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import type { Saved } from "@/lib/contracts/saved";
import { AUTOMATIC, type PersonDraft, personProblems, profileOfPerson } from "./person-draft";

export type LinkableMember = { userId: string; name: string; email: string };

type PersonDialogProps = Readonly<{
  title: string;
  initial: PersonDraft;
  zones: ZoneGroups;
  /** Who of the members can sign in as this person. */
  members: readonly LinkableMember[];
  isNew?: boolean;
  save: (profile: unknown) => Promise<Saved<HumanAgentResource>>;
  onSaved: (person: HumanAgentResource) => void;
  onClose: () => void;
}>;

type Failed = Extract<Saved<never>, { ok: false }>;
const UNREACHED: Failed = {
  ok: false,
  code: "UNAVAILABLE",
  message: "This did not reach the server. What you typed is still here: check the connection and try again.",
  fields: {},
};
const DUTY = { on: "On duty", off: "Off duty" } as const;

/** One person, new or known. What was refused stands beside its field and nothing typed is lost. */
export function PersonDialog({ title, initial, zones, members, isNew = false, ...rest }: PersonDialogProps) {
  const { save, onSaved, onClose } = rest;
  const [draft, setDraft] = useState(initial);
  const [failure, setFailure] = useState<Failed | null>(null);
  const [isPending, start] = useTransition();
  const problems = personProblems(draft);
  const refused = Object.fromEntries(
    Object.entries(failure?.fields ?? {}).map(([name, problem]) => [name, sentence(problem)]),
  );
  const { errorOf, onLeave, showAll } = useTouched(problems, refused);
  const change = (next: Partial<PersonDraft>) => {
    setFailure(null);
    setDraft((before) => ({ ...before, ...next }));
  };
  const field = (name: "name" | "email" | "phone" | "extension" | "departments" | "skills") => ({
    name,
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => change({ [name]: target.value }),
    onBlur: () => onLeave(name),
    error: errorOf(name),
  });
  const submit = () => {
    showAll();
    if (Object.keys(problems).length > 0) return;
    start(async () => {
      const saved = await save(profileOfPerson(draft)).catch(() => UNREACHED);
      if (saved.ok) onSaved(saved.data);
      else setFailure(saved);
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      className="sm:w-[min(720px,calc(100vw-24px))]"
    >
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          // Portals send their events on to what they were made in: a step's own form must not go on.
          event.stopPropagation();
          submit();
        }}
      >
        <div className="min-h-0 flex-1 space-y-5 overflow-y-auto px-4 py-4 scroll-quiet">
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Field label="Name" {...field("name")} maxLength={100} autoComplete="off" placeholder="Anna Ruiz" />
            <Field
              label="E-mail"
              {...field("email")}
              type="email"
              autoComplete="off"
              autoCapitalize="none"
              maxLength={254}
              placeholder="anna@brightdental.com"
            />
            <Field
              label="Phone"
              {...field("phone")}
              type="tel"
              autoComplete="off"
              maxLength={40}
              placeholder="+1 415 555 0134"
            />
            <Field
              label="Extension, if there is one"
              {...field("extension")}
              inputMode="tel"
              autoComplete="off"
              maxLength={20}
              placeholder="12"
            />
            <Field label="Departments" {...field("departments")} autoComplete="off" placeholder="Front desk, Billing" />
            <Field label="Knows about" {...field("skills")} autoComplete="off" placeholder="Insurance, Implants" />
          </div>
          <SwitchRow
            label="Ring this telephone"
            hint="Off: calls come to their screen alone, while they are signed in."
            checked={draft.ringPhone}
            onChange={(ringPhone) => change({ ringPhone })}
          />
          <SelectField
            label="Signs in as"
            value={draft.userId}
            error={errorOf("userId") ?? null}
            hint="Who signs in as this person takes calls in the browser and switches their own duty."
            onChange={({ target }) => change({ userId: target.value })}
          >
            {isNew ? <option value={AUTOMATIC}>Whoever of the members has this e-mail address</option> : null}
            <option value="">Nobody: a telephone alone</option>
            {members.map(({ userId, name, email }) => (
              <option key={userId} value={userId}>
                {name} ({email})
              </option>
            ))}
          </SelectField>
          <LanguagesField
            label="Languages"
            value={draft.languages}
            onChange={(languages) => change({ languages })}
            firstMeans={null}
            isRequired={false}
          />
          <ZoneField
            value={draft.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            error={errorOf("timeZone")}
            zones={zones}
          />
          <HoursEditor
            label="Duty hours"
            words={DUTY}
            value={draft.dutyHours}
            onChange={(dutyHours) => change({ dutyHours })}
          />
        </div>
        <div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3">
          <div role="status" className="min-w-0 flex-1 text-13 max-sm:has-[span]:basis-full">
            {failure && Object.keys(failure.fields).length === 0 ? (
              <span className="flex items-start gap-1.5 text-bad">
                <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
                {failure.message}
              </span>
            ) : null}
          </div>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Saving" : "Save"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
