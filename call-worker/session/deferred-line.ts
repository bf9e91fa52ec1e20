import type { LineEnd, LineListener } from "../ports/line";

/** What came before it was known whose call it is: ten seconds, for a database that is slow to say so. Usually it takes milliseconds. */
const MOST_WAITING_BYTES = 80_000;

/**
 * Listens to a line whose call is still being looked up: keeps what comes and hands it over, in order, to the listener that is
 * connected then.
 */
export class DeferredLine implements LineListener {
  private target: LineListener | null = null;
  private audio: Uint8Array[] = [];
  private audioBytes = 0;
  private keys: string[] = [];
  private texts: string[] = [];
  private ended: { reason: string; how: LineEnd } | null = null;

  /** How the line ended, if it did before anyone was connected. */
  get closed(): { reason: string; how: LineEnd } | null {
    return this.ended;
  }

  connect(listener: LineListener): void {
    this.target = listener;
    for (const mulaw of this.audio) listener.onAudio(mulaw);
    for (const digit of this.keys) listener.onKey(digit);
    for (const text of this.texts) listener.onText?.(text);
    this.audio = [];
    this.keys = [];
    this.texts = [];
    if (this.ended) listener.onClosed(this.ended.reason, this.ended.how);
  }

  onAudio(mulaw: Uint8Array): void {
    if (this.target) return this.target.onAudio(mulaw);
    if (this.audioBytes + mulaw.length > MOST_WAITING_BYTES) return;
    // Not slice(): of a Buffer that is a view, and the line uses one buffer for all calls' frames.
    this.audio.push(Uint8Array.from(mulaw));
    this.audioBytes += mulaw.length;
  }

  onMark(name: string): void {
    this.target?.onMark(name);
  }

  onKey(digit: string): void {
    if (this.target) this.target.onKey(digit);
    else this.keys.push(digit);
  }

  onText(text: string): void {
    if (this.target) this.target.onText?.(text);
    else this.texts.push(text);
  }

  onClosed(reason: string, how: LineEnd): void {
    this.ended = { reason, how };
    this.target?.onClosed(reason, how);
  }
}
