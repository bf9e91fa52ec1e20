import { z } from "zod";
import { IceServer } from "./browser-line";

/**
 * The sound of a call in progress, for somebody of the team: carried like a caller's own line (browser-line.ts), by other addresses and with a
 * token of another kind. Down comes what the call sounds like; up goes what they say, which nobody hears as long as they do not have the floor.
 */

/** Whom one hears: both at once, or one side alone. Who has the floor hears the caller alone, without an echo of themselves. */
export const AudioSides = z.enum(["both", "caller", "agent"]);
export type AudioSides = z.infer<typeof AudioSides>;

export const FromSupervisor = z.discriminatedUnion("type", [
  z.object({ type: z.literal("sides"), sides: AudioSides }),
  /** Takes the floor: the agent stops, and the caller hears them from now on. Answered with `state` or `refused`. */
  z.object({ type: z.literal("take") }),
  /** Gives the floor back. `promised`: what the agent should know, besides what it heard. */
  z.object({ type: z.literal("give_back"), promised: z.string().trim().max(1000).default("") }),
  /** Their microphone is gone (unplugged, taken away) though the connection is there. With a new one they take the floor again. */
  z.object({ type: z.literal("microphone_lost") }),
  /** A sign of life, once a second, as on a caller's line. */
  z.object({ type: z.literal("alive"), playoutMs: z.number().min(0).max(10_000).nullable() }),
]);
export type FromSupervisor = z.input<typeof FromSupervisor>;

/** Why our side ends the connection. `moved`: the call goes on at another worker, or on another line of its own; asking anew leads there. */
export const AudioEnd = z.enum(["ended", "moved", "rights", "refused"]);
export type AudioEnd = z.infer<typeof AudioEnd>;

export const ToSupervisor = z.discriminatedUnion("type", [
  /** First, and after each change. `talking`: the caller hears them. */
  z.object({ type: z.literal("state"), talking: z.boolean(), sides: AudioSides }),
  /** What was asked did not take effect; everything is as it was. */
  z.object({ type: z.literal("refused"), message: z.string() }),
  /** They no longer have the floor, though they did not give it back. A `state` follows. */
  z.object({ type: z.literal("floor_lost"), reason: z.string() }),
  z.object({ type: z.literal("alive") }),
  z.object({ type: z.literal("bye"), why: AudioEnd, message: z.string() }),
]);
export type ToSupervisor = z.infer<typeof ToSupervisor>;

/** What a browser needs to hear a call. */
export const CallAudio = z.object({
  callId: z.uuid(),
  /** Good for a minute. */
  token: z.string(),
  /** The call-worker that has the call. */
  workerUrl: z.url(),
  iceServers: z.array(IceServer),
  /** They may take the microphone. */
  maySpeak: z.boolean(),
});
export type CallAudio = z.infer<typeof CallAudio>;

/** What such a token says; signed by the web app (HS256, a key of its own purpose). */
export const CallAudioClaims = z.object({
  callId: z.uuid(),
  organizationId: z.uuid(),
  userId: z.uuid(),
  /** The session it was given to: what is open ends with it. */
  sessionId: z.uuid(),
  /** As the caller's transcript names them. */
  name: z.string(),
  maySpeak: z.boolean(),
  exp: z.number().int(),
});
export type CallAudioClaims = z.infer<typeof CallAudioClaims>;
