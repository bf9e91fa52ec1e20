/** The byte that mu-law telephony sends for silence (linear 0). */
export const MULAW_SILENCE = 0xff;

const BIAS = 0x84;
const CLIP = 32_635;

/** Linear 16-bit value of each of the 256 mu-law codes (ITU-T G.711). */
export const MULAW_TO_LINEAR: Int16Array = buildDecodeTable();

const LINEAR_TO_MULAW: Uint8Array = buildEncodeTable();

function buildDecodeTable(): Int16Array {
  const table = new Int16Array(256);
  for (let code = 0; code < 256; code++) {
    const bits = ~code & 0xff;
    const magnitude = (((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4);
    table[code] = bits & 0x80 ? BIAS - magnitude : magnitude - BIAS;
  }
  return table;
}

function buildEncodeTable(): Uint8Array {
  const table = new Uint8Array(65_536);
  for (let sample = -32_768; sample <= 32_767; sample++) {
    const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
    const exponent = 31 - Math.clz32(magnitude) - 7;
    const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
    const code = ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
    // 0x7f is "minus zero": the same sound as 0xff, and one code for silence keeps encode(decode(x)) stable.
    table[sample & 0xffff] = code === 0x7f ? MULAW_SILENCE : code;
  }
  return table;
}

/** Encodes linear 16-bit samples as G.711 mu-law, one byte a sample. Silence is always 0xff, never 0x7f. */
export function encodeMulaw(pcm: Int16Array): Uint8Array {
  const mulaw = new Uint8Array(pcm.length);
  for (let i = 0; i < pcm.length; i++) mulaw[i] = LINEAR_TO_MULAW[pcm[i]! & 0xffff]!;
  return mulaw;
}

/** Decodes G.711 mu-law bytes to linear 16-bit samples. */
export function decodeMulaw(mulaw: Uint8Array): Int16Array {
  const pcm = new Int16Array(mulaw.length);
  for (let i = 0; i < mulaw.length; i++) pcm[i] = MULAW_TO_LINEAR[mulaw[i]!]!;
  return pcm;
}
