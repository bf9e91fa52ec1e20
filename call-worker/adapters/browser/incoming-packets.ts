import { FRAME_BYTES } from "@/lib/contracts/browser-line-paths";
import { MULAW_SILENCE } from "@/lib/domain/audio/mulaw";

/** A missing packet is waited for until so many later ones have come; 60 ms is what a network usually shuffles. */
const MOST_WAITING = 3;
/** A longer gap is a pause of the sender's, not lost packets: nothing is put in its place. */
const LONGEST_GAP = 25;
const MAX_PAYLOAD_BYTES = 1_600;
const SILENCE = new Uint8Array(FRAME_BYTES).fill(MULAW_SILENCE);

/** Puts RTP packets into their order: what comes twice or too late goes, what is lost becomes silence of the same length. */
export class IncomingPackets {
  private expected = -1;
  private readonly waiting = new Map<number, Uint8Array>();

  constructor(private readonly onFrame: (mulaw: Uint8Array) => void) {}

  push(sequenceNumber: number, payload: Uint8Array): void {
    if (payload.length === 0 || payload.length > MAX_PAYLOAD_BYTES) return;
    if (this.expected < 0) this.expected = sequenceNumber;
    const ahead = (sequenceNumber - this.expected) & 0xffff;
    if (ahead >= 0x8000) return; // older than what was passed on
    if (ahead === 0) {
      this.pass(payload);
      this.drain();
      return;
    }
    if (ahead > LONGEST_GAP) {
      this.giveUpWaiting();
      this.expected = sequenceNumber;
      this.pass(payload);
      return;
    }
    this.waiting.set(sequenceNumber, Uint8Array.from(payload));
    while (this.waiting.size >= MOST_WAITING) this.skip();
  }

  private pass(payload: Uint8Array): void {
    this.expected = (this.expected + 1) & 0xffff;
    this.onFrame(payload);
  }

  private drain(): void {
    for (let next = this.waiting.get(this.expected); next; next = this.waiting.get(this.expected)) {
      this.waiting.delete(this.expected);
      this.pass(next);
    }
  }

  private skip(): void {
    this.pass(SILENCE);
    this.drain();
  }

  private giveUpWaiting(): void {
    while (this.waiting.size > 0) this.skip();
  }
}
