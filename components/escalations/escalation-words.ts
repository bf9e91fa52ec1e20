import { formatPhone } from "@/components/format/phone";
import type { Tone } from "@/components/ui/chip";
import type {
  EscalationCause,
  EscalationOffer,
  EscalationPriority,
  EscalationResource,
  EscalationState,
  EscalationSummary,
} from "@/lib/contracts/escalations";

type Words = Readonly<{ label: string; tone: Tone }>;

export const STATE: Readonly<Record<EscalationState, Words>> = {
  waiting: { label: "Waiting for a person", tone: "bad" },
  in_progress: { label: "In progress", tone: "accent" },
  callback: { label: "Call back promised", tone: "warn" },
  completed: { label: "Completed", tone: "good" },
  abandoned: { label: "Caller hung up first", tone: "neutral" },
};

export const PRIORITY: Readonly<Record<EscalationPriority, Words>> = {
  urgent: { label: "Urgent", tone: "bad" },
  high: { label: "High", tone: "warn" },
  normal: { label: "Normal", tone: "neutral" },
  low: { label: "Low", tone: "neutral" },
};

export const CAUSE: Readonly<Record<EscalationCause, string>> = {
  asked: "Asked for a person",
  urgent: "Could not wait",
  sentiment: "Upset",
  unknown: "Agent did not know",
  repeated: "Had to repeat",
  long: "Long call",
  complexity: "Complicated",
  tool_failed: "A tool failed",
  agent: "Agent’s judgement",
  manual: "By the team",
};

export const OFFER: Readonly<Record<EscalationOffer["state"], Words>> = {
  ringing: { label: "Is being asked", tone: "warn" },
  accepted: { label: "Accepted", tone: "good" },
  declined: { label: "Declined", tone: "neutral" },
  no_answer: { label: "Did not answer", tone: "neutral" },
  failed: { label: "Could not be reached", tone: "bad" },
  withdrawn: { label: "Taken back", tone: "neutral" },
};

/** Who has it, or who is asked, in a few words; null: nobody. */
export function whoHasIt(escalation: EscalationSummary): string | null {
  const { state, humanAgentName, acceptedVia, connectedAt, releasedAt, ringing } = escalation;
  if (state === "waiting") return ringing ? `Ringing ${ringing.humanAgentName}` : "Looking for somebody";
  if (!humanAgentName) return null;
  if (state !== "in_progress") return humanAgentName;
  if (releasedAt) return `${humanAgentName}, after the call`;
  const way = acceptedVia === "phone" ? "on their phone" : "in the browser";
  return connectedAt ? `${humanAgentName}, ${way}` : `${humanAgentName} takes it ${way}`;
}

/** Whom it was meant for. */
export function targetWords({ target, offers }: EscalationResource): string {
  switch (target.kind) {
    case "number":
      return formatPhone(target.to);
    case "queue":
      return target.department ? `Whoever of ${target.department} is free` : "Whoever is free";
    case "person":
      return offers.find(({ humanAgentId }) => humanAgentId === target.humanAgentId)?.humanAgentName ?? "One person";
  }
}
