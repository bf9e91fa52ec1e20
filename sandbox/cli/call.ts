import { findRunningProduct, NotRunningError } from "./dev-file";
import { typeToCaller } from "./interactive";
import { readOptions, USAGE, UsageError, type CallOptions } from "./options";
import { Printer, summary } from "./printer";
import { Reporter, type CallReport } from "./report";
import { scriptOf } from "./script";
import { dial, SandboxError } from "./telephone";

/** The caller's command: `npm run call -- --say "…"`. Exits 0 only when the call went as it should. */

const DEFAULT_DATA_DIR = ".data";
/** After hanging up at the time limit, this long for the call's last events. */
const LAST_WORDS_MS = 3_000;

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function call(options: CallOptions): Promise<CallReport> {
  const product = await findRunningProduct(process.env["DATA_DIR"] || DEFAULT_DATA_DIR);
  const to = options.to ?? product.phoneNumber;
  if (to === undefined) throw new UsageError("There is no number to dial: name one with --to.");
  const reporter = new Reporter(options.lines.length);
  const printer = options.isJson ? undefined : new Printer(write);
  if (!options.isJson) write(`      dialling ${to}`);
  const script = options.isInteractive ? [] : await scriptOf(options);
  const telephone = await dial(product.sandboxUrl, { from: options.from, to, script }, (event) => {
    reporter.note(event);
    printer?.print(event);
  });
  const stopTyping = options.isInteractive ? typeToCaller(telephone, write) : undefined;
  const hangUp = (): void => telephone.send({ type: "hangup" });
  process.once("SIGINT", hangUp);
  const isTimedOut = await isOverdue(telephone.done, options.timeoutMs);
  if (isTimedOut) {
    hangUp();
    await isOverdue(telephone.done, LAST_WORDS_MS);
  }
  stopTyping?.();
  return reporter.report(isTimedOut ? `The call was not over after ${options.timeoutMs / 1_000} s.` : undefined);
}

/** Whether a promise takes longer than this. */
async function isOverdue(promise: Promise<void>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<true>((resolve) => {
    timer = setTimeout(() => resolve(true), limitMs);
  });
  try {
    return await Promise.race([promise.then(() => false), limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const isJson = args.includes("--json");
  try {
    const options = readOptions(args);
    if (options === "help") {
      write(USAGE);
      return 0;
    }
    const report = await call(options);
    write(options.isJson ? JSON.stringify(report, undefined, 2) : summary(report));
    return report.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof NotRunningError || error instanceof SandboxError))
      throw error;
    const hint = error instanceof UsageError ? '\nSee "npm run call -- --help".' : "";
    if (isJson)
      write(
        JSON.stringify(
          {
            ok: false,
            status: "failed",
            answered: false,
            greeting: "",
            turns: [],
            transcript: [],
            durationMs: 0,
            reason: error.message,
          },
          undefined,
          2,
        ),
      );
    process.stderr.write(`call: ${error.message}${hint}\n`);
    return 1;
  }
}

process.exitCode = await main();
process.exit();
