import { MULAW_TO_LINEAR, encodeMulaw } from "../../speech/mulaw";

/** One frame is what the telephone network carries every 20 ms: 160 bytes of G.711 mu-law at 8 kHz. */
export const FRAME_MS = 20;
export const FRAME_BYTES = 160;
export const BYTES_PER_MS = 8;
export const SILENCE_BYTE = 0xff;
/** The one silent frame that everything shares: comparing by identity tells silence at no cost. Never write to it. */
export const SILENCE_FRAME = Buffer.alloc(FRAME_BYTES, SILENCE_BYTE);

/** Above this amplitude (of 32,124) a sample counts as audible: about -36 dBFS, over line noise, under any speech. */
const AUDIBLE_AMPLITUDE = 500;

const AUDIBLE = Uint8Array.from(MULAW_TO_LINEAR, (sample) => (Math.abs(sample) >= AUDIBLE_AMPLITUDE ? 1 : 0));

/** Index of the first audible byte, or -1. */
export function firstAudible(frame: Uint8Array): number {
  if (frame === SILENCE_FRAME) return -1;
  for (let index = 0; index < frame.length; index += 1) if (AUDIBLE[frame[index] ?? 255] === 1) return index;
  return -1;
}

/** Index of the last audible byte, or -1. */
export function lastAudible(frame: Uint8Array): number {
  if (frame === SILENCE_FRAME) return -1;
  for (let index = frame.length - 1; index >= 0; index -= 1) if (AUDIBLE[frame[index] ?? 255] === 1) return index;
  return -1;
}

/** Adds frames as a conference bridge does. One frame is passed through untouched, none is silence. */
export function mixFrames(frames: readonly Buffer[]): Buffer {
  const loud = frames.filter((frame) => frame !== SILENCE_FRAME);
  const only = loud[0];
  if (only === undefined) return SILENCE_FRAME;
  if (loud.length === 1) return only;
  const mixed = new Int16Array(FRAME_BYTES);
  for (let index = 0; index < FRAME_BYTES; index += 1) {
    let sum = 0;
    for (const frame of loud) sum += MULAW_TO_LINEAR[frame[index] ?? SILENCE_BYTE] ?? 0;
    mixed[index] = Math.max(-32_768, Math.min(32_767, sum));
  }
  return Buffer.from(encodeMulaw(mixed).buffer);
}

/** Sine waves added together, as mu-law: an answering machine's beep, a keypad's tones. */
export function tone(frequenciesHz: readonly number[], durationMs: number, amplitude = 8_000): Buffer {
  const audio = new Int16Array(durationMs * BYTES_PER_MS);
  for (let index = 0; index < audio.length; index += 1) {
    let sample = 0;
    for (const hz of frequenciesHz) sample += amplitude * Math.sin((2 * Math.PI * hz * index) / 8_000);
    audio[index] = Math.max(-32_768, Math.min(32_767, Math.round(sample)));
  }
  return Buffer.from(encodeMulaw(audio).buffer);
}

export function silence(durationMs: number): Buffer {
  return Buffer.alloc(Math.round(durationMs) * BYTES_PER_MS, SILENCE_BYTE);
}

const KEYPAD_ROWS = ["123A", "456B", "789C", "*0#D"];
const ROW_HZ = [697, 770, 852, 941];
const COLUMN_HZ = [1209, 1336, 1477, 1633];

/** The tones of a row of keys, 100 ms each and 100 ms apart; `w` is Twilio's half second of waiting. */
export function keypadTones(digits: string): Buffer {
  const parts: Buffer[] = [];
  for (const digit of digits) {
    if (digit === "w" || digit === "W") {
      parts.push(silence(500));
      continue;
    }
    const row = KEYPAD_ROWS.findIndex((keys) => keys.includes(digit.toUpperCase()));
    const column = KEYPAD_ROWS[row]?.indexOf(digit.toUpperCase()) ?? -1;
    if (row < 0 || column < 0) continue;
    parts.push(tone([ROW_HZ[row] ?? 0, COLUMN_HZ[column] ?? 0], 100), silence(100));
  }
  return Buffer.concat(parts);
}
