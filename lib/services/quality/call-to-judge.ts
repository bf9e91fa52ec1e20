import { AgentConfig } from "@/lib/contracts/agent-config";
import type { CallKind } from "@/lib/contracts/live/call-summary";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { withTenant } from "@/lib/db/transaction";
import { type CallLine, linesOf } from "@/lib/domain/quality/transcript";
import { type BusinessQuality, qualityOfBusiness } from "./quality-of-business";

/** A call that is over, with all that it is judged by. */
export type CallToJudge = {
  organizationId: string;
  callId: string;
  businessId: string;
  kind: CallKind;
  direction: "inbound" | "outbound";
  startedAt: Date;
  durationMs: number;
  agentName: string;
  language: string;
  /** What its agent was told as true for every call. */
  facts: readonly string[];
  events: readonly { body: CallEventBody; atMs: number }[];
  lines: readonly CallLine[];
  business: BusinessQuality;
};

/** Reads a call for judging it. Null: it is gone. */
export function readCallToJudge(organizationId: string, callId: string): Promise<CallToJudge | null> {
  return withTenant(organizationId, async (tx) => {
    const call = await tx.call.findUnique({
      where: { organizationId_id: { organizationId, id: callId } },
      select: {
        businessId: true,
        kind: true,
        direction: true,
        durationMs: true,
        callDay: true,
        startedAt: true,
        draftConfig: true,
        agent: { select: { name: true } },
        agentVersion: { select: { config: true } },
        business: { select: { city: true, contact: true } },
      },
    });
    const business = call && (await qualityOfBusiness(tx, organizationId, call.businessId));
    if (!business) return null;
    const rows = await tx.callEvent.findMany({
      where: { organizationId, callId, callDay: call.callDay },
      orderBy: { seq: "asc" },
      select: { body: true, at: true },
    });
    const stored = rows.map(({ body, at }) => ({ body: body as CallEventBody, at: at.getTime() }));
    const zero = stored.find(({ body }) => body.type === "line.connected")?.at ?? call.startedAt.getTime();
    const { businessId, kind, direction, startedAt, durationMs, agent } = call;
    const { language, instructions } = AgentConfig.parse(call.draftConfig ?? call.agentVersion?.config ?? {});
    return {
      organizationId,
      callId,
      businessId,
      kind,
      direction,
      startedAt,
      durationMs: durationMs ?? 0,
      agentName: agent.name,
      language,
      facts: [...instructions.facts, ...factsOf(business.name, call.business)],
      events: stored.map(({ body, at }) => ({ body, atMs: Math.max(0, at - zero) })),
      lines: linesOf(stored.map(({ body }) => body)),
      business,
    };
  });
}

const factsOf = (name: string, { city, contact }: { city: string | null; contact: unknown }): string[] => [
  `The business is ${name}${city ? ` in ${city}` : ""}.`,
  ...Object.values((contact ?? {}) as Record<string, unknown>)
    .filter((value): value is string => typeof value === "string" && value !== "")
    .map((value) => `Of the business: ${value}`),
];
