import { MULAW_TO_LINEAR } from "./mulaw";

/**
 * What speech sounds like, in a form that survives a microphone, a codec, another loudness and a noise suppressor: of every 16 ms, in which of
 * 16 neighbouring bands the balance of energy is shifting up or down. 32 yes-or-no answers a step; two prints of the same words agree in most of
 * them, of other words in half.
 */
export interface SoundPrint {
  /** One word of 32 bits a step. */
  readonly bits: Int32Array;
  /** 1 where there is enough sound to say anything. */
  readonly voiced: Uint8Array;
}

export const STEP_BYTES = 128;
export const STEP_MS = STEP_BYTES / 8;
const WINDOW = 512;
const FFT_SIZE = 512;
const BANDS = 17;
const LOWEST_HZ = 260;
const HIGHEST_HZ = 3_300;
/** Changes are looked at over these many steps: within a sound, and from one sound to the next. */
const LAGS = [2, 5] as const;
/** Below this level (rms of 16-bit samples) a step is a pause, as it is when it hardly stands out of what is always there. */
const QUIET_RMS = 30;
const ABOVE_NOISE = 2.2;
/** What is always there is the quietest lately; it is let rise by a doubling in 4 s. */
const NOISE_RISE = 1.003;

const edges = bandEdges();
const window = Float32Array.from({ length: WINDOW }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (WINDOW - 1)));
const cosines = Float32Array.from({ length: FFT_SIZE / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / FFT_SIZE));
const sines = Float32Array.from({ length: FFT_SIZE / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / FFT_SIZE));
const real = new Float32Array(FFT_SIZE);
const imaginary = new Float32Array(FFT_SIZE);

/** Takes prints of a stream step by step; what it is given last decides. */
export class SoundPrinter {
  private readonly recent = new Float32Array(WINDOW);
  private noiseRms = Infinity;
  /** Balance of neighbouring bands in the last steps, newest last. */
  private readonly balances: Float32Array[] = [];

  /** The next STEP_BYTES of mu-law. Returns the step's bits, and whether it is voiced. */
  push(mulaw: Uint8Array, offset: number): { bits: number; voiced: boolean } {
    const { recent } = this;
    recent.copyWithin(0, STEP_BYTES);
    let energy = 0;
    for (let i = 0; i < STEP_BYTES; i++) {
      const sample = MULAW_TO_LINEAR[mulaw[offset + i] ?? 0xff] ?? 0;
      recent[WINDOW - STEP_BYTES + i] = sample;
    }
    for (let i = 0; i < WINDOW; i++) energy += recent[i]! * recent[i]!;
    this.balances.push(balanceOf(recent));
    if (this.balances.length > LAGS[1] + 1) this.balances.shift();
    const newest = this.balances.length - 1;
    const now = this.balances[newest]!;
    let bits = 0;
    LAGS.forEach((lag, half) => {
      const before = this.balances[Math.max(0, newest - lag)]!;
      for (let band = 0; band < BANDS - 1; band++) if (now[band]! > before[band]!) bits |= 1 << (half * 16 + band);
    });
    const rms = Math.sqrt(energy / WINDOW);
    this.noiseRms = Math.min(rms, this.noiseRms * NOISE_RISE);
    return { bits, voiced: rms > QUIET_RMS && rms > this.noiseRms * ABOVE_NOISE };
  }
}

/** The print of a whole piece of audio. */
export function soundPrintOf(mulaw: Uint8Array): SoundPrint {
  const steps = Math.floor(mulaw.length / STEP_BYTES);
  const bits = new Int32Array(steps);
  const voiced = new Uint8Array(steps);
  const printer = new SoundPrinter();
  for (let step = 0; step < steps; step++) {
    const print = printer.push(mulaw, step * STEP_BYTES);
    bits[step] = print.bits;
    voiced[step] = print.voiced ? 1 : 0;
  }
  return { bits, voiced };
}

/** How many bits are set. */
export function countBits(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function balanceOf(samples: Float32Array): Float32Array {
  for (let i = 0; i < FFT_SIZE; i++) {
    real[i] = samples[i]! * window[i]!;
    imaginary[i] = 0;
  }
  transform();
  const balance = new Float32Array(BANDS - 1);
  let before = 0;
  for (let band = 0; band < BANDS; band++) {
    let energy = 1;
    for (let bin = edges[band]!; bin < edges[band + 1]!; bin++)
      energy += real[bin]! * real[bin]! + imaginary[bin]! * imaginary[bin]!;
    const level = Math.log(energy / (edges[band + 1]! - edges[band]!));
    if (band > 0) balance[band - 1] = level - before;
    before = level;
  }
  return balance;
}

/** Bands as wide as the ear's, in bins. */
function bandEdges(): number[] {
  const mel = (hz: number) => 1127 * Math.log(1 + hz / 700);
  const hertz = (value: number) => 700 * (Math.exp(value / 1127) - 1);
  const from = mel(LOWEST_HZ);
  const step = (mel(HIGHEST_HZ) - from) / BANDS;
  return Array.from({ length: BANDS + 1 }, (_, i) => Math.round((hertz(from + i * step) * FFT_SIZE) / 8000));
}

/** Fourier transform of `real` and `imaginary`, in place. */
function transform(): void {
  for (let i = 1, j = 0; i < FFT_SIZE; i++) {
    let bit = FFT_SIZE >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j]!, real[i]!];
      [imaginary[i], imaginary[j]] = [imaginary[j]!, imaginary[i]!];
    }
  }
  for (let size = 2; size <= FFT_SIZE; size <<= 1) {
    const half = size >> 1;
    const stride = FFT_SIZE / size;
    for (let start = 0; start < FFT_SIZE; start += size) {
      for (let k = 0; k < half; k++) {
        const c = cosines[k * stride]!;
        const s = sines[k * stride]!;
        const a = start + k;
        const b = a + half;
        const re = real[b]! * c + imaginary[b]! * s;
        const im = imaginary[b]! * c - real[b]! * s;
        real[b] = real[a]! - re;
        imaginary[b] = imaginary[a]! - im;
        real[a] = real[a]! + re;
        imaginary[a] = imaginary[a]! + im;
      }
    }
  }
}
