/** Encodes linear 16-bit samples as G.711 A-law, one byte a sample. */
export function encodeAlaw(pcm: Int16Array): Uint8Array {
  const alaw = new Uint8Array(pcm.length);
  for (let i = 0; i < pcm.length; i++) alaw[i] = encodeSample(pcm[i]!);
  return alaw;
}

function encodeSample(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  // Thirteen bits: the lowest three of sixteen are dropped.
  const magnitude = (sample >= 0 ? sample : -sample - 1) >> 3;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude | 1) - 4);
  const mantissa = (exponent <= 1 ? magnitude >> 1 : magnitude >> exponent) & 0x0f;
  return (sign | (exponent << 4) | mantissa) ^ 0x55;
}
