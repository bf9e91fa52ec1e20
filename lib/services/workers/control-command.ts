import { z } from "zod";

/** What another process may ask the owner of a call. */
export const ControlCommand = z.discriminatedUnion("command", [
  /** Ends the call politely. */
  z.object({ command: z.literal("end"), reason: z.string().max(500) }),
  /** Stops the call at once; nothing more is said. */
  z.object({ command: z.literal("kill"), reason: z.string().max(500) }),
  /** The answering-machine result came to another worker than the owner. */
  z.object({ command: z.literal("amd"), answeredBy: z.string().max(64) }),
  /** What the carrier should be told now that the media stream has closed. */
  z.object({ command: z.literal("next") }),
]);
export type ControlCommand = z.infer<typeof ControlCommand>;

/** What follows when a call's media stream has closed. Stored as `calls.next_instruction`. */
export const NextInstruction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hang_up") }),
  z.object({ kind: z.literal("say"), text: z.string() }),
  z.object({ kind: z.literal("dial"), to: z.string() }),
  /** The stream was lost, the call was not over. */
  z.object({ kind: z.literal("reconnect") }),
]);
export type NextInstruction = z.infer<typeof NextInstruction>;

/** `not_here`: this worker does not have the call. `next` is answered with the instruction, others with null. */
export const ControlReply = z.discriminatedUnion("result", [
  z.object({ result: z.literal("done"), next: NextInstruction.nullable() }),
  z.object({ result: z.literal("not_here") }),
]);
export type ControlReply = z.infer<typeof ControlReply>;
