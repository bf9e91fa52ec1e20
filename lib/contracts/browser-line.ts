import { z } from "zod";
import { CallEvent } from "./live/events";
import { LiveSpeech } from "./live/socket";

/**
 * A call's line to a browser. Sound is 8 kHz mu-law in frames of 20 ms (160 bytes) both ways: as RTP (PCMU) over WebRTC, or as binary
 * messages over a WebSocket where WebRTC does not come about. Everything else is the JSON below, over the data channel of that name, or as the WebSocket's text
 * messages. The one-time token is what lets a browser in.
 */

const Token = z.string().min(1).max(2_000);
/** The last event the browser has seen of the call; 0: none. */
const LastSeq = z.int().min(0).max(2_147_483_647).default(0);

/** POST to the worker; the answer is a BrowserAnswer, or `{ error }` in words. */
export const BrowserOffer = z.object({ token: Token, sdp: z.string().min(1).max(20_000), lastSeq: LastSeq });
export type BrowserOffer = z.input<typeof BrowserOffer>;
export const BrowserAnswer = z.object({ sdp: z.string() });
export type BrowserAnswer = z.infer<typeof BrowserAnswer>;

/** First on a WebSocket; over WebRTC the offer said it. */
export const StartMessage = z.object({ type: z.literal("start"), token: Token, lastSeq: LastSeq });
export type StartMessage = z.input<typeof StartMessage>;

export const FromBrowser = z.discriminatedUnion("type", [
  z.object({ type: z.literal("key"), digit: z.string().regex(/^[0-9*#]$/) }),
  z.object({ type: z.literal("text"), text: z.string().min(1).max(2000) }),
  /** A sign of life, once a second: how long what is sent takes until it is played, in ms. */
  z.object({ type: z.literal("alive"), playoutMs: z.number().min(0).max(10_000).nullable() }),
  z.object({ type: z.literal("hang_up") }),
]);
export type FromBrowser = z.input<typeof FromBrowser>;

export const ToBrowser = z.discriminatedUnion("type", [
  z.object({ type: z.literal("event"), event: CallEvent }),
  z.object({ type: z.literal("speech"), speech: LiveSpeech }),
  /** With this token the browser may come back when the line is lost, once. */
  z.object({ type: z.literal("resume"), token: z.string() }),
  /** What was sent and not yet played is to be thrown away: the caller broke in. */
  z.object({ type: z.literal("clear") }),
  /** A sign of life, once a second. */
  z.object({ type: z.literal("alive") }),
  /** Our side closes the line; the events say why, if the call is over. */
  z.object({ type: z.literal("bye") }),
]);
export type ToBrowser = z.infer<typeof ToBrowser>;

export const IceServer = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.infer<typeof IceServer>;

/** What a browser needs to begin a call. */
export const BrowserCall = z.object({
  callId: z.uuid(),
  /** One-time, good for a minute. */
  token: z.string(),
  /** The call-worker with room for the call, `https://…`. */
  workerUrl: z.url(),
  iceServers: z.array(IceServer),
});
export type BrowserCall = z.infer<typeof BrowserCall>;

export const BrowserCallKind = z.enum(["test", "phone", "widget"]);
export type BrowserCallKind = z.infer<typeof BrowserCallKind>;
