import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";

/** How long a directory of another host stays its owner's without a sign of life. */
const FOREIGN_SILENCE_MS = 60_000;
const ALIVE_FILE = "alive";

/**
 * A journal directory's name says whose it is: `host_pid_startedAt_random`. A rename is therefore the whole of taking one over, and
 * the file system lets only one taker win. The process's start time tells a reused pid from the owner.
 */
export function newOwnerName(): string {
  const host = hostname().replace(/[^A-Za-z0-9-]/g, "-") || "host";
  return `${host}_${process.pid}_${processStartedAt(process.pid) ?? "0"}_${randomBytes(4).toString("hex")}`;
}

/** True unless the process that the directory is named after is gone. Names that are not ours count as alive: hands off. */
export function ownerIsAlive(directory: string, nowMs: number): boolean {
  const match = /^([A-Za-z0-9-]+)_(\d+)_([A-Za-z0-9-]+)_[0-9a-f]+$/.exec(path.basename(directory));
  if (!match) return true;
  const [, host, pid, startedAt] = match;
  if (host === (hostname().replace(/[^A-Za-z0-9-]/g, "-") || "host")) {
    return processStartedAt(Number(pid)) === startedAt;
  }
  try {
    return nowMs - statSync(path.join(directory, ALIVE_FILE)).mtimeMs < FOREIGN_SILENCE_MS;
  } catch {
    return true;
  }
}

/** A sign of life for workers on other hosts that share the disk. */
export function touchAlive(directory: string): void {
  const file = path.join(directory, ALIVE_FILE);
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    writeFileSync(file, "");
  }
}

/** When a process started, in whatever form this system tells it; null when there is no such process. */
function processStartedAt(pid: number): string | null {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      // The command's name is in parentheses and may hold spaces; the fields after it are fixed, the 20th is the start.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
    }
    const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return started === "" ? null : started.replace(/[^A-Za-z0-9]+/g, "-");
  } catch {
    return null;
  }
}
