import type { CallFloor } from "@/lib/contracts/live/steering";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";

export type RailAction =
  | "listen"
  | "whisper"
  | "say"
  | "pause"
  | "resume"
  | "instructions"
  | "take_over"
  | "give_back"
  | "transfer"
  | "stop_recording"
  | "end";

export type RailItem = Readonly<{
  action: RailAction;
  label: string;
  /** The letter that does it. */
  key: string;
  /** Why it cannot be done now, in words; null: it can. */
  reason: string | null;
  /** It is going on. */
  isOn: boolean;
}>;

/** What decides which of the actions can be done. */
export type RailSight = Readonly<{
  phase: LiveCall["phase"];
  floor: CallFloor;
  /** Of whom the rail is. */
  userId: string;
  mayControl: boolean;
  mayListen: boolean;
  isListening: boolean;
  /** Null: nothing is recorded. */
  recording: LiveCall["recording"];
  /** A connection of the sound, or the microphone, is being waited for. */
  isConnecting: boolean;
}>;

/** Every key that the rail may have, for the list of keys. */
export const RAIL_KEYS: readonly { action: RailAction; key: string; does: string }[] = [
  { action: "listen", key: "L", does: "Live call: listen, or stop listening" },
  { action: "whisper", key: "W", does: "Live call: whisper to the agent" },
  { action: "say", key: "S", does: "Live call: have the agent say something" },
  { action: "pause", key: "P", does: "Live call: pause the agent, or let it go on" },
  { action: "instructions", key: "I", does: "Live call: instructions for this call" },
  { action: "take_over", key: "T", does: "Live call: take over" },
  { action: "give_back", key: "B", does: "Live call: give back to the agent" },
  { action: "transfer", key: "X", does: "Live call: transfer" },
  { action: "stop_recording", key: "R", does: "Live call: stop the recording" },
  { action: "end", key: "E", does: "Live call: end the call" },
];

const NO_RIGHT = "Your role does not include this. Ask an owner or admin.";

/** What one can do with a call now, in the order in which it is shown, each with why it cannot be done where it can't. */
export function railItems(sight: RailSight): RailItem[] {
  const { floor, userId, mayControl, mayListen, isListening, isConnecting, recording } = sight;
  const isMine = floor.holder === "person" && floor.by?.userId === userId;
  const notNow = notNowOf(sight);
  const heldByOther = floor.holder === "person" && !isMine ? `${nameOf(floor)} is speaking with the caller.` : null;
  const speaksOneself = isMine ? "You are speaking with the caller yourself. Give the call back first." : null;
  const steering = (...reasons: (string | null)[]) =>
    mayControl ? (notNow ?? reasons.find((reason) => reason !== null) ?? null) : NO_RIGHT;
  const waiting = isConnecting ? "The connection to the call's sound is being made." : null;

  const item = (action: RailAction, label: string, key: string, reason: string | null, isOn = false): RailItem => ({
    action,
    label,
    key,
    reason,
    isOn,
  });
  return [
    isMine
      ? item("listen", "Listening", "L", "You hear the caller for as long as you speak with them.", true)
      : item(
          "listen",
          isListening ? "Listening" : "Listen",
          "L",
          mayListen ? (isListening ? null : (notNow ?? waiting)) : NO_RIGHT,
          isListening,
        ),
    item("whisper", "Whisper", "W", steering()),
    item("say", "Say", "S", steering(heldByOther, speaksOneself)),
    floor.holder === "paused"
      ? item("resume", "Resume", "P", steering(), true)
      : item("pause", "Pause", "P", steering(heldByOther, speaksOneself)),
    isMine
      ? item("give_back", "Give back", "B", steering(), true)
      : item("take_over", "Take over", "T", steering(heldByOther, waiting)),
    item("transfer", "Transfer", "X", steering(heldByOther)),
    item("instructions", "Instruct", "I", steering()),
    ...(recording === null
      ? []
      : [
          item(
            "stop_recording",
            recording === "on" ? "Stop recording" : "Not recording",
            "R",
            steering(recording === "on" ? null : "The recording was stopped. It can’t be started again."),
          ),
        ]),
    item("end", "End call", "E", steering(heldByOther)),
  ];
}

function notNowOf({ phase }: RailSight): string | null {
  if (phase === "ended") return "The call has ended.";
  return phase === "waiting" ? "Nobody has answered yet." : null;
}

const nameOf = ({ by }: CallFloor): string => by?.name || "Somebody else";
