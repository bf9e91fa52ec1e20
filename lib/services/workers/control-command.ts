import { z } from "zod";
import { SteerCommand, Steerer, SteerReply } from "@/lib/contracts/live/steering";

/** What another process may ask the owner of a call. */
export const ControlCommand = z.discriminatedUnion("command", [
  /** Ends the call politely. */
  z.object({ command: z.literal("end"), reason: z.string().max(500) }),
  /** Stops the call at once; nothing more is said. */
  z.object({ command: z.literal("kill"), reason: z.string().max(500) }),
  /** The answering-machine result came to another worker than the owner. */
  z.object({ command: z.literal("amd"), answeredBy: z.string().max(64) }),
  /** A supervisor steps in. */
  z.object({ command: z.literal("steer"), by: Steerer, steer: SteerCommand }),
  /** A person who was asked takes the call, or does not. */
  z.object({
    command: z.literal("offer"),
    offerId: z.uuid(),
    answer: z.enum(["accepted", "declined", "no_answer", "failed"]),
    via: z.enum(["browser", "phone"]),
    /** Who takes it on a screen; null: the person who was asked, on their telephone. */
    by: Steerer.nullable().default(null),
  }),
  /** A colleague's answer to the agent's question. */
  z.object({ command: z.literal("answer"), questionId: z.uuid(), answer: z.string().max(500), by: Steerer }),
  /** What the carrier should be told now that the media stream has closed. */
  z.object({ command: z.literal("next") }),
]);
export type ControlCommand = z.infer<typeof ControlCommand>;

/** What follows when a call's media stream has closed. Stored as `calls.next_instruction`. */
export const NextInstruction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hang_up") }),
  z.object({ kind: z.literal("say"), text: z.string() }),
  z.object({ kind: z.literal("dial"), to: z.string() }),
  /** The person who took the call waits in this conference of the carrier's. */
  z.object({ kind: z.literal("conference"), name: z.string() }),
  /** The stream was lost, the call was not over. */
  z.object({ kind: z.literal("reconnect") }),
]);
export type NextInstruction = z.infer<typeof NextInstruction>;

/** `not_here`: this worker does not have the call. `refused`: it has, and it went on as it was. `next` is answered with the instruction, others with null. */
export const ControlReply = z.discriminatedUnion("result", [
  z.object({ result: z.literal("done"), next: NextInstruction.nullable() }),
  SteerReply.options[1],
  z.object({ result: z.literal("not_here") }),
]);
export type ControlReply = z.infer<typeof ControlReply>;
