import { closeSync, ftruncateSync, openSync, readSync, renameSync, rmSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { openSecond, sealSecond } from "@/lib/adapters/recordings/seal-second";
import { MULAW_BYTES_PER_MS, MULAW_SILENCE } from "@/lib/domain/audio/mulaw";
import { BYTES_PER_MS, SEALED_BYTES, SECOND_BYTES, SECOND_MS } from "@/lib/domain/recordings/sealed-sound";
import type { Recording } from "../ports/recorder";

const FRAME_BYTES = 20 * MULAW_BYTES_PER_MS;
/** A clock that jumps must not fill the disk with silence. */
const MOST_SILENT_SECONDS = 4 * 3600;

/** What is known of a recording beside its sound, for whoever stores it. */
export type SpoolNote = {
  organizationId: string;
  callId: string;
  partId: string;
  epoch: number;
  startMs: number;
  sealedKey: string;
  /** Null while it goes on, and for good when its worker was lost. */
  durationMs: number | null;
  /** What lies later is thrown away, also of what earlier workers kept of the call; 0: all of it. Null: nobody wished so. */
  cutFromMs: number | null;
};

export const soundFile = (directory: string, partId: string): string => path.join(directory, `${partId}.sound`);
export const noteFile = (directory: string, partId: string): string => path.join(directory, `${partId}.json`);

export function writeNote(directory: string, note: SpoolNote): void {
  const file = noteFile(directory, note.partId);
  writeFileSync(`${file}.part`, JSON.stringify(note), { mode: 0o600 });
  renameSync(`${file}.part`, file);
}

/**
 * A recording on its way to the store: sealed second by second into a file of the operating system's, so that a killed worker loses the last second
 * and a thief of the disk hears nothing.
 */
export class SpoolFile implements Recording {
  private readonly fd: number;
  private readonly second = new Uint8Array(SECOND_BYTES).fill(MULAW_SILENCE);
  /** The second being filled, and how far. */
  private current = 0;
  private filledMs = 0;
  private isOver = false;

  constructor(
    private readonly directory: string,
    private readonly note: SpoolNote,
    private readonly key: Uint8Array,
    private readonly onFailed: (error: unknown) => void,
    private readonly onEnded: () => void,
  ) {
    this.fd = openSync(soundFile(directory, note.partId), "wx+", 0o600);
    try {
      writeNote(directory, note);
    } catch (error) {
      closeSync(this.fd);
      rmSync(soundFile(directory, note.partId), { force: true });
      throw error;
    }
  }

  write(caller: Uint8Array | null, agent: Uint8Array | null, atMs: number): void {
    if (this.isOver) return;
    const offsetMs = Math.round(atMs) - this.note.startMs;
    const second = Math.floor(offsetMs / SECOND_MS);
    // Before it began, or of a second that is sealed already.
    if (second < this.current || second > this.current + MOST_SILENT_SECONDS) return;
    try {
      while (this.current < second) this.seal();
    } catch (error) {
      return this.fail(error);
    }
    const inSecond = offsetMs - second * SECOND_MS;
    const from = inSecond * BYTES_PER_MS;
    const samples = Math.min(FRAME_BYTES, (SECOND_BYTES - from) / 2);
    if (caller) for (let n = 0; n < samples; n += 1) this.second[from + n * 2] = caller[n] as number;
    if (agent) for (let n = 0; n < samples; n += 1) this.second[from + n * 2 + 1] = agent[n] as number;
    this.filledMs = Math.max(this.filledMs, inSecond + samples / MULAW_BYTES_PER_MS);
  }

  end(cutFromMs: number | null): void {
    if (this.isOver) return;
    this.isOver = true;
    try {
      if (this.filledMs === SECOND_MS) this.seal();
      const durationMs = this.current * SECOND_MS + this.filledMs;
      const keptMs = cutFromMs === null ? durationMs : Math.min(durationMs, Math.max(0, cutFromMs - this.note.startMs));
      this.cutTo(keptMs);
      writeNote(this.directory, { ...this.note, durationMs: keptMs, cutFromMs });
    } catch (error) {
      // What can't be cut is not kept: better nothing than too much.
      if (cutFromMs !== null) ftruncateSync(this.fd, 0);
      this.onFailed(error);
    } finally {
      this.second.fill(MULAW_SILENCE);
      closeSync(this.fd);
      this.onEnded();
    }
  }

  private cutTo(keptMs: number): void {
    const whole = Math.floor(keptMs / SECOND_MS);
    const restMs = keptMs - whole * SECOND_MS;
    if (whole < this.current) {
      const sealed = Buffer.alloc(SEALED_BYTES);
      if (restMs > 0) readSync(this.fd, sealed, 0, SEALED_BYTES, whole * SEALED_BYTES);
      ftruncateSync(this.fd, whole * SEALED_BYTES);
      if (restMs > 0) this.second.set(openSecond(this.key, this.note.partId, whole, sealed));
      this.current = whole;
    }
    this.second.fill(MULAW_SILENCE, restMs * BYTES_PER_MS);
    if (restMs > 0) this.seal();
  }

  private seal(): void {
    const sealed = sealSecond(this.key, this.note.partId, this.current, this.second);
    const at = this.current * SEALED_BYTES;
    try {
      for (let done = 0; done < sealed.length;)
        done += writeSync(this.fd, sealed, done, sealed.length - done, at + done);
    } catch (error) {
      try {
        ftruncateSync(this.fd, at);
      } catch {
        // Half a second at the end opens nobody's ears either: the note tells how far it goes.
      }
      throw error;
    }
    this.second.fill(MULAW_SILENCE);
    this.current += 1;
    this.filledMs = 0;
  }

  private fail(error: unknown): void {
    this.isOver = true;
    closeSync(this.fd);
    try {
      writeNote(this.directory, { ...this.note, durationMs: this.current * SECOND_MS });
    } catch {
      // Its worker is alive, so the length of the file tells.
    }
    this.onEnded();
    this.onFailed(error);
  }
}
