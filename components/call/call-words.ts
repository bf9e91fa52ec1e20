import type { CallStatus, CallSummary } from "@/lib/contracts/live/call-summary";
import type { Tone } from "@/components/ui/chip";

type Words = { label: string; tone: Tone };

const statuses: Record<CallStatus, Words> = {
  initiated: { label: "Starting", tone: "neutral" },
  ringing: { label: "Ringing", tone: "accent" },
  in_progress: { label: "In progress", tone: "accent" },
  completed: { label: "Completed", tone: "neutral" },
  busy: { label: "Busy", tone: "neutral" },
  no_answer: { label: "No answer", tone: "warn" },
  canceled: { label: "Canceled", tone: "neutral" },
  failed: { label: "Failed", tone: "bad" },
  escalated: { label: "Escalated", tone: "warn" },
};

const dispositions: Record<string, string> = {
  caller_hung_up: "Caller hung up",
  agent_ended: "Agent said goodbye",
  silence: "Ended after silence",
  max_duration: "Reached the time limit",
  loop_stopped: "Stopped going in circles",
  voicemail_left: "Voicemail left",
  no_person: "No person answered",
  transferred: "Transferred",
  killed: "Ended by a person",
  refused: "Refused",
  failed: "Failed",
};

export const statusWords = (status: CallStatus): Words => statuses[status];

/** How the call ended, in words; an unknown disposition of a newer worker is shown as it is. */
export const dispositionWords = (disposition: string): string =>
  dispositions[disposition] ?? disposition.replaceAll("_", " ");

export const STATUS_CHOICES = Object.entries(statuses).map(([value, { label }]) => ({ value, label }));

/** What kind of call it is, where it is not an ordinary one by telephone; null where it is. */
export function kindWords({ channel, kind }: Pick<CallSummary, "channel" | "kind">): string | null {
  if (kind === "test") return "Test";
  if (kind === "widget") return "Web site";
  return channel === "browser" ? "Browser" : null;
}

/** `v3`, or that it was the draft. */
export const versionWords = (version: number | null): string => (version === null ? "draft" : `v${version}`);

/** The number of the other side, whoever called. */
export const otherParty = (call: Pick<CallSummary, "direction" | "from" | "to">): string =>
  call.direction === "inbound" ? call.from : call.to;
