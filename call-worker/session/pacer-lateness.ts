const BUCKETS = 1_024;

/** How late things happened, in whole milliseconds up to 1,023 (later ones count as that). Recording allocates nothing. */
export interface LatenessHistogram {
  record(lateMs: number): void;
  readonly count: number;
  readonly maxMs: number;
  /** Upper edge, in ms, of the bucket that holds the given share (0–1); 0 when empty. */
  percentile(share: number): number;
  /** Cumulative counts at the given upper bounds (ms, ascending), for a metrics page. */
  cumulative(boundsMs: readonly number[]): number[];
  sumMs(): number;
  reset(): void;
}

export function createLatenessHistogram(): LatenessHistogram {
  return new Histogram();
}

class Histogram implements LatenessHistogram {
  private readonly buckets = new Uint32Array(BUCKETS);
  private sum = 0;
  count = 0;
  maxMs = 0;

  record(lateMs: number): void {
    const late = lateMs > 0 ? lateMs : 0;
    const bucket = late >= BUCKETS ? BUCKETS - 1 : Math.floor(late);
    this.buckets[bucket] = (this.buckets[bucket] as number) + 1;
    this.count++;
    this.sum += late;
    if (late > this.maxMs) this.maxMs = late;
  }

  percentile(share: number): number {
    const wanted = this.count * share;
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.buckets[bucket] as number;
      if (seen > 0 && seen >= wanted) return bucket + 1;
    }
    return 0;
  }

  cumulative(boundsMs: readonly number[]): number[] {
    let bucket = 0;
    let seen = 0;
    return boundsMs.map((bound) => {
      for (; bucket < BUCKETS && bucket + 1 <= bound; bucket++) seen += this.buckets[bucket] as number;
      return seen;
    });
  }

  sumMs(): number {
    return this.sum;
  }

  reset(): void {
    this.buckets.fill(0);
    this.count = 0;
    this.sum = 0;
    this.maxMs = 0;
  }
}
