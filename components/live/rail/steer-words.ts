import type { InterveneReply } from "@/lib/contracts/live/socket";
import type { SteerCommand } from "@/lib/contracts/live/steering";

export const NOT_CONNECTED =
  "Not sent: the connection is lost. What you wrote is still here; send it again when the connection is back.";
export const NO_ANSWER =
  "No answer came, so it may or may not have taken effect. Look at the transcript, then try again.";

/** What follows from a command that took effect. */
export function doneWords(command: SteerCommand): string {
  switch (command.action) {
    case "whisper":
      return "The agent follows it from its next sentence.";
    case "say":
      return "The agent says it now.";
    case "pause":
      return "The agent is paused: it listens and says nothing.";
    case "resume":
      return "The agent goes on.";
    case "override":
      return command.text === ""
        ? "The agent's own instructions count again."
        : "The agent follows this for the rest of the call.";
    case "give_back":
      return command.promised === ""
        ? "The agent has the call again."
        : "The agent has the call again and knows what you promised.";
    case "transfer":
      return command.target.kind === "number" && command.mode === "cold"
        ? "The caller is handed on now."
        : "Somebody is asked to take the call. The agent stays with the caller until they do.";
    case "stop_recording":
      return "Nothing more of this call’s sound is kept.";
    case "end":
      return "The agent says goodbye and hangs up.";
  }
}

/** Why a command did not take effect; null: it did. */
export const refusalWords = (reply: InterveneReply): string | null => (reply.result === "done" ? null : reply.message);
