import { MULAW_SILENCE } from "@/lib/domain/audio/mulaw";

/** The last audio of a stream, addressed by byte position since its start. */
export class AudioRing {
  private readonly bytes: Uint8Array;
  /** Bytes written since the start. */
  end = 0;

  constructor(private readonly capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  /** First position still there. */
  get start(): number {
    return Math.max(0, this.end - this.capacity);
  }

  write(mulaw: Uint8Array): void {
    const kept = mulaw.length > this.capacity ? mulaw.subarray(mulaw.length - this.capacity) : mulaw;
    const at = (this.end + mulaw.length - kept.length) % this.capacity;
    const room = this.capacity - at;
    if (kept.length <= room) {
      this.bytes.set(kept, at);
    } else {
      this.bytes.set(kept.subarray(0, room), at);
      this.bytes.set(kept.subarray(room), 0);
    }
    this.end += mulaw.length;
  }

  writeSilence(count: number): void {
    for (let left = Math.min(count, this.capacity), at = this.end % this.capacity; left > 0;) {
      const length = Math.min(left, this.capacity - at);
      this.bytes.fill(MULAW_SILENCE, at, at + length);
      left -= length;
      at = 0;
    }
    this.end += count;
  }

  /** A copy of `count` bytes from `position`, both within what is still there. */
  copy(position: number, count: number): Uint8Array {
    const copied = Buffer.allocUnsafe(count);
    const at = position % this.capacity;
    const first = Math.min(count, this.capacity - at);
    copied.set(this.bytes.subarray(at, at + first), 0);
    if (first < count) copied.set(this.bytes.subarray(0, count - first), first);
    return copied;
  }
}
