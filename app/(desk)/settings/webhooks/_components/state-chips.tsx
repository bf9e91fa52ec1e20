import { Chip, type Tone } from "@/components/ui/chip";
import type { DeliveryState, WebhookResource } from "@/lib/contracts/webhooks";

const WORDS: Record<DeliveryState, { tone: Tone; label: string }> = {
  waiting: { tone: "warn", label: "Waiting" },
  sending: { tone: "accent", label: "Being sent" },
  paused: { tone: "neutral", label: "Kept while off" },
  delivered: { tone: "good", label: "Delivered" },
  failed: { tone: "bad", label: "Failed" },
};

export const STATE_WORDS = Object.fromEntries(
  Object.entries(WORDS).map(([state, { label }]) => [state, label]),
) as Record<DeliveryState, string>;

export function DeliveryChip({ state }: Readonly<{ state: DeliveryState }>) {
  const { tone, label } = WORDS[state];
  return <Chip tone={tone}>{label}</Chip>;
}

export function WebhookChip({ webhook }: Readonly<{ webhook: WebhookResource }>) {
  const { enabled, offBecause, failingSince } = webhook;
  if (!enabled)
    return offBecause === null ? <Chip>Switched off</Chip> : <Chip tone="bad">Switched off, because it failed</Chip>;
  return failingSince === null ? null : <Chip tone="bad">Failing</Chip>;
}
