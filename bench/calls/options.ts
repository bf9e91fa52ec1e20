import { parseArgs } from "node:util";

export type BenchOptions = {
  calls: number;
  seconds: number;
  json: boolean;
  /** How often each caller takes a turn. */
  turnEveryMs: number;
  waves: number | null;
  starts: { perSecond: number; seconds: number } | null;
  overload: boolean;
  relay: boolean;
  /** Another bundle of the worker than the one built now, to compare two. */
  worker: string | null;
  /** Further arguments for the worker's node. */
  nodeArgs: string[];
  /** A directory for the worker's CPU profile. */
  profile: string | null;
  /** A file that the report is written to. */
  out: string | null;
};

const USAGE = `npm run bench:calls -- --calls N --seconds S [--json]
  --calls N        calls at once, 1 to 2000 (default 50)
  --seconds S      how long they are measured, 5 to 3600 (default 30)
  --turn-every S   seconds from one turn of a caller to the next (default 12; 4 below 20 calls)
  --waves N        memory: N waves of --calls calls, one after the other
  --starts R       set-up: R call starts a second for --for seconds (default 60)
  --overload       offers twice as many calls as the worker has slots (--calls)
  --no-relay       without the bare relay of the same frames
  --json           prints the report as JSON alone
  --out FILE       writes the report there as well
  --worker FILE    another bundle of the call-worker
  --node-args ARGS further arguments for the worker's node, to compare: --node-args=--max-semi-space-size=64
  --profile DIR    writes a CPU profile of the worker`;

/** @throws Error whose message says what to type instead */
export function readOptions(args: readonly string[]): BenchOptions {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        calls: { type: "string" },
        seconds: { type: "string" },
        json: { type: "boolean" },
        "turn-every": { type: "string" },
        waves: { type: "string" },
        starts: { type: "string" },
        for: { type: "string" },
        overload: { type: "boolean" },
        "no-relay": { type: "boolean" },
        out: { type: "string" },
        worker: { type: "string" },
        profile: { type: "string" },
        "node-args": { type: "string" },
      },
    }));
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  const number = (name: string, usual: number, least: number, most: number): number => {
    const given = values[name];
    if (given === undefined) return usual;
    const value = Number(given);
    if (Number.isFinite(value) && value >= least && value <= most) return value;
    throw new Error(`--${name} takes a number from ${least} to ${most}, not "${String(given)}".\n${USAGE}`);
  };
  const text = (name: string): string | null => (typeof values[name] === "string" ? values[name] : null);
  const calls = Math.round(number("calls", 50, 1, 2000));
  const modes = ["waves", "starts", "overload"].filter((name) => values[name] !== undefined);
  if (modes.length > 1) throw new Error(`--${modes.join(" and --")} are runs of their own: give one.\n${USAGE}`);
  return {
    calls,
    seconds: number("seconds", 30, 5, 3600),
    json: values["json"] === true,
    turnEveryMs: number("turn-every", calls < 20 ? 4 : 12, 3, 600) * 1000,
    waves: values["waves"] === undefined ? null : Math.round(number("waves", 20, 2, 200)),
    starts:
      values["starts"] === undefined
        ? null
        : { perSecond: number("starts", 42, 1, 500), seconds: number("for", 60, 1, 600) },
    overload: values["overload"] === true,
    relay: values["no-relay"] !== true,
    worker: text("worker"),
    nodeArgs: text("node-args")?.split(/\s+/) ?? [],
    profile: text("profile"),
    out: text("out"),
  };
}
