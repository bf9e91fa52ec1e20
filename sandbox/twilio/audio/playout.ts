import { FRAME_BYTES, SILENCE_BYTE, SILENCE_FRAME } from "./frames";

interface PendingMark {
  /** Number of bytes that must have been played before the mark comes back. */
  readonly atByte: number;
  readonly settle: (played: boolean) => void;
}

/**
 * The buffer in front of somebody's ear. Audio of any size goes in, one frame of 20 ms comes out per `pull`, and a mark
 * is settled when everything before it has been played. It has no clock of its own: whoever pulls is the clock.
 */
export class Playout {
  private readonly chunks: Buffer[] = [];
  private headOffset = 0;
  private acceptedBytes = 0;
  private playedBytes = 0;
  private marks: PendingMark[] = [];

  get pendingBytes(): number {
    return this.acceptedBytes - this.playedBytes;
  }

  push(audio: Uint8Array): void {
    if (audio.length === 0) return;
    this.chunks.push(Buffer.isBuffer(audio) ? audio : Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength));
    this.acceptedBytes += audio.length;
  }

  /** Settles with true once the audio before it has been played (at once when nothing is pending), with false on `clear`. */
  mark(settle: (played: boolean) => void): void {
    if (this.pendingBytes === 0 && this.marks.length === 0) settle(true);
    else this.marks.push({ atByte: this.acceptedBytes, settle });
  }

  /** Throws away what has not been played and settles every pending mark with false, in order. */
  clear(): void {
    this.chunks.length = 0;
    this.headOffset = 0;
    this.acceptedBytes = this.playedBytes;
    const returned = this.marks;
    this.marks = [];
    for (const mark of returned) mark.settle(false);
  }

  /** The next 20 ms: the shared silent frame when nothing is pending, a frame padded with silence when less is left. */
  pull(): Buffer {
    const head = this.chunks[0];
    if (head === undefined) return SILENCE_FRAME;
    let frame: Buffer;
    if (head.length - this.headOffset >= FRAME_BYTES) {
      frame = head.subarray(this.headOffset, this.headOffset + FRAME_BYTES);
      this.consume(head, FRAME_BYTES);
    } else {
      frame = this.gather();
    }
    if (this.marks.length > 0) this.settleReached();
    return frame;
  }

  private gather(): Buffer {
    const frame = Buffer.allocUnsafe(FRAME_BYTES);
    let filled = 0;
    for (let head = this.chunks[0]; head !== undefined && filled < FRAME_BYTES; head = this.chunks[0]) {
      const take = Math.min(FRAME_BYTES - filled, head.length - this.headOffset);
      head.copy(frame, filled, this.headOffset, this.headOffset + take);
      filled += take;
      this.consume(head, take);
    }
    frame.fill(SILENCE_BYTE, filled);
    return frame;
  }

  private consume(head: Buffer, bytes: number): void {
    this.headOffset += bytes;
    this.playedBytes += bytes;
    if (this.headOffset === head.length) {
      this.chunks.shift();
      this.headOffset = 0;
    }
  }

  private settleReached(): void {
    // One at a time: a settled mark may add audio, add marks or clear.
    for (let next = this.marks[0]; next !== undefined && next.atByte <= this.playedBytes; next = this.marks[0]) {
      this.marks.shift();
      next.settle(true);
    }
  }
}
