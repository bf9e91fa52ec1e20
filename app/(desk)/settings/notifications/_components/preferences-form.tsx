"use client";

import { useState, useTransition } from "react";
import { sentence } from "@/components/business/business-draft";
import { SaveBar } from "@/components/business/save-bar";
import { ZoneField, type ZoneGroups } from "@/components/business/zone-field";
import { Card } from "@/components/ui/card";
import { NotificationPreferences } from "@/lib/contracts/notifications";
import type { Saved } from "@/lib/contracts/saved";
import { ChannelTable } from "./channel-table";
import { DigestFields } from "./digest-fields";
import { QuietHoursFields } from "./quiet-hours-fields";

type PreferencesFormProps = Readonly<{
  preferences: NotificationPreferences;
  zones: ZoneGroups;
  save: (preferences: NotificationPreferences) => Promise<Saved<NotificationPreferences>>;
}>;

/** All of one's wishes, saved together. */
export function PreferencesForm({ preferences, zones, save }: PreferencesFormProps) {
  const [value, setValue] = useState(preferences);
  const [kept, setKept] = useState(preferences);
  const [outcome, setOutcome] = useState<Saved<unknown> | null>(null);
  const [isPending, start] = useTransition();
  const problems: Record<string, string> = {};
  for (const issue of NotificationPreferences.safeParse(value).error?.issues ?? [])
    problems[issue.path.join(".")] ??= sentence(issue.message);
  const change = (part: Partial<NotificationPreferences>) => {
    setOutcome(null);
    setValue({ ...value, ...part });
  };
  const submit = () => {
    if (Object.keys(problems).length > 0) return;
    start(async () => {
      const saved = await save(value);
      if (saved.ok) {
        setValue(saved.data);
        setKept(saved.data);
      }
      setOutcome(saved);
    });
  };
  return (
    <form
      noValidate
      aria-label="How you are told"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="space-y-4"
    >
      <ChannelTable types={value.types} onChange={(types) => change({ types })} />
      <Card title="When e-mails go out">
        <DigestFields
          digest={value.digest}
          error={problems["digest.at"] ?? null}
          onChange={(digest) => change({ digest })}
        />
      </Card>
      <Card title="Quiet hours" hint="Hold back e-mail and push, never the bell.">
        <QuietHoursFields
          quietHours={value.quietHours}
          problems={problems}
          onChange={(quietHours) => change({ quietHours })}
        />
      </Card>
      <Card title="Your clock" hint="Of quiet hours and digests">
        <div className="px-4 pt-1 pb-4">
          <ZoneField
            value={value.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            error={problems["timeZone"] ?? null}
            zones={zones}
          />
        </div>
      </Card>
      <SaveBar
        isChanged={JSON.stringify(value) !== JSON.stringify(kept)}
        isPending={isPending}
        outcome={outcome}
        problems={problems}
        onUndo={() => change(kept)}
      />
    </form>
  );
}
