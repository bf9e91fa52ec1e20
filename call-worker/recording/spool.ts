import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { Logger } from "pino";
import { SEALED_BYTES, SECOND_MS } from "@/lib/domain/recordings/sealed-sound";
import { newOwnerName, ownerIsAlive, touchAlive } from "../journal/owner-name";
import type { Clock } from "../ports/clock";
import type { Recording } from "../ports/recorder";
import { noteFile, soundFile, SpoolFile, type SpoolNote } from "./spool-file";

/** A recording that is over and waits to be stored. */
export type FinishedSpool = { note: SpoolNote & { durationMs: number }; file: string };

export type SpoolOptions = {
  /** Shared by all workers of a host; each has its own subdirectory. */
  dir: string;
  clock: Clock;
  log: Logger;
  /** Stores one for good. It may be called again for the same one. */
  store(finished: FinishedSpool): Promise<void>;
};

export type NewRecording = Pick<SpoolNote, "organizationId" | "callId" | "partId" | "epoch" | "sealedKey"> & {
  key: Uint8Array;
};

/** The recordings of this worker on their way to the store, and those that lost workers have left on this machine. */
export class RecordingSpool {
  private readonly own: string;
  private readonly going = new Set<string>();
  private storing: Promise<void> | null = null;

  constructor(private readonly options: SpoolOptions) {
    mkdirSync(options.dir, { recursive: true, mode: 0o700 });
    this.own = path.join(options.dir, newOwnerName());
    mkdirSync(this.own, { mode: 0o700 });
    touchAlive(this.own);
  }

  /** Null: the disk takes nothing. */
  begin({ key, ...call }: NewRecording, startMs: number, onFailed: (error: unknown) => void): Recording | null {
    const { partId } = call;
    const note: SpoolNote = { ...call, startMs: Math.round(startMs), durationMs: null, cutFromMs: null };
    this.going.add(partId);
    try {
      return new SpoolFile(this.own, note, key, onFailed, () => this.going.delete(partId));
    } catch (error) {
      this.going.delete(partId);
      onFailed(error);
      return null;
    }
  }

  /** Stores all that is over, here and what lost workers left. What can't be stored now is tried at the next call. */
  storeAll(): Promise<void> {
    this.storing ??= this.storeEach().finally(() => (this.storing = null));
    return this.storing;
  }

  /** How many wait. */
  waiting(): number {
    return finishedIn(this.own, this.going).length;
  }

  /** Stores what is left, for so long; the rest stays on the disk for whoever comes next. */
  async close(timeoutMs: number): Promise<void> {
    const timeout = new Promise<void>((resolve) => this.options.clock.setTimer(timeoutMs, resolve));
    await Promise.race([this.storeAll(), timeout]);
  }

  private async storeEach(): Promise<void> {
    touchAlive(this.own);
    this.adopt();
    for (const finished of finishedIn(this.own, this.going)) {
      const { partId, callId } = finished.note;
      try {
        await this.options.store(finished);
        rmSync(soundFile(this.own, partId), { force: true });
        rmSync(noteFile(this.own, partId), { force: true });
      } catch (error) {
        this.options.log.warn({ err: error, callId }, "a recording is not stored yet");
      }
    }
  }

  private adopt(): void {
    const { dir, clock, log } = this.options;
    for (const name of readdirSync(dir)) {
      const theirs = path.join(dir, name);
      if (theirs === this.own || ownerIsAlive(theirs, clock.wallTime().getTime())) continue;
      // Who renames it first has it.
      const taken = path.join(dir, newOwnerName());
      try {
        renameSync(theirs, taken);
      } catch {
        continue;
      }
      const found = readdirSync(taken).filter((file) => /\.(sound|json)$/.test(file));
      for (const file of found) renameSync(path.join(taken, file), path.join(this.own, file));
      rmSync(path.join(taken, "alive"), { force: true });
      try {
        rmdirSync(taken);
      } catch (error) {
        log.warn({ err: error }, "the recordings' directory of a lost worker is not empty");
      }
      if (found.length > 0) log.info({ files: found.length }, "recordings of a lost worker taken over");
    }
  }
}

function finishedIn(directory: string, going: ReadonlySet<string>): FinishedSpool[] {
  return readdirSync(directory).flatMap((name) => {
    const partId = /^(.+)\.json$/.exec(name)?.[1];
    if (partId === undefined || going.has(partId)) return [];
    const note = JSON.parse(readFileSync(noteFile(directory, partId), "utf8")) as SpoolNote;
    const file = soundFile(directory, partId);
    // Of a lost worker the whole seconds are there.
    const wholeMs = Math.floor(sizeOf(file) / SEALED_BYTES) * SECOND_MS;
    return [{ note: { ...note, durationMs: Math.min(note.durationMs ?? wholeMs, wholeMs) }, file }];
  });
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
