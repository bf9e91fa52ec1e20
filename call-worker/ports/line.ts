import type { CallEvent } from "@/lib/contracts/live/events";
import type { LiveSpeech } from "@/lib/contracts/live/socket";

/** What a far end with a screen is shown: what has happened, what is being said, and with what it may come back after it was lost. */
export type LineView =
  { kind: "event"; event: CallEvent } | { kind: "speech"; speech: LiveSpeech } | { kind: "resume"; token: string };

/** A call's audio connection: a carrier's media stream today, a browser or SIP later. Audio is 8 kHz mu-law, 8 bytes a millisecond. */
export interface Line {
  /** The connection's own name at the carrier, for logs. */
  readonly lineId: string;
  /** Plays audio after everything sent before. Any length; the far end buffers it. */
  sendAudio(mulaw: Uint8Array): void;
  /** Asks to be told when everything sent before this has been played. */
  sendMark(name: string): void;
  /** Empties the far end's buffer. Marks still pending come back at once and do not mean "played". */
  clear(): void;
  /** Ends the connection; the carrier then asks the call's `next` what to do. */
  close(): void;
  /** Bytes queued for sending and not yet taken by the network. */
  bufferedBytes(): number;
  /** Shows something to the far end, where it has a screen. */
  show?(view: LineView): void;
}

/**
 * `call_ended`: the far end said that the call itself is over · `lost`: the connection broke and may come back ·
 * `violated`: what came over it was not the protocol, and we closed it.
 */
export type LineEnd = "call_ended" | "lost" | "violated";

export interface LineListener {
  /** Audio from the far end, usually 20 ms. The buffer is only valid during this call: copy what is kept. */
  onAudio(mulaw: Uint8Array): void;
  onMark(name: string): void;
  onKey(digit: string): void;
  /** What the caller wrote, where the far end has a keyboard. */
  onText?(text: string): void;
  onClosed(reason: string, how: LineEnd): void;
}
