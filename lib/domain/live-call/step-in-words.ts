import type { CallEventBody } from "@/lib/contracts/live/events";

type Body<T extends CallEventBody["type"]> = Extract<CallEventBody, { type: T }>;

const ACTED = {
  listen: "listens",
  stop_listening: "no longer listens",
  whisper: "whispered to the agent",
  say: "had the agent say",
  pause: "paused the agent",
  resume: "let the agent go on",
  override: "changed the instructions for this call",
  take_over: "took over",
  give_back: "gave the call back to the agent",
  connection_lost: "was cut off; the agent comes back",
  transfer: "transfers the call",
  stop_recording: "stopped the recording",
  end: "ends the call",
} as const satisfies Record<Body<"supervisor.acted">["action"], string>;

/** What somebody of the team did with the call, as a line of its transcript. */
export const actedWords = ({ action, name }: Pick<Body<"supervisor.acted">, "action" | "name">): string =>
  `${name} ${ACTED[action]}`;

export function movedWords({ to, humanAgentName }: Body<"escalation.moved">): string {
  const who = humanAgentName ?? "Somebody";
  switch (to) {
    case "ringing":
      return `${who} is asked to take the call`;
    case "declined":
      return `${who} declined`;
    case "no_answer":
      return `${who} did not answer`;
    case "accepted":
      return `${who} takes the call`;
    case "nobody":
      return "Nobody could take the call";
    case "withdrawn":
      return "The search for a person was ended";
  }
}

export const answeredWords = ({ answer, name }: Body<"colleague.answered">): string =>
  answer === null ? "No colleague answered in time" : `${name ?? "A colleague"} answered: ${answer}`;
