import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export type Usage = { cpuMs: number; systemMs: number; rssBytes: number };

/** USER_HZ: fixed on every Linux that Node runs on. */
const TICK_MS = 10;

/** CPU time (all threads) and resident memory of a process, from /proc, or from ps where there is none. */
export function usageOf(pid: number): Usage {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    const [userMs, systemMs] = [Number(fields[11]) * TICK_MS, Number(fields[12]) * TICK_MS];
    return { cpuMs: userMs + systemMs, systemMs, rssBytes: Number(rss?.[1] ?? 0) * 1024 };
  } catch {
    const [time = "0", rss = "0"] = execFileSync("ps", ["-o", "time=,rss=", "-p", String(pid)], { encoding: "utf8" })
      .trim()
      .split(/\s+/);
    const seconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0);
    return { cpuMs: seconds * 1000, systemMs: 0, rssBytes: Number(rss) * 1024 };
  }
}

/** What of a process's life a window took, and what it holds at its end. */
export function usageBetween(before: Usage, after: Usage, windowMs: number) {
  const share = (ms: number) => (100 * ms) / windowMs;
  return {
    cpuPercent: share(after.cpuMs - before.cpuMs),
    systemPercent: share(after.systemMs - before.systemMs),
    rssBytes: after.rssBytes,
  };
}
