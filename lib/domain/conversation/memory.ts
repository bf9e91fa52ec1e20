import type { CallEvent } from "@/lib/contracts/live/events";
import { historyFromEvents } from "./history";
import { NO_STEERING, type HistoryEntry, type Steering } from "./state";

/** What goes with a call from one worker to the next. */
export type CallMemory = { history: readonly HistoryEntry[]; steering: Steering };

export function memoryFromEvents(events: readonly CallEvent[]): CallMemory {
  return { history: historyFromEvents(events), steering: steeringFromEvents(events) };
}

/** What the people of the business told the agent in a call, from its record. */
export function steeringFromEvents(events: readonly CallEvent[]): Steering {
  let steering = NO_STEERING;
  for (const { body } of events) {
    if (body.type === "escalation.raised") steering = { ...steering, raised: [...steering.raised, body.cause] };
    if (body.type !== "supervisor.acted") continue;
    const { action, name, text } = body;
    if (action === "whisper") steering = { ...steering, whispers: [...steering.whispers, text] };
    else if (action === "override") steering = { ...steering, override: text };
    else if (action === "take_over")
      steering = { ...steering, colleagues: [...steering.colleagues.filter((known) => known !== name), name] };
    else if (action === "give_back" && text !== "")
      steering = { ...steering, promised: [...steering.promised, { name, text }] };
  }
  return steering;
}
