"use client";

import { useId } from "react";
import type { WebhookEventType } from "@/lib/contracts/webhook-events";
import { EVENT_GROUPS } from "./event-words";

type EventPickerProps = Readonly<{
  chosen: readonly WebhookEventType[];
  onChange: (chosen: readonly WebhookEventType[]) => void;
  error: string | null;
}>;

/** What a webhook is told of. */
export function EventPicker({ chosen, onChange, error }: EventPickerProps) {
  const errorId = useId();
  const toggle = (type: WebhookEventType, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, type] : chosen.filter((other) => other !== type));
  return (
    <fieldset aria-describedby={error ? errorId : undefined}>
      <legend className="mb-1.5 text-13 font-medium">Send when</legend>
      <div className="grid gap-x-6 gap-y-3 rounded-md border border-line-strong p-3 sm:grid-cols-2">
        {EVENT_GROUPS.map(({ title, events }) => (
          <div key={title} role="group" aria-label={title} className="space-y-1.5">
            <p className="text-12 font-medium text-text-3">{title}</p>
            {events.map(({ type, words }) => (
              <label key={type} className="flex items-start gap-2.5 text-13">
                <input
                  type="checkbox"
                  checked={chosen.includes(type)}
                  onChange={({ target: { checked } }) => toggle(type, checked)}
                  className="mt-0.5 size-4 shrink-0 accent-accent"
                />
                <span className="min-w-0">
                  {words} <code className="font-mono text-12 break-words text-text-3">{type}</code>
                </span>
              </label>
            ))}
          </div>
        ))}
      </div>
      {error ? (
        <p id={errorId} className="mt-1.5 text-13 text-bad">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
