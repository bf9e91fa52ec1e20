import type { CallEvent } from "@/lib/contracts/live/events";
import { ANYBODY } from "./find-person";
import { historyFromEvents } from "./history";
import {
  NO_SEARCH,
  NO_STEERING,
  type HistoryEntry,
  type RecordingState,
  type SearchMemory,
  type Steering,
} from "./state";

/** What goes with a call from one worker to the next. */
export type CallMemory = {
  history: readonly HistoryEntry[];
  steering: Steering;
  searching: SearchMemory;
  /** How its recording stands. */
  recording: RecordingState["phase"];
};

export function memoryFromEvents(events: readonly CallEvent[]): CallMemory {
  return {
    history: historyFromEvents(events),
    steering: steeringFromEvents(events),
    searching: searchFromEvents(events),
    recording: recordingFromEvents(events),
  };
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

/** How it stands with a person for the caller; of a call that ended and goes on, they come back from one. Whom the search is for is kept with the escalation, by its id. */
function searchFromEvents(events: readonly CallEvent[]): SearchMemory {
  let known = NO_SEARCH;
  for (const { body } of events) {
    if (body.type === "escalation.raised") {
      const { escalationId, cause, reason, mode } = body;
      const begun = { escalationId, cause, reason, mode, target: ANYBODY, by: null, awaited: null };
      known = { ...NO_SEARCH, search: { ...begun, tries: 0, linesSaid: 0 } };
    } else if (body.type === "escalation.moved" && body.escalationId === known.search?.escalationId) {
      const { search } = known;
      const { to, userId, humanAgentName: name } = body;
      const isAwaited = to === "accepted" && userId !== undefined && name !== null;
      if (to === "nobody") known = { ...NO_SEARCH, nobodyFor: search.reason, owesCallback: search.reason };
      else if (isAwaited) known = { ...known, search: { ...search, awaited: { userId, name } } };
      else if (to === "accepted" || to === "withdrawn") known = NO_SEARCH;
      else if (to === "no_answer" && search.awaited)
        known = { ...known, search: { ...search, awaited: null, tries: search.tries + 1 } };
    } else if (body.type === "supervisor.acted" && body.action === "take_over" && known.search?.awaited)
      known = NO_SEARCH;
    else if (body.type === "callback.promised") known = { ...known, owesCallback: null };
    else if (body.type === "call.ended") known = { ...NO_SEARCH, cameBack: "talked" };
    else if (body.type === "line.connected") known = { ...known, cameBack: null };
  }
  return known;
}

/** What was being recorded goes on; what the caller or the team has stopped never does. */
function recordingFromEvents(events: readonly CallEvent[]): RecordingState["phase"] {
  let phase: RecordingState["phase"] = "none";
  for (const { body } of events) {
    if (body.type === "recording.started") phase = "resuming";
    else if (body.type === "recording.stopped" && body.reason !== "ended" && body.reason !== "failed") phase = "over";
  }
  return phase;
}
