import { Segmented } from "@/components/ui/segmented";
import type { AudioSides } from "@/lib/contracts/call-audio";
import type { Rail } from "./use-rail";

const SIDES: readonly { value: AudioSides; label: string }[] = [
  { value: "both", label: "Both" },
  { value: "caller", label: "Caller" },
  { value: "agent", label: "Agent" },
];

/** Whom one hears. */
export function ListeningSides({ rail: { audio, sound } }: Readonly<{ rail: Rail }>) {
  return (
    <Segmented label="Whom you hear" value={sound.sides} options={SIDES} onChange={(sides) => audio.setSides(sides)} />
  );
}
