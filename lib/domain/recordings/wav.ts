import { MULAW_TO_LINEAR } from "../audio/mulaw";
import { LANES } from "./sealed-sound";

/** What every program plays: 16-bit samples, the caller left and the agent right. */
export const WAV_HEADER_BYTES = 44;
export const WAV_BYTES_PER_MS = 8 * 2 * LANES;
const RATE = 8000;

export const wavBytes = (durationMs: number): number => WAV_HEADER_BYTES + durationMs * WAV_BYTES_PER_MS;

export function wavHeader(durationMs: number): Uint8Array {
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  const dataBytes = durationMs * WAV_BYTES_PER_MS;
  const text = (at: number, word: string) => [...word].forEach((char, n) => view.setUint8(at + n, char.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, WAV_HEADER_BYTES - 8 + dataBytes, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, LANES, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2 * LANES, true);
  view.setUint16(32, 2 * LANES, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, dataBytes, true);
  return header;
}

/** mu-law bytes as the samples of a WAV file. */
export function toSamples(mulaw: Uint8Array): Uint8Array {
  const samples = new Uint8Array(mulaw.length * 2);
  for (let at = 0; at < mulaw.length; at += 1) {
    const sample = MULAW_TO_LINEAR[mulaw[at] as number] as number;
    samples[at * 2] = sample & 0xff;
    samples[at * 2 + 1] = (sample >> 8) & 0xff;
  }
  return samples;
}

/** `bytes=0-99`, `bytes=100-`, `bytes=-100` of so many bytes; null: all of it; "unsatisfiable": outside. More than one range is taken as none. */
export function rangeOf(header: string | null, bytes: number): { from: number; to: number } | "unsatisfiable" | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [first, last] = [match[1] ?? "", match[2] ?? ""];
  const from = first === "" ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === "" || last === "" ? bytes - 1 : Math.min(bytes - 1, Number(last));
  return from >= bytes || from > to ? "unsatisfiable" : { from, to };
}
