export type Resample = (pcm: Int16Array, fromHz: number, toHz: number) => Int16Array;

/**
 * Makes a resampler: windowed-sinc polyphase filter that low-passes below the smaller Nyquist frequency, with its
 * coefficients cached per pair of rates. Output length is round(input × toHz / fromHz).
 * It must stay self-contained, its inner functions methods: its source text is also run inside the synthesis thread.
 */
export function makeResampler(): Resample {
  const banks = new Map<string, { phases: number; step: number; taps: number; coefficients: Float64Array }>();

  const filters = {
    greatestDivisor(a: number, b: number): number {
      return b === 0 ? a : filters.greatestDivisor(b, a % b);
    },

    bankFor(fromHz: number, toHz: number) {
      const key = `${fromHz}:${toHz}`;
      const known = banks.get(key);
      if (known) return known;
      const divisor = filters.greatestDivisor(fromHz, toHz);
      const phases = toHz / divisor;
      const step = fromHz / divisor;
      // 0.92 of Nyquist leaves room for the filter's slope; 16 zero crossings each side make it steep enough for speech.
      const cutoff = 0.92 * Math.min(1, toHz / fromHz);
      const half = Math.ceil(16 / cutoff);
      const taps = half * 2;
      const coefficients = new Float64Array(phases * taps);
      for (let phase = 0; phase < phases; phase++) {
        let sum = 0;
        for (let tap = 0; tap < taps; tap++) {
          const x = tap - half + 1 - phase / phases;
          const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x);
          const window = Math.abs(x) > half ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * x) / half);
          coefficients[phase * taps + tap] = sinc * window;
          sum += sinc * window;
        }
        for (let tap = 0; tap < taps; tap++) {
          coefficients[phase * taps + tap] = (coefficients[phase * taps + tap] ?? 0) / sum;
        }
      }
      const bank = { phases, step, taps, coefficients };
      banks.set(key, bank);
      return bank;
    },
  };

  return (pcm, fromHz, toHz) => {
    if (fromHz === toHz) return pcm;
    const { phases, step, taps, coefficients } = filters.bankFor(fromHz, toHz);
    const output = new Int16Array(Math.round((pcm.length * toHz) / fromHz));
    const half = taps / 2;
    for (let i = 0; i < output.length; i++) {
      const position = i * step;
      const start = Math.floor(position / phases) - half + 1;
      const base = (position % phases) * taps;
      const first = Math.max(0, -start);
      const last = Math.min(taps, pcm.length - start);
      let sum = 0;
      for (let tap = first; tap < last; tap++) sum += pcm[start + tap]! * coefficients[base + tap]!;
      output[i] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
    }
    return output;
  };
}
