/** 8 kHz mu-law (ITU-T G.711): one byte a sample. */
export const MULAW_BYTES_PER_MS = 8;
/** The byte of digital silence. */
export const MULAW_SILENCE = 0xff;

const BIAS = 0x84;
const CLIP = 32_635;

function decodeByte(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 0x07)) - BIAS;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
}

/** mu-law byte → 16-bit linear sample. */
export const MULAW_TO_LINEAR: Int16Array = Int16Array.from({ length: 256 }, (_, byte) => decodeByte(byte));

/** mu-law byte → how far the sample is from rest (0–32,124): what loudness is summed from, without decoding. */
export const MULAW_MAGNITUDE: Uint16Array = Uint16Array.from(MULAW_TO_LINEAR, (sample) => Math.abs(sample));

/** One 16-bit linear sample as a mu-law byte. */
export function linearToMulaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

/** mu-law as samples from -1 to 1. */
export const decodeMulaw = (mulaw: Uint8Array): Float32Array<ArrayBuffer> =>
  Float32Array.from(mulaw, (byte) => (MULAW_TO_LINEAR[byte] ?? 0) / 32_768);

/** Mean magnitude (0–32,124) of `mulaw[from…to)`; 0 for nothing. */
export function meanMagnitude(mulaw: Uint8Array, from: number, to: number): number {
  if (to <= from) return 0;
  let sum = 0;
  for (let i = from; i < to; i++) sum += MULAW_MAGNITUDE[mulaw[i] as number] as number;
  return sum / (to - from);
}
