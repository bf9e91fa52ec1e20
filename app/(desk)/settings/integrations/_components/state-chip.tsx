import { Chip, type Tone } from "@/components/ui/chip";
import type { IntegrationState } from "@/lib/contracts/integrations";

const WORDS: Record<IntegrationState, { tone: Tone; label: string }> = {
  connected: { tone: "good", label: "Connected" },
  needs_reconnecting: { tone: "bad", label: "Has to be connected again" },
  not_connected: { tone: "neutral", label: "Not connected" },
  unavailable: { tone: "neutral", label: "Not set up here" },
};

export function StateChip({ state }: Readonly<{ state: IntegrationState }>) {
  const { tone, label } = WORDS[state];
  return <Chip tone={tone}>{label}</Chip>;
}
