import { Chip, type Tone } from "@/components/ui/chip";
import type { McpToolState } from "@/lib/contracts/mcp-servers";

const WORDS: Record<McpToolState, { tone: Tone; label: string }> = {
  new: { tone: "neutral", label: "Not allowed" },
  allowed: { tone: "good", label: "Allowed" },
  changed: { tone: "bad", label: "Changed since it was allowed: switched off" },
  gone: { tone: "warn", label: "Not offered any more" },
  unusable: { tone: "warn", label: "Can’t be used" },
};

export function StateChip({ state }: Readonly<{ state: McpToolState }>) {
  const { tone, label } = WORDS[state];
  return <Chip tone={tone}>{label}</Chip>;
}
