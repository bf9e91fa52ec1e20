import { linearToMulaw, MULAW_BYTES_PER_MS, MULAW_SILENCE } from "@/call-worker/audio/mulaw";

/** `ms` of digital silence. */
export function silence(ms: number): Uint8Array {
  return new Uint8Array(ms * MULAW_BYTES_PER_MS).fill(MULAW_SILENCE);
}

/** `ms` that rise and fall like syllables (about four a second) on a 180 Hz voice; loud enough for any detector. */
export function speechLike(ms: number, amplitude = 8_000): Uint8Array {
  return Uint8Array.from({ length: ms * MULAW_BYTES_PER_MS }, (_, i) => {
    const seconds = i / 8_000;
    const syllable = 0.03 + 0.97 * Math.abs(Math.sin(2 * Math.PI * 2 * seconds));
    return linearToMulaw(Math.round(amplitude * syllable * Math.sin(2 * Math.PI * 180 * seconds)));
  });
}

/** `ms` of steady noise, the same each time. */
export function noise(ms: number, amplitude: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: ms * MULAW_BYTES_PER_MS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return linearToMulaw(Math.round(((state / 2 ** 32) * 2 - 1) * amplitude));
  });
}
