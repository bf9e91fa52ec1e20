import { LANES } from "../recordings/sealed-sound";
import { MULAW_BYTES_PER_MS, MULAW_MAGNITUDE } from "./mulaw";

/** So many pairs at most, for a picture of a whole call; a short one has one each 50 ms. */
const MOST_PAIRS = 1500;
const FINEST_MS = 50;

/** How far apart the peaks of a sound of this length lie: whole frames. */
export const peakEveryMs = (durationMs: number): number =>
  Math.max(FINEST_MS, Math.ceil(durationMs / MOST_PAIRS / FINEST_MS) * FINEST_MS);

/** Collects the loudest of each stretch of a two-lane sound, piece by piece: 0 to 255, caller and agent in turn. */
export class PeakFinder {
  private readonly peaks: number[] = [];
  private readonly samplesEach: number;
  private samples = 0;
  private loudest = [0, 0];

  constructor(readonly everyMs: number) {
    this.samplesEach = everyMs * MULAW_BYTES_PER_MS;
  }

  add(interleaved: Uint8Array): void {
    for (let at = 0; at + 1 < interleaved.length; at += LANES) {
      for (let lane = 0; lane < LANES; lane += 1) {
        const magnitude = MULAW_MAGNITUDE[interleaved[at + lane] as number] as number;
        if (magnitude > (this.loudest[lane] as number)) this.loudest[lane] = magnitude;
      }
      this.samples += 1;
      if (this.samples === this.samplesEach) this.push();
    }
  }

  /** All of them, the last stretch as far as it goes. */
  finish(): Uint8Array {
    if (this.samples > 0) this.push();
    return Uint8Array.from(this.peaks);
  }

  private push(): void {
    for (const magnitude of this.loudest)
      this.peaks.push(Math.min(255, Math.round(Math.sqrt(magnitude / 32_124) * 255)));
    this.loudest = [0, 0];
    this.samples = 0;
  }
}

export type PeakPart = { startMs: number; everyMs: number; peaks: Uint8Array };

/** The peaks of a recording's parts as one picture of the whole: 0 to 1 each `everyMs`, silence between the parts. */
export function joinPeaks(
  parts: readonly PeakPart[],
  whole: { startMs: number; endMs: number },
): { everyMs: number; caller: number[]; agent: number[] } {
  const everyMs = peakEveryMs(whole.endMs - whole.startMs);
  const pairs = Math.ceil((whole.endMs - whole.startMs) / everyMs);
  const lanes = [new Array<number>(pairs).fill(0), new Array<number>(pairs).fill(0)];
  for (const part of parts) {
    for (let pair = 0; pair * LANES + 1 < part.peaks.length; pair += 1) {
      const at = Math.min(pairs - 1, Math.floor((part.startMs - whole.startMs + pair * part.everyMs) / everyMs));
      if (at < 0) continue;
      for (let lane = 0; lane < LANES; lane += 1) {
        const peak = Math.round(((part.peaks[pair * LANES + lane] as number) / 255) * 100) / 100;
        if (peak > (lanes[lane]![at] as number)) lanes[lane]![at] = peak;
      }
    }
  }
  return { everyMs, caller: lanes[0]!, agent: lanes[1]! };
}
