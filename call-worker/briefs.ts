import { createHash } from "node:crypto";
import { type AgentConfig, DEFAULT_VOICE } from "@/lib/contracts/agent-config";
import type { CallMemory } from "@/lib/domain/conversation/memory";
import { settingsFromConfig } from "@/lib/domain/conversation/settings-from-config";
import { assemblePrompt } from "@/lib/domain/prompt/assemble-prompt";
import { describeSituation } from "@/lib/domain/prompt/describe-situation";
import {
  ASK_DEFINITION,
  inputSchemaOf,
  SEARCH_DEFINITION,
  STOP_RECORDING_DEFINITION,
  TOOL_DEFINITIONS,
} from "@/lib/domain/tools/tool-specs";
import type { CallTool, ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import { ownToolRules, ownToolSpecs } from "./own-tools";
import { callerNumberOf, shortened, withTransfer } from "./new-call";
import type { Clock } from "./ports/clock";
import type { ToolSpec } from "./ports/language-model";
import type { CallBrief } from "./session/call-brief";

/** What a session is told of its call, from the call's row, its agent's version and what its earlier owners knew. */
export class Briefs {
  private readonly toolSpecs = new Map<string, readonly ToolSpec[]>();

  constructor(private readonly clock: Clock) {}

  /** `hasPeople`: somebody of the business can be asked. */
  of(call: ClaimedCall, memory: CallMemory, hasPeople: boolean): CallBrief {
    const { callId, organizationId, epoch, agent, business, direction } = call;
    const config = hasPeople ? withTransfer(agent.config) : agent.config;
    const otherParty = direction === "inbound" ? call.from : call.to;
    const callerNumber = callerNumberOf(call);
    const nowMs = this.clock.wallTime().getTime();
    const { timeZone, weeklyHours, specialDays } = business;
    const own = call.ownTools ?? [];
    // No carrier stands between us and a browser that could dial a person's number for it.
    const fallbackNumber = call.channel === "browser" ? null : business.fallbackNumber;
    return {
      callId,
      organizationId,
      epoch,
      settings: settingsFromConfig(call.kind === "regular" ? config : shortened(config), {
        direction,
        fallbackNumber,
        isTest: call.kind === "test",
        people: hasPeople ? business.escalation : null,
        callerNumber,
        canDial: call.channel !== "browser",
        canLookUp: business.hasKnowledge,
        ownTools: ownToolRules(own),
        sha256: (text) => createHash("sha256").update(text).digest("hex"),
      }),
      system: assemblePrompt(config, {
        agentName: agent.name,
        businessName: business.name,
        industry: business.industry,
        brandVoice: business.brandVoice,
        personReachable: fallbackNumber !== null || hasPeople,
      }),
      situation: describeSituation({
        nowMs,
        timeZone,
        direction,
        channel: call.channel,
        isTest: call.kind === "test",
        otherParty,
        isRefuted: direction === "inbound" && (call.isCallerRefuted ?? false),
        mayText: config.tools.includes("send_text") && callerNumber !== null ? business.texts : undefined,
      }),
      tools: this.specsOf(config, own, business.hasKnowledge, hasPeople),
      allowedTools: config.tools,
      schedule: { timeZone, weeklyHours, specialDays },
      voice: config.voice || DEFAULT_VOICE,
      listen: {
        language: config.language,
        endOfTurnThreshold: config.endOfTurn.eotThreshold,
        eagerEndOfTurnThreshold: config.endOfTurn.eagerEotThreshold,
        endOfTurnTimeoutMs: config.endOfTurn.eotTimeoutMs,
        keyterms: config.keyterms,
      },
      ...memory,
      elapsedMs: epoch === 0 ? 0 : Math.max(0, nowMs - call.startedAt.getTime()),
    };
  }

  /** One array per set of tools, so that an adapter prepares it once. */
  private specsOf(
    config: AgentConfig,
    own: readonly CallTool[],
    hasKnowledge: boolean,
    hasPeople: boolean,
  ): readonly ToolSpec[] {
    const isRecorded = config.recordingNotice.enabled;
    const ofOwn = own.map(({ id, version }) => `${id} ${version}`);
    const key = `${config.tools.join(",")} ${ofOwn.join(",")} ${hasKnowledge} ${hasPeople} ${isRecorded}`;
    let specs = this.toolSpecs.get(key);
    if (!specs) {
      const definitions = config.tools.map((name) => TOOL_DEFINITIONS[name]);
      const ours = [
        ...definitions,
        ...(hasKnowledge ? [SEARCH_DEFINITION] : []),
        ...(hasPeople ? [ASK_DEFINITION] : []),
        ...(isRecorded ? [STOP_RECORDING_DEFINITION] : []),
      ].map((definition) => ({
        name: definition.name,
        description: definition.description,
        inputSchema: inputSchemaOf(definition),
      }));
      specs = [...ours, ...ownToolSpecs(own)];
      this.toolSpecs.set(key, specs);
    }
    return specs;
  }
}
