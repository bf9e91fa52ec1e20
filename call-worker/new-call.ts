import type { AgentConfig } from "@/lib/contracts/agent-config";
import { NO_ATTENTION } from "@/lib/contracts/live/attention";
import { AGENT_FLOOR } from "@/lib/contracts/live/steering";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import type { ClaimedCall } from "@/lib/services/call-ownership/claim-call";

/** Tests, which nobody pays for, and visitors, whom nobody knows, do not last for hours. */
const MOST_UNPAID_MS = 15 * 60_000;
export const shortened = (config: AgentConfig): AgentConfig => ({
  ...config,
  maxDurationMs: Math.min(config.maxDurationMs, MOST_UNPAID_MS),
});

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
