import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

let made: Promise<string> | null = null;

/** Where the program that reads files is: beside this one where it was built, else made of the sources, once. */
export function extractProgramFile(): Promise<string> {
  made ??= findOrMake();
  return made;
}

async function findOrMake(): Promise<string> {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith(".ts")) return path.join(path.dirname(here), "extract.mjs");
  const root = path.resolve(path.dirname(here), "../../..");
  const { bundleExtractProgram } = await import("./bundle-program");
  const contents = await bundleExtractProgram(root);
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  const file = path.join(root, "node_modules/.cache/aybiza", `extract-${hash}.mjs`);
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, contents);
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}
