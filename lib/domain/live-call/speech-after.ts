import type { CallEvent } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";

/** The final text takes the place of the spoken one in the same frame, so that no line shows twice. */
export function speechAfter(speech: LiveSpeech | null, { body }: CallEvent): LiveSpeech | null {
  if (!speech) return null;
  if (body.type === "call.ended") return null;
  if (body.type === "answer.ended" && speech.agent?.turnId === body.turnId) return { ...speech, agent: null };
  if (body.type !== "segment.final") return speech;
  if (speech.caller?.turnId === body.turnId) return { ...speech, caller: null };
  if (speech.person?.turnId === body.turnId) return { ...speech, person: null };
  return speech;
}
