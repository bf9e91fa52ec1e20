/** Things that are costly to load, kept by key and loaded again when they are out of date. */
export type Kept<T> = {
  /**
   * What is there, though it be out of date, in which case it is loaded again meanwhile; the first time, and when it has to be `fresh`, what is loaded now.
   * Rejects when that fails.
   */
  get(key: string, load: () => Promise<T>, fresh?: boolean): Promise<T>;
  /** Those whose key this is true of are out of date. */
  outdate(which: (key: string) => boolean): void;
};

type Entry<T> = {
  value: T | undefined;
  isCurrent: boolean;
  loading: Promise<T> | null;
  lastMs: number;
  endedAt: number;
};

const MOST_KEPT = 500;
/** Between two loadings nobody waits for, at least; and that many times what the last one took. */
const PAUSE_MS = 500;
const PAUSE_FACTOR = 5;

export function createKept<T>(): Kept<T> {
  const entries = new Map<string, Entry<T>>();

  function start(entry: Entry<T>, load: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    // What changes from now on is not in it.
    entry.isCurrent = true;
    const loading = load().then(
      (value) => {
        entry.value = value;
        return value;
      },
      (error: unknown) => {
        entry.isCurrent = false;
        throw error;
      },
    );
    entry.loading = loading;
    const end = (): void => {
      entry.loading = null;
      entry.endedAt = performance.now();
      entry.lastMs = entry.endedAt - startedAt;
    };
    loading.then(end, end);
    return loading;
  }

  return {
    async get(key, load, fresh = false) {
      const entry = entries.get(key) ?? { value: undefined, isCurrent: false, loading: null, lastMs: 0, endedAt: -1e9 };
      // Moved to the end: the first is the one that was asked for longest ago.
      entries.delete(key);
      entries.set(key, entry);
      if (entries.size > MOST_KEPT) entries.delete(entries.keys().next().value!);
      if (fresh) {
        // One that is running may have begun before the change.
        await entry.loading?.catch(() => undefined);
        return entry.isCurrent && entry.value !== undefined ? entry.value : (entry.loading ?? start(entry, load));
      }
      if (entry.value === undefined) return entry.loading ?? start(entry, load);
      const isDue = performance.now() - entry.endedAt > Math.max(PAUSE_MS, entry.lastMs * PAUSE_FACTOR);
      if (!entry.isCurrent && !entry.loading && isDue) start(entry, load).catch(() => undefined);
      return entry.value;
    },
    outdate(which) {
      for (const [key, entry] of entries) if (which(key)) entry.isCurrent = false;
    },
  };
}
