import { linearToMulaw, MULAW_BYTES_PER_MS, MULAW_SILENCE } from "@/lib/domain/audio/mulaw";

/** `ms` of digital silence. */
export function silence(ms: number): Uint8Array {
  return new Uint8Array(ms * MULAW_BYTES_PER_MS).fill(MULAW_SILENCE);
}

const speechSeconds = new Map<number, Uint8Array>();

/** Everything in it repeats within a second, so one second is enough to make any length of. */
function speechSecond(amplitude: number): Uint8Array {
  const known = speechSeconds.get(amplitude);
  if (known !== undefined) return known;
  const second = Uint8Array.from({ length: 8_000 }, (_, i) => {
    const seconds = i / 8_000;
    const syllable = 0.03 + 0.97 * Math.abs(Math.sin(2 * Math.PI * 2 * seconds));
    return linearToMulaw(Math.round(amplitude * syllable * Math.sin(2 * Math.PI * 180 * seconds)));
  });
  speechSeconds.set(amplitude, second);
  return second;
}

/**
 * `ms` that rise and fall like syllables (four a second) on a 180 Hz voice; loud enough for any detector.
 * `fromMs`: where in the voice's course it begins, so that pieces fit together.
 */
export function speechLike(ms: number, amplitude = 8_000, fromMs = 0): Uint8Array {
  const second = speechSecond(amplitude);
  const audio = new Uint8Array(ms * MULAW_BYTES_PER_MS);
  const from = fromMs * MULAW_BYTES_PER_MS;
  for (let at = 0; at < audio.length;) {
    const piece = second.subarray((from + at) % second.length);
    audio.set(piece.subarray(0, audio.length - at), at);
    at += piece.length;
  }
  return audio;
}

/** `ms` of steady noise, the same each time. */
export function noise(ms: number, amplitude: number, seed = 1): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: ms * MULAW_BYTES_PER_MS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return linearToMulaw(Math.round(((state / 2 ** 32) * 2 - 1) * amplitude));
  });
}
