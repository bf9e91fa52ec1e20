import { z } from "zod";
import { TransferTarget } from "./live/steering";

export const EscalationState = z.enum(["waiting", "in_progress", "callback", "completed", "abandoned"]);
export type EscalationState = z.infer<typeof EscalationState>;

/**
 * What set it off. `asked`, `urgent`: words · `sentiment` · `unknown`: the agent often did not know · `repeated`: the caller had to repeat ·
 * `long` and `complexity`: the call · `tool_failed`: a tool, again and again · `agent`: the AI's own judgement, by its tool · `manual`: somebody of the team.
 */
export const EscalationCause = z.enum([
  "asked",
  "urgent",
  "sentiment",
  "unknown",
  "repeated",
  "long",
  "complexity",
  "tool_failed",
  "agent",
  "manual",
]);
export type EscalationCause = z.infer<typeof EscalationCause>;

export const EscalationPriority = z.enum(["low", "normal", "high", "urgent"]);
export type EscalationPriority = z.infer<typeof EscalationPriority>;

/** What the person is shown, and told in a few words, before the line opens. */
export const ContextPacket = z
  .strictObject({
    summary: z.string(),
    keyPoints: z.array(z.string()),
    customer: z.strictObject({
      number: z.string(),
      name: z.string().nullable(),
      /** What is known of them, such as that their account was verified. */
      notes: z.array(z.string()),
    }),
    issue: z.string(),
    /** Of the business's departments and skills, those it is about. Absent in packets stored before there were such. */
    department: z.string().nullable().default(null),
    skills: z.array(z.string()).default([]),
    earlierContacts: z.array(
      z.strictObject({ callId: z.string(), at: z.string(), agentName: z.string(), outcome: z.string() }),
    ),
    knowledgeUsed: z.array(z.strictObject({ title: z.string(), text: z.string(), url: z.string().nullable() })),
    promises: z.array(z.string()),
    actionItems: z.array(z.string()),
    priority: EscalationPriority,
    reason: z.string(),
    language: z.string(),
  })
  .meta({ id: "ContextPacket" });
export type ContextPacket = z.infer<typeof ContextPacket>;

export const EscalationOfferState = z.enum(["ringing", "accepted", "declined", "no_answer", "failed", "withdrawn"]);

export const EscalationOffer = z
  .strictObject({
    id: z.uuid(),
    humanAgentId: z.uuid(),
    humanAgentName: z.string(),
    state: EscalationOfferState,
    ringsPhone: z.boolean(),
    offeredAt: z.string(),
    ringsUntil: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: "EscalationOffer" });
export type EscalationOffer = z.infer<typeof EscalationOffer>;

/** As lists show it: without what is known of the caller, and who was asked before. */
export const EscalationSummary = z
  .strictObject({
    id: z.uuid(),
    callId: z.uuid(),
    businessId: z.uuid(),
    businessName: z.string(),
    agentName: z.string(),
    /** The caller: E.164, or who called over the browser. */
    caller: z.string(),
    cause: EscalationCause,
    reason: z.string(),
    priority: EscalationPriority,
    mode: z.enum(["cold", "warm"]),
    target: TransferTarget,
    state: EscalationState,
    /** Who is asked at this moment. */
    ringing: z.strictObject({ humanAgentId: z.uuid(), humanAgentName: z.string() }).nullable(),
    humanAgentId: z.uuid().nullable(),
    humanAgentName: z.string().nullable(),
    acceptedVia: z.enum(["browser", "phone"]).nullable(),
    resolution: z.string().nullable(),
    callbackNumber: z.string().nullable(),
    createdAt: z.string(),
    acceptedAt: z.string().nullable(),
    connectedAt: z.string().nullable(),
    releasedAt: z.string().nullable(),
    settledAt: z.string().nullable(),
    reopenedAt: z.string().nullable(),
    /** From the moment it was raised to the one it was settled. */
    resolutionMs: z.number().nullable(),
  })
  .meta({ id: "EscalationSummary" });
export type EscalationSummary = z.infer<typeof EscalationSummary>;

export const EscalationResource = z
  .strictObject({
    ...EscalationSummary.shape,
    packet: ContextPacket.nullable(),
    offers: z.array(EscalationOffer),
  })
  .meta({ id: "Escalation" });
export type EscalationResource = z.infer<typeof EscalationResource>;

/** To the screen of the one person who is asked: everything their card shows. */
export const OfferedEscalation = z.object({
  offerId: z.uuid(),
  ringsUntil: z.string(),
  escalation: EscalationResource,
});
export type OfferedEscalation = z.infer<typeof OfferedEscalation>;

/** A question of an agent in the middle of a call, as it stands on a colleague's screen. */
export const ColleagueQuestion = z
  .strictObject({
    id: z.uuid(),
    callId: z.uuid(),
    businessId: z.uuid(),
    businessName: z.string(),
    agentName: z.string(),
    caller: z.string(),
    question: z.string(),
    options: z.array(z.string()),
    state: z.enum(["open", "answered", "expired"]),
    askedAt: z.string(),
    expiresAt: z.string(),
    answer: z.string().nullable(),
    answeredByName: z.string().nullable(),
  })
  .meta({ id: "ColleagueQuestion" });
export type ColleagueQuestion = z.infer<typeof ColleagueQuestion>;
