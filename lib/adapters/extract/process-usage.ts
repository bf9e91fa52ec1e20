import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export type ProcessUsage = { memoryBytes: number; processorMs: number };

/** Of the kernel's clock, everywhere that counts. */
const TICKS_PER_SECOND = 100;

/** What another process of this machine uses; null when it is gone, or the system does not tell. */
export function usageOf(pid: number | undefined): ProcessUsage | null {
  if (pid === undefined) return null;
  try {
    return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
  } catch {
    return null;
  }
}

function fromProc(pid: number): ProcessUsage {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return {
    memoryBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024,
    processorMs: (ticks * 1000) / TICKS_PER_SECOND,
  };
}

/** macOS. */
function fromPs(pid: number): ProcessUsage {
  const [kilobytes = "0", time = "0:0"] = execFileSync("ps", ["-o", "rss=,time=", "-p", String(pid)], {
    encoding: "utf8",
  })
    .trim()
    .split(/\s+/);
  const seconds = time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  return { memoryBytes: Number(kilobytes) * 1024, processorMs: seconds * 1000 };
}
