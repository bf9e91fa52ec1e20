/** Keeps the sound of one call. */
export interface Recorder {
  /**
   * From this moment of the call on. `onFailed` is called once, when no more can be kept; what was kept until then stays. Null: nothing can be kept at all.
   */
  start(atMs: number, onFailed: (error: unknown) => void): Recording | null;
}

export interface Recording {
  /** 20 ms of both sides at this moment of the call: mu-law, null where silent; only valid during this call. */
  write(caller: Uint8Array | null, agent: Uint8Array | null, atMs: number): void;
  /** No more. What lies at `cutFromMs` or later is destroyed; 0: all that was ever kept of the call. */
  end(cutFromMs: number | null): void;
}
