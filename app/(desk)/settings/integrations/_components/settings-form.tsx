"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import type { IntegrationResource } from "@/lib/contracts/integrations";
import { saveIntegrationAction } from "../actions";

/** What the server puts into the integration's requests. */
export function SettingsForm({ integration }: Readonly<{ integration: IntegrationResource }>) {
  const { vendor, settings } = integration;
  const [isPending, start] = useTransition();
  const [typed, setTyped] = useState(() => Object.fromEntries(settings.map(({ name, value }) => [name, value])));
  const [failure, setFailure] = useState<{ message: string; fields: Record<string, string> } | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const save = () =>
    start(async () => {
      const outcome = await saveIntegrationAction(vendor, typed);
      setFailure(outcome.ok ? null : outcome);
      setIsSaved(outcome.ok);
    });
  return (
    <Card title="Where things go" hint="Put in by the server: nothing that a caller says changes it">
      <form
        className="space-y-3 px-4 pt-1 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          {settings.map(({ name, label, hint }) => (
            <Field
              key={name}
              label={label}
              {...(hint ? { hint } : {})}
              autoComplete="off"
              value={typed[name] ?? ""}
              error={failure?.fields[`settings.${name}`] ?? null}
              onChange={({ target: { value } }) => {
                setIsSaved(false);
                setTyped((before) => ({ ...before, [name]: value }));
              }}
            />
          ))}
        </div>
        <Failure message={failure?.message ?? null} />
        <div className="flex items-center gap-3">
          <Button type="submit" disabled={isPending}>
            {isPending ? "Saving" : "Save"}
          </Button>
          <span role="status" className="text-13 text-text-3">
            {isSaved ? "Saved" : ""}
          </span>
        </div>
      </form>
    </Card>
  );
}
