import { ruleAt, type AnsweringPlan } from "./answering-plan";

/** All that decides what becomes of a ring at one number. */
export type NumberPlan = AnsweringPlan & {
  active: boolean;
  /** Those that rules name; `versionId` is null while nothing of one is published. Archived agents are missing. */
  agents: Readonly<Record<string, { name: string; versionId: string | null }>>;
  outage: { message: string; forwardTo: string | null } | null;
  /** E.164; where calls go when no agent can answer. */
  fallbackNumber: string | null;
  fallbackMessage: string | null;
};

export type DivertReason = "schedule" | "outage" | "no_agent";

/** What a ring gets. */
export type RingDecision =
  | { kind: "agent"; agentId: string; agentVersionId: string }
  | { kind: "forward"; to: string; reason: DivertReason }
  | { kind: "message"; text: string; reason: DivertReason }
  | { kind: "nobody" };

/**
 * Who takes a call at an instant (epoch milliseconds): an outage goes before the schedule, and where the schedule's agent cannot answer, or
 * no rule holds, the number's fallback does.
 */
export function answerRing(plan: NumberPlan, atMs: number): RingDecision {
  if (!plan.active) return { kind: "nobody" };
  if (plan.outage) {
    const { forwardTo: to, message: text } = plan.outage;
    return to === null ? { kind: "message", text, reason: "outage" } : { kind: "forward", to, reason: "outage" };
  }
  const target = ruleAt(plan, atMs)?.rule.target;
  switch (target?.kind) {
    case "forward":
      return { kind: "forward", to: target.to, reason: "schedule" };
    case "message":
      return { kind: "message", text: target.text, reason: "schedule" };
    case "agent": {
      const agentVersionId = plan.agents[target.agentId]?.versionId;
      return agentVersionId ? { kind: "agent", agentId: target.agentId, agentVersionId } : withoutAgent(plan);
    }
    case undefined:
      return withoutAgent(plan);
  }
}

function withoutAgent({ fallbackNumber: to, fallbackMessage: text }: NumberPlan): RingDecision {
  if (to !== null) return { kind: "forward", to, reason: "no_agent" };
  return text === null ? { kind: "nobody" } : { kind: "message", text, reason: "no_agent" };
}
