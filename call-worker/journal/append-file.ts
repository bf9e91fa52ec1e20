import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import path from "node:path";

export const journalFileName = (fileNumber: number): string => `${String(fileNumber).padStart(8, "0")}.ndjson`;
export const journalFileNumber = (name: string): number | null =>
  /^\d{8}\.ndjson$/.test(name) ? Number(name.slice(0, 8)) : null;

export type AppendFile = {
  readonly fileNumber: number;
  /** Bytes of whole lines in the file. */
  readonly writtenBytes: number;
  /** Hands one line (with its newline) to the operating system before it returns. Throws what write(2) throws, with the file left as it was. */
  append(line: Buffer): void;
  /** Makes what is written so far survive a loss of power. Calls in between are folded into one. */
  sync(onError: (error: Error) => void): void;
  close(): void;
};

export function openAppendFile(directory: string, fileNumber: number): AppendFile {
  const fd = openSync(path.join(directory, journalFileName(fileNumber)), "ax");
  let writtenBytes = 0;
  let syncing = false;
  let dirty = false;
  let closed = false;

  return {
    fileNumber,
    get writtenBytes() {
      return writtenBytes;
    },
    append(line) {
      try {
        let done = 0;
        while (done < line.length) done += writeSync(fd, line, done);
      } catch (error) {
        // Half a line must not swallow the next one.
        ftruncateSync(fd, writtenBytes);
        throw error;
      }
      writtenBytes += line.length;
      dirty = true;
    },
    sync(onError) {
      if (!dirty || syncing || closed) return;
      dirty = false;
      syncing = true;
      fdatasync(fd, (error) => {
        syncing = false;
        if (closed) closeSync(fd);
        if (error) onError(error);
      });
    },
    close() {
      if (closed) return;
      closed = true;
      if (syncing) return;
      fsyncSync(fd);
      closeSync(fd);
    },
  };
}
