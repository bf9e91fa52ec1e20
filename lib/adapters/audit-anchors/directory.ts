import { type FileHandle, mkdir, open, readdir } from "node:fs/promises";
import path from "node:path";

/** Where in the files somebody has read up to. */
export type AnchorPosition = { file: string; bytes: number };

/** Lines that are only ever added, kept apart from the database. */
export type AnchorStore = {
  /** For people: where it is. */
  readonly name: string;
  /** Adds whole lines and resolves when the disk has them. `at` chooses the file: one a month. */
  append(lines: readonly string[], at: Date): Promise<void>;
  /** Whole lines after a position, or all, and the position behind them. What was torn by a crash comes as a line of its own. */
  read(after: AnchorPosition | null): Promise<{ lines: string[]; position: AnchorPosition | null }>;
};

const MONTH = /^\d{4}-\d\d\.jsonl$/;

/** Files that are only appended to, in a directory that its owner alone may enter: on a volume of its own, or one that cannot be rewritten. */
export function createAnchorDirectory(directory: string): AnchorStore {
  return {
    name: directory,
    async append(lines, at) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const file = await open(path.join(directory, `${at.toISOString().slice(0, 7)}.jsonl`), "a", 0o600);
      try {
        // After a crash half a line may stand at the end; ours begins its own.
        const start = (await endsInTheMiddle(directory, at)) ? "\n" : "";
        await file.appendFile(`${start}${lines.join("\n")}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async read(after) {
      const names = (await readdir(directory).catch(() => [])).filter((name) => MONTH.test(name)).sort();
      const lines: string[] = [];
      let position = after;
      for (const name of names.filter((each) => after === null || each >= after.file)) {
        const from = name === after?.file ? after.bytes : 0;
        const text = await restOf(path.join(directory, name), from);
        const whole = text.subarray(0, text.lastIndexOf(0x0a) + 1);
        lines.push(...whole.toString("utf8").split("\n").filter(Boolean));
        position = { file: name, bytes: from + whole.length };
      }
      return { lines, position };
    },
  };
}

async function endsInTheMiddle(directory: string, at: Date): Promise<boolean> {
  return withFile(path.join(directory, `${at.toISOString().slice(0, 7)}.jsonl`), async (file) => {
    const { size } = await file.stat();
    if (size === 0) return false;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] !== 0x0a;
  });
}

const restOf = (name: string, from: number): Promise<Buffer> =>
  withFile(name, async (file) => {
    const { size } = await file.stat();
    const rest = Buffer.alloc(Math.max(0, size - from));
    await file.read(rest, 0, rest.length, from);
    return rest;
  });

async function withFile<T>(name: string, work: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(name, "r");
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
