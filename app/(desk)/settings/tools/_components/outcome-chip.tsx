import { Chip, type Tone } from "@/components/ui/chip";
import type { RunOutcome } from "@/lib/contracts/tools";

const WORDS: Record<RunOutcome, { tone: Tone; label: string }> = {
  running: { tone: "neutral", label: "Under way" },
  done: { tone: "good", label: "Done" },
  refused: { tone: "warn", label: "Refused" },
  not_sent: { tone: "bad", label: "Not sent" },
  unknown: { tone: "bad", label: "Not known whether done" },
  failed: { tone: "bad", label: "No usable answer" },
};

export function OutcomeChip({ outcome }: Readonly<{ outcome: RunOutcome }>) {
  const { tone, label } = WORDS[outcome];
  return <Chip tone={tone}>{label}</Chip>;
}
