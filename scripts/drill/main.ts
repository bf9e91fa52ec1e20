import { rmSync } from "node:fs";
import path from "node:path";
import { makeTemporaryDataDir } from "../db/embedded-cluster";
import { freePorts } from "../start/ports";
import { startStack } from "../start/stack";
import { databaseOutage, otherWorkerLeaves, workerKilled, type Report } from "./scenarios";

/** Takes the product apart in mid-call and checks that nothing was lost: `npm run drill`, or `-- --outage 10` for a shorter one. */

const root = path.resolve(import.meta.dirname, "../..");
process.chdir(root);
const at = process.argv.indexOf("--outage");
const outageSeconds = at < 0 ? 60 : Number(process.argv[at + 1]);
if (!Number.isFinite(outageSeconds) || outageSeconds < 1 || outageSeconds > 600) {
  process.stderr.write("--outage takes seconds from 1 to 600, e.g. npm run drill -- --outage 20\n");
  process.exit(1);
}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const dataDir = path.dirname(makeTemporaryDataDir());
const { DATABASE_URL: _own, ...env } = process.env;
const stack = await startStack({ root, env: { ...env, DATA_DIR: dataDir, DATABASE_PORT: "5459" }, say, web: false });
const stop = async () => {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
};
process.on("SIGINT", () => void stop().then(() => process.exit(130)));

const ground = {
  stack,
  to: stack.dev.phoneNumber,
  lines: [
    "When are you open today?",
    "And when are you open tomorrow?",
    "Are you open on Monday?",
    "What about next Wednesday?",
    "Thank you, that is all. Goodbye.",
  ],
};
let failed = 0;
const run = async (scenario: () => Promise<Report>) => {
  const report = await scenario();
  failed += report.problems.length > 0 ? 1 : 0;
  say(`${report.problems.length === 0 ? "ok  " : "FAIL"} ${report.name} (${report.seconds} s)`);
  say(
    `     status ${report.status}, ${report.epochs} owner(s), ${report.callerFinals} caller and ${report.agentFinals} agent finals, each once; caller saw ${report.caller}`,
  );
  for (const problem of report.problems) say(`     ${problem}`);
};
try {
  const [otherPort = 0] = await freePorts(1);
  await run(() => workerKilled(ground));
  await run(() => otherWorkerLeaves(ground, otherPort, "SIGKILL"));
  await run(() => otherWorkerLeaves(ground, otherPort, "SIGTERM"));
  await run(() => databaseOutage(ground, outageSeconds * 1000));
} finally {
  await stop();
}
process.exit(failed === 0 ? 0 : 1);
