import { Bot, Mic, Pause, User } from "lucide-react";
import { Chip } from "@/components/ui/chip";
import type { CallFloor } from "@/lib/contracts/live/steering";

type FloorChipProps = Readonly<{ floor: CallFloor; userId: string | null }>;

/** Who speaks for the business at this moment. */
export function FloorChip({ floor, userId }: FloorChipProps) {
  const { holder, by } = floor;
  const icon = "size-3";
  switch (holder) {
    case "agent":
      return (
        <Chip tone="accent" icon={<Bot aria-hidden className={icon} />}>
          agent speaks
        </Chip>
      );
    case "paused":
      return (
        <Chip tone="warn" icon={<Pause aria-hidden className={icon} />}>
          paused{by ? ` by ${by.userId === userId ? "you" : by.name}` : ""}
        </Chip>
      );
    case "person":
      return by?.userId && by.userId === userId ? (
        <Chip tone="bad" icon={<Mic aria-hidden className={icon} />}>
          you have the call
        </Chip>
      ) : (
        <Chip tone="good" icon={<User aria-hidden className={icon} />}>
          {by?.name || "somebody of the team"} has the call
        </Chip>
      );
  }
}
