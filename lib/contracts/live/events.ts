import { KnownOfCaller } from "../caller-record";
import { z } from "zod";
import { KnowledgeIntent, KnowledgePassage } from "../knowledge-passages";
import { EscalationCause } from "../escalations";
import { ClaimKind } from "./claims";
import { OutcomeDifference, OutcomeField, OutcomeVerdict } from "./outcomes";
import { CallChannel, CallKind } from "./call-summary";
import { CaptureKind, LiveFinding } from "../quality";
import { SupervisorAction } from "./steering";

/**
 * The facts of a call, in order: the journal's lines, the rows of `call_events`, what a supervisor's browser replays.
 * Additive only: a new field is optional, a new meaning is a new `type` (web and worker deploy apart).
 * Every `…Ms` that is not a duration counts from the start of the call's first media stream.
 */

export const Speaker = z.enum(["caller", "agent", "human"]);
export type Speaker = z.infer<typeof Speaker>;

/** How long each stage of one answer took, in milliseconds; a stage that did not happen is null. */
export const TurnMetrics = z.object({
  /** Last audible caller sample → first agent sample confirmed as played by the carrier. */
  voiceToVoiceMs: z.number().nullable(),
  /** Last audible caller sample → the recogniser's end of turn. */
  endOfTurnDelayMs: z.number().nullable(),
  /** Model request sent → first spoken token. */
  llmTtftMs: z.number().nullable(),
  /** First text sent to the voice → its first audio. */
  ttsTtfbMs: z.number().nullable(),
  /** Time this turn spent waiting for tools. */
  toolMs: z.number().nullable(),
  /** Time this turn waited for the knowledge of the business; what was found while the caller still spoke cost nothing. Absent in older calls. */
  knowledgeMs: z.number().nullable().optional(),
  /** Ours alone: end of turn → first audio on the line, the vendors' own time taken out. */
  addedDelayMs: z.number().nullable(),
  speculation: z.enum(["none", "used", "discarded"]),
});
export type TurnMetrics = z.infer<typeof TurnMetrics>;

export const Disposition = z.enum([
  "caller_hung_up",
  "agent_ended",
  "silence",
  "max_duration",
  "loop_stopped",
  "voicemail_left",
  "no_person",
  "transferred",
  "killed",
  "refused",
  "failed",
]);
export type Disposition = z.infer<typeof Disposition>;

/** How a caller's turn came: heard, keyed in on the telephone, or written on the screen. */
export const TurnSource = z.enum(["speech", "keypad", "typed"]);
export type TurnSource = z.infer<typeof TurnSource>;

