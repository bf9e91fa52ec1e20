import { Chip, type Tone } from "@/components/ui/chip";

const TONES: Record<string, Tone> = { GET: "neutral", POST: "accent", PUT: "warn", PATCH: "warn", DELETE: "bad" };

export function MethodChip({ method }: Readonly<{ method: string }>) {
  return (
    <Chip tone={TONES[method] ?? "neutral"} className="font-mono">
      {method}
    </Chip>
  );
}
