import { z } from "zod";
import { E164 } from "../phone-number";

/**
 * Who has the floor of a call. `agent`: the AI speaks · `paused`: it listens and says nothing · `person`: somebody of the team speaks in its place.
 * `by`: who paused it or has the microphone.
 */
export const CallFloor = z.object({
  holder: z.enum(["agent", "paused", "person"]),
  by: z.object({ userId: z.string().nullable(), name: z.string() }).nullable(),
});
export type CallFloor = z.infer<typeof CallFloor>;

export const AGENT_FLOOR: CallFloor = { holder: "agent", by: null };

/** Who steps in: a member, an API key or a person who took an escalation. */
export const Steerer = z.object({ userId: z.string().nullable(), name: z.string().max(200) });
export type Steerer = z.infer<typeof Steerer>;

const Words = (what: string) => z.string().trim().min(1, `write ${what}`).max(1000, "1000 characters at most");

/** Whom a transfer is for. `queue`: whoever is free, as the business's routing says; with a department, somebody of it. */
export const TransferTarget = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("person"), humanAgentId: z.uuid() }),
  z.strictObject({ kind: z.literal("queue"), department: z.string().trim().max(60).nullable().default(null) }),
  z.strictObject({ kind: z.literal("number"), to: E164 }),
]);
export type TransferTarget = z.output<typeof TransferTarget>;

/** What a supervisor may do with a call in progress. Each leaves a `supervisor.acted` in the call's record and a row in the audit log. */
export const SteerCommand = z.discriminatedUnion("action", [
  /** To the AI alone; it follows it from its next sentence. */
  z.strictObject({ action: z.literal("whisper"), text: Words("what the agent should know") }),
  /** The AI says this now. */
  z.strictObject({ action: z.literal("say"), text: Words("what the agent should say") }),
  z.strictObject({ action: z.literal("pause") }),
  z.strictObject({ action: z.literal("resume") }),
  /** In place of earlier overrides, for the rest of the call; empty takes it back. */
  z.strictObject({ action: z.literal("override"), text: z.string().trim().max(4000, "4000 characters at most") }),
  /** Gives the call back to the AI. `promised`: what it should know of what was said, besides what it heard. */
  z.strictObject({ action: z.literal("give_back"), promised: z.string().trim().max(1000).default("") }),
  z.strictObject({
    action: z.literal("transfer"),
    target: TransferTarget,
    mode: z.enum(["cold", "warm"]),
    reason: z.string().trim().max(500).default(""),
  }),
  /** What was recorded until then stays. */
  z.strictObject({ action: z.literal("stop_recording") }),
  z.strictObject({ action: z.literal("end"), reason: z.string().trim().max(500).default("") }),
]);
export type SteerCommand = z.output<typeof SteerCommand>;

/** Besides the commands: those that come with an audio connection of their own. */
export const SupervisorAction = z.enum([
  "listen",
  "stop_listening",
  "whisper",
  "say",
  "pause",
  "resume",
  "override",
  "take_over",
  "give_back",
  "connection_lost",
  "transfer",
  "stop_recording",
  "end",
]);
export type SupervisorAction = z.infer<typeof SupervisorAction>;

/** Whether a command took effect. `refused`: the call goes on as it was; the message says why, in words for the person who asked. */
export const SteerReply = z.discriminatedUnion("result", [
  z.object({ result: z.literal("done") }),
  z.object({
    result: z.literal("refused"),
    code: z.enum(["ended", "held_by_other", "not_now", "not_possible"]),
    message: z.string(),
  }),
]);
export type SteerReply = z.infer<typeof SteerReply>;
