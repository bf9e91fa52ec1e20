import { z } from "zod";
import { ColleagueQuestion, EscalationResource, OfferedEscalation } from "../escalations";
import { NotificationResource } from "../notifications";
import { CallEvent } from "./events";
import { CallSummary } from "./call-summary";
import { SteerCommand, SteerReply } from "./steering";

/**
 * The live connection between browser and call-worker (Socket.IO, default namespace, path /live).
 * The handshake carries `auth: { token }`, the short-lived token the web app gives a signed-in person.
 */
export const LIVE_PATH = "/live";
export const callRoom = (callId: string) => `call:${callId}` as const;
export const organizationRoom = (organizationId: string) => `org:${organizationId}` as const;
/**
 * The dashboards of one organization. They hear what its room hears, but the changes of all calls together, some times a second, and not each
 * thing that is said.
 */
export const deskRoom = (organizationId: string) => `desk:${organizationId}` as const;
/** Of one person in one organization: what is for them alone. Joined by itself when they connect. */
export const userRoom = (organizationId: string, userId: string) => `user:${organizationId}:${userId}` as const;

/** What the token says; signed by the web app (HS256, secret shared with the workers), valid 5 minutes, renewed by the client. */
export const LiveTokenClaims = z.object({
  sub: z.string(),
  /** The session it was given to: what is open ends with it. */
  sid: z.uuid(),
  organizationId: z.uuid(),
  permissions: z.array(z.string()),
  exp: z.number().int(),
});
export type LiveTokenClaims = z.infer<typeof LiveTokenClaims>;

/** Sequence numbers are stored as PostgreSQL's integer. */
export const HIGHEST_SEQ = 2_147_483_647;

/** The browser says what it already has (0: nothing); the worker answers with everything after that, then keeps sending. */
export const WatchCallRequest = z.object({ callId: z.uuid(), lastSeq: z.number().int().min(0).max(HIGHEST_SEQ) });
export type WatchCallRequest = z.infer<typeof WatchCallRequest>;

export const WatchCallReply = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("tail"), events: z.array(CallEvent), speech: z.lazy(() => LiveSpeech).nullable() }),
  z.object({ kind: z.literal("denied"), code: z.enum(["NOT_FOUND", "FORBIDDEN", "INVALID"]), message: z.string() }),
]);
export type WatchCallReply = z.infer<typeof WatchCallReply>;

/**
 * What is being said this moment: whole state each time, never a difference, so a lost one does not matter. Not journaled;
 * the final text comes as an event. `heardChars` says how much of an agent's text has been played to the caller.
 */
export const LiveSpeech = z.object({
  callId: z.string(),
  caller: z.object({ turnId: z.string(), text: z.string(), startMs: z.number() }).nullable(),
  agent: z
    .object({ turnId: z.string(), text: z.string(), heardChars: z.number().int(), startMs: z.number() })
    .nullable(),
  /** A person of the team who has the call. */
  person: z
    .object({ turnId: z.string(), name: z.string(), text: z.string(), startMs: z.number() })
    .nullable()
    .default(null),
});
export type LiveSpeech = z.infer<typeof LiveSpeech>;

export const CallListMessage = z.object({ call: CallSummary });
export type CallListMessage = z.infer<typeof CallListMessage>;

/** Several lines of it, at most one of each call. */
export const CallsMessage = z.object({ calls: z.array(CallSummary) });
export type CallsMessage = z.infer<typeof CallsMessage>;

/** A supervisor's command to a call, as over REST. */
export const InterveneRequest = z.object({ callId: z.uuid(), command: SteerCommand });
export type InterveneRequest = z.input<typeof InterveneRequest>;
export const InterveneReply = z.union([
  SteerReply,
  z.object({
    result: z.literal("denied"),
    code: z.enum(["NOT_FOUND", "FORBIDDEN", "INVALID", "RATE_LIMITED", "UNAVAILABLE"]),
    message: z.string(),
    /** What is wrong with which part of the command (dotted path). */
    fields: z.record(z.string(), z.string()).default({}),
  }),
]);
export type InterveneReply = z.infer<typeof InterveneReply>;

/** The product's public events besides a call's start, change and end. What is published from another process is one of these. */
export const PublicEvent = z.discriminatedUnion("name", [
  z.object({
    name: z.literal("interaction.added"),
    data: z.object({ callId: z.string(), turnId: z.string(), speaker: z.string(), text: z.string() }),
  }),
  z.object({
    name: z.literal("sentiment.changed"),
    data: z.object({ callId: z.string(), compound: z.number(), label: z.enum(["positive", "neutral", "negative"]) }),
  }),
  z.object({
    name: z.literal("qa.score.updated"),
    data: z.object({ callId: z.string(), overall: z.number() }),
  }),
  z.object({ name: z.literal("escalation.triggered"), data: z.object({ escalation: EscalationResource }) }),
  z.object({ name: z.literal("escalation.updated"), data: z.object({ escalation: EscalationResource }) }),
  z.object({ name: z.literal("escalation.completed"), data: z.object({ escalation: EscalationResource }) }),
  z.object({ name: z.literal("notification.created"), data: z.object({ notification: NotificationResource }) }),
  /** To the person who is asked alone. */
  z.object({ name: z.literal("escalation.offered"), data: OfferedEscalation }),
  z.object({ name: z.literal("escalation.offer_ended"), data: z.object({ offerId: z.string() }) }),
  z.object({ name: z.literal("question.asked"), data: z.object({ question: ColleagueQuestion }) }),
  z.object({ name: z.literal("question.settled"), data: z.object({ question: ColleagueQuestion }) }),
  /** Booked, moved or canceled. Who it is of is not told: who may see it reads it. */
  z.object({
    name: z.literal("appointment.changed"),
    data: z.object({ appointmentId: z.string(), businessId: z.string() }),
  }),
]);
export type PublicEvent = z.infer<typeof PublicEvent>;
type PublicHandlers = { [E in PublicEvent as E["name"]]: (message: E["data"]) => void };

export interface ClientToServerEvents {
  "call:watch": (request: WatchCallRequest, reply: (answer: WatchCallReply) => void) => void;
  "call:unwatch": (callId: string) => void;
  /** The calls in progress of the person's organization; also joins its room. */
  "calls:watch": (reply: (answer: { calls: CallSummary[] }) => void) => void;
  /** The same for a dashboard, which joins its organization's dashboards instead. */
  "desk:watch": (reply: (answer: { calls: CallSummary[] }) => void) => void;
  /** Steps into a call; answered with whether it took effect. */
  "call:intervene": (request: InterveneRequest, reply: (answer: InterveneReply) => void) => void;
}
export interface ServerToClientEvents extends PublicHandlers {
  /** To a call's room: the next event of the call. */
  "call:event": (event: CallEvent) => void;
  /** To a call's room, at most some ten times a second. */
  "call:speech": (speech: LiveSpeech) => void;
  /** To the organization's dashboards: calls in progress as they look by now. */
  "desk:changed": (message: CallsMessage) => void;
  /** To the organization's room, but for changes to its dashboards too. The product's public event names. */
  "call.started": (message: CallListMessage) => void;
  "call.updated": (message: CallListMessage) => void;
  "call.ended": (message: CallListMessage) => void;
}
/** Filled once by the handshake; handlers read it, never the client's payload. */
export interface SocketData {
  sessionId: string;
  organizationId: string;
  userId: string;
  permissions: readonly string[];
}
