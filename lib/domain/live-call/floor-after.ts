import type { CallEventBody } from "@/lib/contracts/live/events";
import { AGENT_FLOOR, type CallFloor } from "@/lib/contracts/live/steering";

/** Who has the floor after one more fact of a call; the same object where nothing changes. */
export function floorAfter(floor: CallFloor, body: CallEventBody): CallFloor {
  if (body.type === "call.ended") return AGENT_FLOOR;
  if (body.type !== "supervisor.acted") return floor;
  const by = { userId: body.userId, name: body.name };
  switch (body.action) {
    case "pause":
      return { holder: "paused", by };
    case "take_over":
      return { holder: "person", by };
    case "resume":
    case "give_back":
    case "connection_lost":
      return AGENT_FLOOR;
    default:
      return floor;
  }
}
