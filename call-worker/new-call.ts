import type { AgentConfig } from "@/lib/contracts/agent-config";
import { NO_ATTENTION } from "@/lib/contracts/live/attention";
import { AGENT_FLOOR } from "@/lib/contracts/live/steering";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { CallWithPeople } from "./people-of-call";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";

/** Tests, which nobody pays for, and visitors, whom nobody knows, do not last for hours. */
const MOST_UNPAID_MS = 15 * 60_000;
export const shortened = (config: AgentConfig): AgentConfig => ({
  ...config,
  maxDurationMs: Math.min(config.maxDurationMs, MOST_UNPAID_MS),
});

/** What its people have to know of a call. Over the browser there is no carrier's line that a telephone could be brought together with. */
export const withPeople = ({
  organizationId,
  callId,
  channel,
  direction,
  from,
  to,
  agent,
}: ClaimedCall): CallWithPeople => ({
  organizationId,
  callId,
  language: agent.config.language,
  shownNumber: channel === "browser" ? null : direction === "inbound" ? to : from,
});

/**
 * E.164, of the other end: by it alone a caller is taken for somebody that the business knows. Null where it is withheld, there is none, or the network
 * has found that it is not theirs. A number that nobody has signed is taken as it is shown: most are not signed.
 */
export function callerNumberOf({ channel, direction, from, to, isCallerRefuted = false }: ClaimedCall): string | null {
  const otherParty = direction === "inbound" ? from : to;
  if (channel !== "phone" || (direction === "inbound" && isCallerRefuted)) return null;
  return /^\+[1-9]\d{6,14}$/.test(otherParty) ? otherParty : null;
}

/** Where people can be asked, an agent may always ask for one. */
export const withTransfer = (config: AgentConfig): AgentConfig =>
  config.tools.includes("transfer_to_person") ? config : { ...config, tools: [...config.tools, "transfer_to_person"] };

/** A call as the lists show it before anything was said. */
export function newSummary({
  callId,
  direction,
  channel,
  kind,
  from,
  to,
  agent,
  business,
  startedAt,
}: ClaimedCall): CallSummary {
  return {
    id: callId,
    status: "in_progress",
    direction,
    channel,
    kind,
    from,
    to,
    businessId: business.id,
    businessName: business.name,
    timeZone: business.timeZone,
    agentId: agent.id,
    agentName: agent.name,
    agentVersion: agent.version,
    startedAt: startedAt.toISOString(),
    answeredAt: null,
    endedAt: null,
    durationMs: null,
    disposition: null,
    endReason: null,
    turns: 0,
    interruptions: 0,
    medianVoiceToVoiceMs: null,
    lastLine: null,
    floor: AGENT_FLOOR,
    attention: NO_ATTENTION,
  };
}
