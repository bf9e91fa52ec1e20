import { MULAW_BYTES_PER_MS, meanMagnitude } from "@/lib/domain/audio/mulaw";

const WINDOW_BYTES = 5 * MULAW_BYTES_PER_MS;
const KEEP_BEFORE_ONSET_BYTES = 20 * MULAW_BYTES_PER_MS;
const MOST_TRIMMED_BYTES = 400 * MULAW_BYTES_PER_MS;
/** −54 dB of full scale: below is a voice's own noise floor, above a soft "s" may begin. */
const ONSET_LEVEL = 64;
const NOTHING = new Uint8Array(0);

/** One answer's leading silence. `done` once sound began or enough was cut; audio then passes untouched. */
export type SilenceTrim = { done: boolean; trimmedBytes: number; held: Uint8Array };

export function createSilenceTrim(): SilenceTrim {
  return { done: false, trimmedBytes: 0, held: NOTHING };
}

/**
 * Takes the next audio of an answer and returns what of it (and of what was held back) is to be played, maybe nothing.
 * Cuts at most 400 ms in all and keeps at least 20 ms before the first sound. Never copies once sound has begun.
 */
export function trimLeadingSilence(trim: SilenceTrim, mulaw: Uint8Array): Uint8Array {
  if (trim.done) return mulaw;
  const pending = trim.held.length === 0 ? mulaw : joined(trim.held, mulaw);
  const onset = findOnset(pending);
  const wanted = Math.max(0, (onset === -1 ? pending.length : onset) - KEEP_BEFORE_ONSET_BYTES);
  const left = MOST_TRIMMED_BYTES - trim.trimmedBytes;
  const cut = Math.min(wanted, left);
  trim.trimmedBytes += cut;
  if (onset === -1 && cut < left) {
    trim.held = pending.subarray(cut);
    return NOTHING;
  }
  trim.done = true;
  trim.held = NOTHING;
  return pending.subarray(cut);
}

/** The answer has no more audio: what was held back of one that is silent throughout. */
export function endSilenceTrim(trim: SilenceTrim): Uint8Array {
  const rest = trim.held;
  trim.done = true;
  trim.held = NOTHING;
  return rest;
}

function findOnset(mulaw: Uint8Array): number {
  for (let from = 0; from < mulaw.length; from += WINDOW_BYTES) {
    if (meanMagnitude(mulaw, from, Math.min(from + WINDOW_BYTES, mulaw.length)) >= ONSET_LEVEL) return from;
  }
  return -1;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
