import { open } from "node:fs/promises";

const FIRST_READ_BYTES = 256 * 1024;
const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/** Whole lines found from an offset on, and where the next read starts. `torn` is a last line without an end. */
export type ReadLines = { lines: string[]; nextOffset: number; torn: string | null };

/** Reads the next whole lines of a journal file, some 256 KiB at a time; at least one line if there is one. */
export async function readLines(file: string, offset: number): Promise<ReadLines> {
  const handle = await open(file, "r");
  try {
    for (let wanted = FIRST_READ_BYTES; ; wanted *= 4) {
      const buffer = Buffer.allocUnsafe(wanted);
      const { bytesRead } = await handle.read(buffer, 0, wanted, offset);
      const end = buffer.subarray(0, bytesRead).lastIndexOf(0x0a);
      if (end >= 0) {
        const lines = buffer.toString("utf8", 0, end).split("\n");
        return { lines, nextOffset: offset + end + 1, torn: null };
      }
      const atEnd = bytesRead < wanted;
      if (atEnd || wanted > LONGEST_LINE_BYTES) {
        return { lines: [], nextOffset: offset, torn: bytesRead > 0 ? buffer.toString("utf8", 0, bytesRead) : null };
      }
    }
  } finally {
    await handle.close();
  }
}
