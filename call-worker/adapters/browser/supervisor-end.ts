import type { z } from "zod";
import type { LineEnd } from "@/call-worker/ports/line";
import { type AudioEnd, FromSupervisor, type ToSupervisor } from "@/lib/contracts/call-audio";
import { FRAME_BYTES } from "@/lib/contracts/browser-line-paths";
import { type BrowserConnection, BrowserEnd } from "./browser-end";
import { readJson } from "./read-json";

/** What waits to be sent beyond this would be heard too late: the way out has a beat of its own, and only a standstill of ours fills it up. */
const MOST_WAITING_BYTES = FRAME_BYTES * 4;
/** The same for a network that does not keep up: half a second. */
const MOST_UNTAKEN_BYTES = 4_000;

/** What they ask for; signs of life are nobody else's business. */
export type SupervisorMessage = Exclude<z.output<typeof FromSupervisor>, { type: "alive" }>;

export type SupervisorListener = {
  /** Sound from their microphone. The buffer is only valid during this call. */
  onSound(mulaw: Uint8Array): void;
  onMessage(message: SupervisorMessage): void;
  onEnded(reason: string): void;
};

/** The browser of somebody of the team who hears a call: its sound down, theirs up. */
export class SupervisorEnd extends BrowserEnd {
  private listener: SupervisorListener | null = null;

  constructor(connection: BrowserConnection) {
    super(connection);
  }

  listen(listener: SupervisorListener): void {
    this.listener = listener;
  }

  /** The call's next 20 ms. Left out where they would be late. */
  play(mulaw: Uint8Array): void {
    if (this.audio.queuedBytes >= MOST_WAITING_BYTES || this.channel.bufferedBytes() > MOST_UNTAKEN_BYTES) return;
    this.audio.push(mulaw);
  }

  tell(message: ToSupervisor): void {
    if (!this.over) this.send(message);
  }

  close(why: AudioEnd, message: string): void {
    if (this.over) return;
    this.tell({ type: "bye", why, message });
    this.leave();
  }

  protected override onSound(mulaw: Uint8Array): void {
    this.listener?.onSound(mulaw);
  }

  protected override onText(text: string): boolean {
    const message = readJson(FromSupervisor, text);
    if (!message) return false;
    if (message.type !== "alive") this.listener?.onMessage(message);
    return true;
  }

  protected override onEnded(reason: string, _how: LineEnd): void {
    this.listener?.onEnded(reason);
  }

  protected override playoutMs(): number {
    return 0; // nobody asks when they have heard what
  }

  protected override onBeat(): void {
    // Nothing waits for its time here.
  }
}
