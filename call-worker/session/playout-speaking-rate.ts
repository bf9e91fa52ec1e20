/** About 15 characters a second: what most English voices do. */
const DEFAULT_MS_PER_WEIGHT = 58;
const SLOWEST_MS_PER_WEIGHT = 160;
const FASTEST_MS_PER_WEIGHT = 20;
const LEARN_SHARE = 0.2;
/** A short "Yes." says little about a voice. */
const LEAST_TAUGHT_MS = 1_000;

/** How long one voice takes for one unit of text weight (see `playout-text-timing.ts`), learned from finished answers. */
export interface SpeakingRate {
  msPerWeight(): number;
  /** An answer of `weight` took `audioMs`. */
  learn(audioMs: number, weight: number): void;
}

export interface SpeakingRates {
  forVoice(voice: string): SpeakingRate;
}

/** One per process: all calls of a voice teach it together. */
export function createSpeakingRates(): SpeakingRates {
  const rates = new Map<string, SpeakingRate>();
  return {
    forVoice(voice) {
      const known = rates.get(voice);
      if (known !== undefined) return known;
      const rate = createSpeakingRate();
      rates.set(voice, rate);
      return rate;
    },
  };
}

export function createSpeakingRate(msPerWeight = DEFAULT_MS_PER_WEIGHT): SpeakingRate {
  let learned = msPerWeight;
  return {
    msPerWeight: () => learned,
    learn(audioMs, weight) {
      if (audioMs < LEAST_TAUGHT_MS || weight <= 0) return;
      const one = Math.min(SLOWEST_MS_PER_WEIGHT, Math.max(FASTEST_MS_PER_WEIGHT, audioMs / weight));
      learned += (one - learned) * LEARN_SHARE;
    },
  };
}
