import { spawn } from "node:child_process";
import path from "node:path";
import { schemaDrift } from "../db/migrations";
import { checkDocPaths } from "./doc-paths";
import { checkLicences } from "./licences";
import { checkLockFile } from "./lock-file";
import { checkPlantedViolations } from "./planted";

/** Everything that can be said of the code without running it. Fails with what to mend; `-- lint types` runs only those. */

const root = path.resolve(import.meta.dirname, "../..");
const bin = (name: string) => path.join(root, "node_modules", ".bin", name);

type Check = { name: string; run: () => Promise<string> };

const command =
  (program: string, ...args: string[]): (() => Promise<string>) =>
  () =>
    new Promise((resolve) => {
      const child = spawn(program, args, {
        cwd: root,
        env: { ...process.env, FORCE_COLOR: "0", NODE_ENV: "development" },
      });
      let output = "";
      child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code) => resolve(code === 0 ? "" : output || `exit code ${code}`));
    });

const rooms = [
  "app",
  "components",
  "lib",
  "web",
  "call-worker",
  "jobs",
  "sandbox",
  "prisma",
  "bench",
  "scripts",
  "e2e",
];
const checks: Check[] = [
  {
    name: "types",
    run: command(bin("oxlint"), "--type-aware", "--type-check", "."),
  },
  {
    name: "lint",
    run: command(bin("eslint"), ".", "--max-warnings=0", "--cache", "--cache-location", "node_modules/.cache/eslint"),
  },
  {
    name: "format",
    run: command(bin("prettier"), "--check", "--log-level=warn", "--cache", "."),
  },
  {
    name: "directions",
    run: command(bin("depcruise"), "--config", ".dependency-cruiser.cjs", "--output-type", "err", ...rooms),
  },
  { name: "planted", run: () => checkPlantedViolations(root) },
  { name: "dead-code", run: command(bin("knip"), "--no-progress") },
  { name: "drift", run: checkDrift },
  { name: "lock-file", run: () => checkLockFile(root) },
  { name: "licences", run: () => checkLicences(root) },
  { name: "doc-paths", run: () => checkDocPaths(root) },
];

const wanted = process.argv.slice(2);
const queue = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
let failed = 0;

async function lane(): Promise<void> {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const startedAt = performance.now();
    const problem = await check
      .run()
      .catch((error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${problem === "" ? "ok  " : "FAIL"} ${check.name.padEnd(12)} ${seconds} s\n`);
    if (problem !== "") {
      failed += 1;
      process.stdout.write(`${problem.trimEnd()}\n`);
    }
  }
}

async function checkDrift(): Promise<string> {
  const sql = await schemaDrift();
  if (sql === "") return "";
  return `The migrations do not give what prisma/schema says; npm run migrate -- new <name> writes what they lack:\n${sql}`;
}

await Promise.all([lane(), lane()]);
process.exit(failed === 0 ? 0 : 1);
