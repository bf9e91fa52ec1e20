"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { SwitchRow } from "@/components/ui/switch-row";
import type { WebhookResource, WebhookWithSecret } from "@/lib/contracts/webhooks";
import type { WebhookEventType } from "@/lib/contracts/webhook-events";
import { createWebhookAction, updateWebhookAction } from "../actions";
import { EventPicker } from "./event-picker";
import { RemoveWebhook } from "./remove-webhook";
import { ShownSecret } from "./shown-secret";
import { useChange } from "../../_components/use-change";

const FIRST: readonly WebhookEventType[] = ["call.ended", "call.analyzed"];

/** Where it leads and what it is told of. What was typed stays when something in it is wrong. */
export function WebhookForm({ webhook, mayWrite }: Readonly<{ webhook: WebhookResource | null; mayWrite: boolean }>) {
  const router = useRouter();
  const { run, isPending, failure } = useChange();
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [description, setDescription] = useState(webhook?.description ?? "");
  const [events, setEvents] = useState<readonly WebhookEventType[]>(webhook?.events ?? FIRST);
  const [enabled, setEnabled] = useState(webhook?.enabled ?? true);
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  const errorOf = (field: string) => failure?.fields[field] ?? null;

  const save = () => {
    const input = { url, description, events, enabled };
    if (webhook)
      run(
        () => updateWebhookAction(webhook.id, input),
        () => router.refresh(),
      );
    else run(() => createWebhookAction(input), setMade);
  };

  return (
    <Card title={webhook ? "What it is told" : "Where and what"}>
      <form
        noValidate
        className="space-y-4 px-4 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <fieldset disabled={!mayWrite || isPending} className="space-y-4">
          <div className="grid gap-3 sm:grid-cols-2">
            <Field
              label="Address"
              value={url}
              placeholder="https://crm.example.com/aybiza"
              autoComplete="off"
              spellCheck={false}
              className="[&_input]:font-mono"
              error={errorOf("url")}
              onChange={({ target: { value } }) => setUrl(value)}
            />
            <Field
              label="Description"
              value={description}
              placeholder="What it is for, like the CRM"
              maxLength={200}
              autoComplete="off"
              error={errorOf("description")}
              onChange={({ target: { value } }) => setDescription(value)}
            />
          </div>
          <EventPicker chosen={events} onChange={setEvents} error={errorOf("events")} />
          <SwitchRow
            label="Switched on"
            hint="Off, what waits is kept and goes out once it is on again. What happens meanwhile is not sent."
            checked={enabled}
            onChange={setEnabled}
          />
        </fieldset>
        <Failure message={failure?.message ?? null} />
        {mayWrite ? (
          <div className="flex flex-wrap justify-between gap-2">
            <Button type="submit" look="primary" disabled={isPending}>
              {webhook ? "Save" : "Add the webhook"}
            </Button>
            {webhook ? <RemoveWebhook webhookId={webhook.id} /> : null}
          </div>
        ) : null}
      </form>
      <Dialog
        open={made !== null}
        // A secret that was not kept is lost: only the button closes it.
        onOpenChange={() => undefined}
        title="The signing secret"
      >
        {made ? <ShownSecret secret={made.secret} onKept={() => router.push(`/settings/webhooks/${made.id}`)} /> : null}
      </Dialog>
    </Card>
  );
}