export const CallEventBody = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("call.started"),
    direction: z.enum(["inbound", "outbound"]),
    from: z.string(),
    to: z.string(),
    agentName: z.string(),
    /** Null: a draft. */
    agentVersion: z.number().int().nullable(),
    /** Absent in what was stored before there were others than `phone` and `regular`. */
    channel: CallChannel.optional(),
    kind: CallKind.optional(),
    businessName: z.string(),
  }),
  /** The carrier's media stream is up. After a worker was lost, `resumed` is true. */
  z.object({ type: z.literal("line.connected"), streamSid: z.string(), resumed: z.boolean() }),
  z.object({ type: z.literal("line.closed"), reason: z.string() }),
  /** A legal notice was said; the hash proves which wording. */
  z.object({ type: z.literal("notice.given"), kind: z.enum(["disclosure", "recording"]), textSha256: z.string() }),
  /** One final piece of what a person said or keyed in. */
  z.object({
    type: z.literal("segment.final"),
    segmentId: z.string(),
    turnId: z.string(),
    speaker: Speaker,
    text: z.string(),
    startMs: z.number(),
    endMs: z.number(),
    confidence: z.number().nullable(),
    source: TurnSource,
  }),
  /** The agent's answer as the model wrote it, before it is known how much of it was heard. */
  z.object({
    type: z.literal("answer.written"),
    turnId: z.string(),
    text: z.string(),
    model: z.string().nullable(),
    kind: z.enum(["greeting", "answer", "prompt", "filler", "apology", "goodbye", "voicemail"]),
  }),
  /** The agent stopped speaking: what was really played, and what was not. */
  z.object({
    type: z.literal("answer.ended"),
    segmentId: z.string(),
    turnId: z.string(),
    text: z.string(),
    heardText: z.string(),
    heardFraction: z.number(),
    interrupted: z.boolean(),
    startMs: z.number(),
    endMs: z.number(),
    metrics: TurnMetrics,
    usage: z
      .object({
        inputTokens: z.number(),
        outputTokens: z.number(),
        cacheReadTokens: z.number(),
        cacheWriteTokens: z.number(),
      })
      .nullable(),
  }),
  z.object({
    type: z.literal("barge_in.committed"),
    turnId: z.string(),
    reason: z.enum(["stop_word", "words", "duration", "end_of_turn", "keypad", "typed"]),
  }),
  z.object({
    type: z.literal("barge_in.dismissed"),
    turnId: z.string(),
    reason: z.enum(["backchannel", "echo", "noise"]),
  }),
  z.object({
    type: z.literal("tool.called"),
    toolCallId: z.string(),
    turnId: z.string(),
    name: z.string(),
    /** How people know it, of a tool that the business made itself. */
    title: z.string().optional(),
    input: z.record(z.string(), z.unknown()),
  }),
  z.object({
    type: z.literal("tool.finished"),
    toolCallId: z.string(),
    turnId: z.string(),
    name: z.string(),
    ok: z.boolean(),
    output: z.unknown(),
    durationMs: z.number(),
  }),
  /** Who calls, by their number, as the call began: what the agent was given of it. */
  z.object({
    type: z.literal("caller.looked_up"),
    known: z.array(KnownOfCaller),
    tookMs: z.number(),
    problem: z.string().nullable(),
  }),
  z.object({
    type: z.literal("message.taken"),
    messageId: z.string(),
    callerName: z.string(),
    callbackNumber: z.string(),
    text: z.string(),
  }),
  /** The caller was texted: `what` by its name, `text` as it went out. It went to the number at the other end and no other. */
  z.object({ type: z.literal("text.sent"), what: z.string(), text: z.string(), messageSid: z.string() }),
  /** What was looked up in the business's knowledge for an answer, and what the model was given. */
  z.object({
    type: z.literal("knowledge.retrieved"),
    turnId: z.string(),
    /** `turn`: before the model was asked; `tool`: because it asked. */
    origin: z.enum(["turn", "tool"]),
    query: z.string(),
    intent: KnowledgeIntent,
    passages: z.array(KnowledgePassage),
    /** Of the look-up alone, most of it while the caller still spoke. */
    tookMs: z.number(),
    /** Why nothing could be looked up, in words. */
    problem: z.string().nullable(),
  }),
  /** Which of the passages an answer rests on, sentence by sentence, by its own words. */
  z.object({
    type: z.literal("knowledge.cited"),
    turnId: z.string(),
    citations: z.array(z.object({ chunkId: z.string(), sentence: z.string() })),
  }),
  /** The agent said that something is done: a tool's result shows it, people of the business told it so, or it is not. */
  z.object({
    type: z.literal("claim.checked"),
    turnId: z.string(),
    kind: ClaimKind,
    said: z.string(),
    verdict: z.enum(["done", "told", "not_done"]),
    toolCallId: z.string().nullable(),
  }),
  /** What a tool did was read back from the system of record and held against what was asked for and said. `said` null: nothing was yet. */
  z.object({
    type: z.literal("outcome.checked"),
    toolCallId: z.string(),
    name: z.string(),
    turnId: z.string().nullable(),
    said: z.string().nullable(),
    verdict: OutcomeVerdict,
    fields: z.array(OutcomeField),
    copies: z.number().int(),
    differences: z.array(OutcomeDifference),
    problem: z.string().nullable(),
  }),
  /** A question that nothing answered. */
  z.object({ type: z.literal("question.unanswered"), turnId: z.string(), question: z.string() }),
  /** The model wanted a tool while it read what is not the business's word; without reading it, it was asked again. */
  z.object({ type: z.literal("tool.withheld"), turnId: z.string(), name: z.string(), confirmed: z.boolean() }),
  /** Somebody of the team stepped in or out. `text`: what they whispered, had said, or wrote as instructions. */
  z.object({
    type: z.literal("supervisor.acted"),
    action: SupervisorAction,
    userId: z.string().nullable(),
    name: z.string(),
    text: z.string(),
  }),
  /**
   * How a turn of the caller sounds, by its words: `compound` -1 (bad) to 1; the shares 0 to 1 of its words, and what they make together. Shares and
   * language are absent in older calls.
   */
  z.object({
    type: z.literal("sentiment.scored"),
    turnId: z.string(),
    compound: z.number(),
    positive: z.number().optional(),
    neutral: z.number().optional(),
    negative: z.number().optional(),
    language: z.string().optional(),
  }),
  /** From `atMs` on both sides are kept as sound. */
  z.object({ type: z.literal("recording.started"), atMs: z.number() }),
  /** No sound is kept any more. `cutFromMs`: what was kept from there on is thrown away too (0: all of it). */
  z.object({
    type: z.literal("recording.stopped"),
    atMs: z.number(),
    reason: z.enum(["refused", "asked", "by_supervisor", "failed", "ended"]),
    cutFromMs: z.number().nullable(),
  }),
  /** What the caller says or keys in from here on is secret: no recogniser, model, record, recording or log gets it. */
  z.object({ type: z.literal("capture.started"), captureId: z.string(), what: CaptureKind, atMs: z.number() }),
  /** `got`: how many digits; null when it was given up. Never the digits. */
  z.object({
    type: z.literal("capture.ended"),
    captureId: z.string(),
    what: CaptureKind,
    atMs: z.number(),
    got: z.number().int().nullable(),
  }),
  /** A rule of the business was broken, or kept, as far as the call has gone. */
  z.object({ type: z.literal("finding.noted"), finding: LiveFinding }),
  /** The call's score so far, each 0 to 1; null: nothing to score yet, or it does not count. */
  z.object({
    type: z.literal("score.updated"),
    overall: z.number().nullable(),
    components: z.record(z.string(), z.number().nullable()),
  }),
  /** A person is looked for. `escalationId` is the row's. */
  z.object({
    type: z.literal("escalation.raised"),
    escalationId: z.string(),
    cause: EscalationCause,
    reason: z.string(),
    mode: z.enum(["cold", "warm"]),
  }),
  /** How the search goes on: somebody is asked, declined, did not answer; one accepted; nobody was there. */
  z.object({
    type: z.literal("escalation.moved"),
    escalationId: z.string(),
    to: z.enum(["ringing", "declined", "no_answer", "accepted", "nobody", "withdrawn"]),
    humanAgentName: z.string().nullable(),
    /** Who accepted on their screen, and is waited for. */
    userId: z.string().optional(),
  }),
  /** Somebody has promised the caller to call them back. */
  z.object({ type: z.literal("callback.promised"), number: z.string().nullable(), reason: z.string() }),
  z.object({
    type: z.literal("colleague.asked"),
    questionId: z.string(),
    question: z.string(),
    options: z.array(z.string()),
  }),
  /** `answer` null: nobody answered in time. */
  z.object({
    type: z.literal("colleague.answered"),
    questionId: z.string(),
    answer: z.string().nullable(),
    name: z.string().nullable(),
  }),
  z.object({ type: z.literal("model.chosen"), turnId: z.string(), model: z.string(), why: z.string() }),
  z.object({ type: z.literal("silence.prompted"), count: z.number().int() }),
  z.object({ type: z.literal("keypad.pressed"), digits: z.string() }),
  z.object({ type: z.literal("answering_machine.detected"), result: z.string() }),
  z.object({
    type: z.literal("vendor.failed"),
    part: z.enum(["listening", "thinking", "speaking", "line"]),
    message: z.string(),
    /** What the call did about it, in words. */
    consequence: z.string(),
  }),
  z.object({
    type: z.literal("vendor.recovered"),
    part: z.enum(["listening", "thinking", "speaking", "line"]),
    gapMs: z.number(),
  }),
  z.object({ type: z.literal("history.summarised"), summary: z.string(), turns: z.number().int() }),
  z.object({ type: z.literal("call.transferring"), to: z.string(), why: z.string() }),
  z.object({ type: z.literal("call.ended"), disposition: Disposition, reason: z.string(), durationMs: z.number() }),
]);
export type CallEventBody = z.infer<typeof CallEventBody>;

export const CallEvent = z.object({
  callId: z.string(),
  /** See `call-seq.ts`: gapless within an epoch, ordered across epochs. The only ordering anyone may rely on. */
  seq: z.number().int().positive(),
  at: z.iso.datetime(),
  body: CallEventBody,
});
export type CallEvent = z.infer<typeof CallEvent>;
