import { z } from "zod";
import { AppointmentResource } from "./appointments";
import { AnalysisState, CallAnalysisResult } from "./call-analysis";
import { EscalationSummary } from "./escalations";
import { CallSummary } from "./live/call-summary";
import { Speaker } from "./live/events";
import { NotificationType } from "./notifications";
import { OutcomeVerdict } from "./live/outcomes";
import { CallOutcome } from "./quality";

/**
 * What webhooks tell, and how: one envelope, and per type what is in its `data`. Additive only: a new field may come at any time, a new meaning is a
 * new type.
 */

const Sequence = z
  .int()
  .meta({ description: "Where in the call it was: larger is later. Sort by it, then by `timestamp`." });

const Call = CallSummary.pick({
  id: true,
  status: true,
  direction: true,
  channel: true,
  from: true,
  to: true,
  businessId: true,
  businessName: true,
  timeZone: true,
  agentId: true,
  agentName: true,
  agentVersion: true,
  startedAt: true,
  answeredAt: true,
  endedAt: true,
  durationMs: true,
  disposition: true,
  endReason: true,
  turns: true,
  interruptions: true,
  floor: true,
}).meta({ id: "WebhookCall" });

const OfCall = z.object({ callId: z.string(), businessId: z.string(), sequence: Sequence });
const Appointment = z.object({
  sequence: Sequence.nullable().meta({ description: "Where in the call it was booked in; null: not in a call." }),
  appointment: AppointmentResource,
});
const Escalation = z.object({ sequence: Sequence, escalation: EscalationSummary });

/** `data` by type. */
export const WEBHOOK_DATA = {
  "call.started": z.object({ sequence: Sequence, call: Call }),
  "call.updated": z.object({
    sequence: Sequence,
    change: z.enum(["answered", "taken_over", "given_back", "transferring"]),
    call: Call,
  }),
  "call.ended": z.object({ sequence: Sequence, call: Call }),
  "call.analyzed": OfCall.extend({
    state: AnalysisState.extract(["done", "missing", "skipped"]).meta({
      description:
        "`missing`: it could not be made · `skipped`: there was nothing to look at. Then there is no account.",
    }),
    problem: z.string().nullable(),
    summary: z.string().nullable(),
    intent: z.string().nullable(),
    outcome: CallOutcome.nullable(),
    resolved: z.boolean().nullable(),
    topics: CallAnalysisResult.shape.topics,
    actionItems: CallAnalysisResult.shape.actionItems,
    fields: CallAnalysisResult.shape.fields.meta({
      description:
        "What the business's scorecard asks of each call, with the words it rests on; null: it was not said.",
    }),
    score: z.number().nullable().meta({ description: "0 to 1; null: it was not scored." }),
    findings: z.int().meta({ description: "Open compliance findings." }),
  }),
  "interaction.added": OfCall.extend({
    turnId: z.string(),
    speaker: Speaker,
    text: z.string().meta({ description: "Of the agent, what the caller heard of it." }),
    interrupted: z.boolean(),
    startMs: z.number(),
    endMs: z.number(),
  }),
  "sentiment.changed": OfCall.extend({
    turnId: z.string(),
    compound: z.number(),
    label: z.enum(["positive", "neutral", "negative"]),
  }),
  "qa.score.updated": OfCall.extend({
    overall: z.number(),
    isFinal: z.boolean().meta({ description: "False while the call goes on." }),
  }),
  "escalation.triggered": Escalation,
  "escalation.completed": Escalation,
  "notification.created": z.object({
    sequence: Sequence.nullable(),
    notification: z.object({
      type: NotificationType,
      title: z.string(),
      body: z.string(),
      url: z.string().nullable().meta({ description: "Where it leads, inside the product." }),
      callId: z.string().nullable(),
    }),
  }),
  "appointment.booked": Appointment,
  "appointment.moved": Appointment,
  "appointment.canceled": Appointment,
  "outcome.not_done": OfCall.extend({
    toolCallId: z.string(),
    tool: z.string(),
    verdict: OutcomeVerdict,
    what: z.string().meta({ description: "What is not as the caller was told, in words." }),
  }),
} as const;

export const WebhookEventType = z.enum(Object.keys(WEBHOOK_DATA) as [keyof typeof WEBHOOK_DATA]);
export type WebhookEventType = z.infer<typeof WebhookEventType>;

/** Of a test: beside the types that one chooses. */
export const TEST_EVENT = "webhook.test";
const TestData = z.object({ message: z.string() });

export type WebhookData = { [T in WebhookEventType]: z.input<(typeof WEBHOOK_DATA)[T]> };
/** Of calls, which every fact of one has. */
export const WebhookCall = Call;
export type WebhookCall = z.infer<typeof Call>;

/** The body of a request of ours. */
export const webhookPayload = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({
    type: z.literal(type),
    timestamp: z
      .string()
      .meta({ description: "When it happened, ISO 8601 in UTC.", example: "2026-11-20T17:00:00.000Z" }),
    id: z.string().meta({
      description: "Of the message, as in the header webhook-id: the same however often it comes. Take each once.",
      example: "019a9e10-7c11-7b52-8e0f-51f3a1c2b0e1",
    }),
    data,
  });

/** All of them, with the test. */
export const WEBHOOK_PAYLOADS = {
  ...(Object.fromEntries(
    Object.entries(WEBHOOK_DATA).map(([type, data]) => [type, webhookPayload(type, data)]),
  ) as unknown as { [T in WebhookEventType]: z.ZodObject }),
  [TEST_EVENT]: webhookPayload(TEST_EVENT, TestData) as z.ZodObject,
};
