import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Which cores the process under test and everything else run on; null where processes can't be bound to cores. */
export type Cores = { tested: string; others: string } | null;

/** Binds this process, and so all it starts, to every core but the first, which is left to the process under test. */
export function divideCores(): Cores {
  const count = availableParallelism();
  if (count < 2) return null;
  const cores = { tested: "0", others: count === 2 ? "1" : `1-${count - 1}` };
  try {
    execFileSync("taskset", ["-acp", cores.others, String(process.pid)], { stdio: "ignore" });
    return cores;
  } catch {
    return null;
  }
}

/** The command line that runs `args` with node on the core under test. */
export function onTestedCore(cores: Cores, args: readonly string[]): [command: string, args: string[]] {
  if (cores === null) return [process.execPath, [...args]];
  return ["taskset", ["-c", cores.tested, process.execPath, ...args]];
}
