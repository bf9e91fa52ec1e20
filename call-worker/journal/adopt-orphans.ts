import { readdirSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { DirectoryFlusher, type FlushDeps } from "./flush-directory";
import { newOwnerName, ownerIsAlive, touchAlive } from "./owner-name";

const RETRY_FIRST_MS = 100;
const RETRY_MOST_MS = 3_000;

export type OrphanAdopter = {
  /** Takes every journal directory whose owner is gone and stores it. Resolves when all of them are stored, or after stop(). */
  adoptAll(): Promise<void>;
  /** Directories being stored now. */
  adopting(): number;
  /** Renews the sign of life of what is being stored, for workers on other hosts. */
  touch(): void;
  stop(): void;
};

/** Stores what killed workers left behind. Several workers may try at once: a rename decides. */
export function createOrphanAdopter(dir: string, deps: FlushDeps): OrphanAdopter {
  const mine = new Set<string>();
  let stopped = false;

  async function drain(directory: string): Promise<void> {
    const flusher = new DirectoryFlusher(directory, null, deps);
    let delayMs = RETRY_FIRST_MS;
    while (!stopped) {
      try {
        while (!stopped && (await flusher.flushNext())) delayMs = RETRY_FIRST_MS;
        if (!stopped) await flusher.remove();
        return;
      } catch (error) {
        deps.log.warn({ err: error }, "journal of a lost worker not stored yet");
        await new Promise<void>((resolve) => deps.clock.setTimer(delayMs, resolve));
        delayMs = Math.min(delayMs * 2, RETRY_MOST_MS);
      }
    }
  }

  return {
    async adoptAll() {
      const found = orphanedDirectories(dir, deps.clock.wallTime().getTime());
      const taken = found.map((directory) => take(dir, directory)).filter((directory) => directory !== null);
      for (const directory of taken) mine.add(directory);
      for (const directory of taken) {
        deps.log.info({ directory: path.basename(directory) }, "storing the journal of a worker that is gone");
        await drain(directory);
        mine.delete(directory);
      }
    },
    adopting: () => mine.size,
    touch: () => mine.forEach(touchAlive),
    stop: () => void (stopped = true),
  };
}

function take(dir: string, directory: string): string | null {
  const renamed = path.join(dir, newOwnerName());
  try {
    renameSync(directory, renamed);
    touchAlive(renamed);
    return renamed;
  } catch {
    return null; // Another worker was quicker.
  }
}

function orphanedDirectories(dir: string, nowMs: number): string[] {
  return readdirSync(dir)
    .map((name) => path.join(dir, name))
    .filter((entry) => isDirectory(entry) && !ownerIsAlive(entry, nowMs));
}

function isDirectory(entry: string): boolean {
  try {
    return statSync(entry).isDirectory();
  } catch {
    return false;
  }
}
