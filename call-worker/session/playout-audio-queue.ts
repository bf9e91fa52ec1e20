const COMPACT_AFTER = 64;
const SENT = new Uint8Array(0);

/** Audio of one answer that is not sent yet, in the pieces it came in; bytes are only copied where a message spans pieces. */
export class AudioQueue {
  private pieces: Uint8Array[] = [];
  private first = 0;
  private offset = 0;
  bytes = 0;

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.pieces.push(piece);
    this.bytes += piece.length;
  }

  /** The next `count` bytes (no more than there are), which are the taker's to keep. */
  take(count: number): Uint8Array {
    const piece = this.pieces[this.first];
    if (piece !== undefined && piece.length - this.offset >= count) {
      const taken = piece.subarray(this.offset, this.offset + count);
      this.skip(count);
      return taken;
    }
    const joined = Buffer.allocUnsafe(count);
    for (let at = 0; at < count;) {
      const next = this.pieces[this.first];
      if (next === undefined) return joined.subarray(0, at);
      const length = Math.min(next.length - this.offset, count - at);
      joined.set(next.subarray(this.offset, this.offset + length), at);
      this.skip(length);
      at += length;
    }
    return joined;
  }

  clear(): void {
    this.pieces = [];
    this.first = 0;
    this.offset = 0;
    this.bytes = 0;
  }

  /** `count` lies within the first piece. */
  private skip(count: number): void {
    this.bytes -= count;
    this.offset += count;
    if (this.offset < (this.pieces[this.first]?.length ?? 0)) return;
    this.pieces[this.first] = SENT;
    this.first++;
    this.offset = 0;
    if (this.first === this.pieces.length) {
      this.pieces.length = 0;
      this.first = 0;
    } else if (this.first >= COMPACT_AFTER) {
      this.pieces.splice(0, this.first);
      this.first = 0;
    }
  }
}
