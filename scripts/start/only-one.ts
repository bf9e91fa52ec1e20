import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Refuses a second start on the same data directory; a lost one's leftover does not count. Returns how to give the place up. */
export function claimDataDir(dataDir: string): () => void {
  const file = path.join(dataDir, "start.pid");
  const other = readPid(file);
  if (other !== null && other !== process.pid && isRunning(other)) {
    throw new Error(
      `Aybiza already runs with ${path.resolve(dataDir)} (process ${other}). Stop it first, or set DATA_DIR to another directory.`,
    );
  }
  writeFileSync(file, `${process.pid}\n`);
  return () => {
    if (readPid(file) === process.pid) rmSync(file, { force: true });
  };
}

function readPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** A reused process id must not lock anyone out: only a Node process counts. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("node");
  } catch {
    return true;
  }
}
