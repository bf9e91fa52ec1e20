"use client";

import { useState, useTransition } from "react";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SelectField } from "@/components/ui/select-field";
import { SwitchRow } from "@/components/ui/switch-row";
import type { NoticesResource } from "@/lib/contracts/appointments";
import { saveNoticesAction } from "../actions";

type NoticesCardProps = Readonly<{ notices: NoticesResource; mayConfigure: boolean }>;

const REMINDERS: readonly [minutes: number | null, words: string][] = [
  [null, "None"],
  [60, "1 hour before"],
  [180, "3 hours before"],
  [720, "12 hours before"],
  [1440, "A day before"],
  [2880, "2 days before"],
  [10_080, "A week before"],
];

/** How customers are told of what they booked; each choice holds at once. */
export function NoticesCard({ notices, mayConfigure }: NoticesCardProps) {
  const [chosen, setChosen] = useState(notices);
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const change = (next: Partial<NoticesResource>) => {
    const before = chosen;
    const { businessId, ...input } = { ...chosen, ...next };
    setChosen({ businessId, ...input });
    start(async () => {
      const saved = await saveNoticesAction(businessId, input);
      setFailure(saved.ok ? null : saved.message);
      if (!saved.ok) setChosen(before);
    });
  };
  const known = REMINDERS.some(([minutes]) => minutes === chosen.reminderMinutes);
  return (
    <Card title="Messages to customers" hint="Booked, moved, canceled, and a reminder: each once">
      <div className="space-y-4 px-4 pt-1 pb-4">
        <SwitchRow
          label="By text message"
          hint="To the number they call from, sent from your own number, in the language of the call."
          checked={chosen.sms}
          disabled={!mayConfigure || isPending}
          onChange={(sms) => change({ sms })}
        />
        <SwitchRow
          label="By e-mail"
          hint="Where an address is known, with an invitation for their calendar."
          checked={chosen.email}
          disabled={!mayConfigure || isPending}
          onChange={(email) => change({ email })}
        />
        <SelectField
          label="Reminder"
          className="max-w-60"
          value={String(chosen.reminderMinutes)}
          disabled={!mayConfigure || isPending}
          onChange={({ target }) => change({ reminderMinutes: target.value === "null" ? null : Number(target.value) })}
        >
          {known ? null : (
            <option value={String(chosen.reminderMinutes)}>{chosen.reminderMinutes} minutes before</option>
          )}
          {REMINDERS.map(([minutes, words]) => (
            <option key={words} value={String(minutes)}>
              {words}
            </option>
          ))}
        </SelectField>
        <Failure message={failure} />
        <p className="text-12 text-pretty text-text-3">
          Changes hold for what is booked or changed from now on. Each text message costs what your telephone network
          asks for it.
        </p>
      </div>
    </Card>
  );
}
