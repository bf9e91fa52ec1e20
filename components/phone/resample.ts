/** Zero crossings of the sinc on each side: enough that nothing above half the lower rate folds back audibly. */
const CROSSINGS = 8;

/**
 * Changes the sample rate of a stream, piece by piece: band-limited by a windowed sinc, so that what telephone sound cannot hold is filtered out
 * instead of folded into it. Any two rates; the output lags by a few milliseconds.
 */
export class Resampler {
  private readonly cutoff: number;
  private readonly reach: number;
  private history: Float32Array;
  /** Position of the next output sample, in input samples from the start of `history`. */
  private at: number;
  private readonly step: number;

  constructor(inputRate: number, outputRate: number) {
    this.step = inputRate / outputRate;
    this.cutoff = Math.min(1, outputRate / inputRate) * 0.94;
    this.reach = Math.ceil(CROSSINGS / this.cutoff);
    this.history = new Float32Array(this.reach);
    this.at = this.reach;
  }

  push(input: Float32Array): Float32Array {
    const all = new Float32Array(this.history.length + input.length);
    all.set(this.history);
    all.set(input, this.history.length);
    const output: number[] = [];
    while (this.at + this.reach < all.length) {
      output.push(this.valueAt(all, this.at));
      this.at += this.step;
    }
    const kept = Math.max(0, Math.floor(this.at) - this.reach);
    this.history = all.slice(kept);
    this.at -= kept;
    return Float32Array.from(output);
  }

  private valueAt(samples: Float32Array, position: number): number {
    const middle = Math.floor(position);
    let sum = 0;
    let weights = 0;
    for (let i = middle - this.reach + 1; i <= middle + this.reach; i++) {
      const x = i - position;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / this.reach);
      const phase = Math.PI * x * this.cutoff;
      const weight = (phase === 0 ? 1 : Math.sin(phase) / phase) * window;
      sum += (samples[i] ?? 0) * weight;
      weights += weight;
    }
    return sum / weights;
  }
}
