/** Bytes of mu-law (16 ms) that one fingerprint covers. */
export const WINDOW_BYTES = 128;

// Of all positions of an audio, those whose hash has six leading zero bits are its anchors: one in 64. Both sides pick
// them by content alone, so they meet whatever the alignment of the frames.
const ANCHOR_SHIFT = 26;
const MULTIPLIER = 0x2c1b3c6d;

/** MULTIPLIER to the power of WINDOW_BYTES: what the byte that leaves the window is weighed with. */
const OUTGOING: number = (() => {
  let power = 1;
  for (let i = 0; i < WINDOW_BYTES; i++) power = Math.imul(power, MULTIPLIER);
  return power;
})();

/** Moves the window on by one byte. While the window is not yet full, `outgoing` is -1. */
export function rollHash(hash: number, incoming: number, outgoing: number): number {
  return (Math.imul(hash, MULTIPLIER) + incoming + 1 - Math.imul(outgoing + 1, OUTGOING)) | 0;
}

/** Whether a full window's hash makes its position an anchor. An anchor's hash is a small non-negative integer. */
export function isAnchor(hash: number): boolean {
  return hash >>> ANCHOR_SHIFT === 0;
}

/** Whether the window that ends before `end` carries enough sound to tell it from any other near-silence. */
export function isDistinctive(audio: Uint8Array, end: number): boolean {
  let loud = 0;
  // Codes within 16 of 0x7f or 0xff are the quietest sixteenth of the scale.
  for (let i = end - WINDOW_BYTES; i < end; i++) if ((audio[i]! & 0x7f) < 0x6f) loud++;
  return loud >= WINDOW_BYTES / 4;
}
