import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { checkObjectKey, type ObjectStore } from "./object-store";

/** Objects as files below a directory that its owner alone may enter. */
export function createDirectoryStore(directory: string): ObjectStore {
  const fileOf = (key: string) => path.join(directory, ...checkObjectKey(key).split("/"));
  return {
    async put(key, body) {
      const file = fileOf(key);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const unfinished = `${file}.${randomBytes(6).toString("hex")}.part`;
      try {
        await pipeline(Readable.from(body), createWriteStream(unfinished, { flags: "wx", mode: 0o600 }));
        await rename(unfinished, file);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    async get(key, range) {
      const file = fileOf(key);
      await access(file);
      return createReadStream(file, range ? { start: range.from, end: range.to } : {});
    },
    remove: (key) => rm(fileOf(key), { force: true }),
    removeAll: (prefix) => rm(fileOf(prefix), { recursive: true, force: true }),
    setTier: (key) => access(fileOf(key)),
    recall: (key) => access(fileOf(key)),
  };
}
