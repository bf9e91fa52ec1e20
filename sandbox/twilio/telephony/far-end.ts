/** How a call that was set up came to nothing, or how it ended; Twilio's call statuses. */
export type EndStatus = "completed" | "busy" | "no-answer" | "failed" | "canceled";

/** What a far end can do to the line it is on. */
export interface FarEndLine {
  /** Picks up; only while it rings. */
  answer(): void;
  /** Ends the call from the far end, or refuses it while it rings. */
  end(status: EndStatus, reason: string): void;
  /** Presses keys. */
  press(digits: string): void;
}

/**
 * The telephone at the other end of a call: a scripted person, or another number of the sandbox. All audio is frames of
 * 20 ms; `nowMs` is the call's own time, counted in frames since it was answered.
 */
export interface FarEnd {
  /** It is being called and must, now or later, answer or end; for a far end that dialled itself: its call rings. */
  ring(line: FarEndLine): void;
  /** Both sides are connected; frames flow from now on. */
  connected(): void;
  /** What it says during the 20 ms that end at `nowMs`. */
  speak(nowMs: number): Buffer;
  /** What it hears during the 20 ms that begin at `nowMs`. */
  hear(frame: Buffer, nowMs: number): void;
  /** Keys that the other side played to it. */
  hearKeys(digits: string): void;
  /** What TwiML's <Say> says to it, noted for the transcript; the audio comes through `hear`. */
  noteSaid(text: string): void;
  ended(status: EndStatus, reason: string): void;
}
