import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { startStack } from "../start/stack";
import { findChromium } from "./chromium";

/** Every test of the project, kind by kind; `npm test -- unit db` runs only those. The last line counts them all. */

const root = path.resolve(import.meta.dirname, "../..");
process.chdir(root);
const scratch = mkdtempSync(path.join(tmpdir(), "aybiza-test-"));
const say = (line: string) => void process.stdout.write(`${line}\n`);

type Count = { passed: number; failed: number };
type Kind = { name: string; budgetSeconds: number; run: () => Promise<Count> };

const kinds: Kind[] = [
  { name: "checks", budgetSeconds: 60, run: runChecks },
  { name: "unit", budgetSeconds: 45, run: () => runVitest("unit") },
  { name: "contract", budgetSeconds: 60, run: () => runVitest("contract") },
  { name: "db", budgetSeconds: 90, run: () => runVitest("db") },
  { name: "system", budgetSeconds: 240, run: () => runVitest("system") },
  { name: "e2e", budgetSeconds: 480, run: runBrowserTests },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !kinds.some((kind) => kind.name === name));
if (unknown.length > 0) {
  say(`There is no kind of test called ${unknown.join(", ")}. There are: ${kinds.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}

const total: Count = { passed: 0, failed: 0 };
const lines: string[] = [];
/** What failed, and what needed a second try, by name: what is printed last is what is read. */
const told: string[] = [];
for (const kind of kinds.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  say(`\n== ${kind.name} ==`);
  const startedAt = performance.now();
  const count = await kind.run().catch((error: unknown): Count => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { passed: 0, failed: 1 };
  });
  const seconds = (performance.now() - startedAt) / 1000;
  total.passed += count.passed;
  total.failed += count.failed;
  const late = seconds > kind.budgetSeconds ? "  over its budget" : "";
  lines.push(
    `${kind.name.padEnd(10)} ${String(count.passed).padStart(5)} passed ${String(count.failed).padStart(4)} failed ${seconds.toFixed(0).padStart(5)} s of ${kind.budgetSeconds}${late}`,
  );
}
rmSync(scratch, { recursive: true, force: true });
say("");
for (const line of [...told, ...lines]) say(line);
say(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

async function runChecks(): Promise<Count> {
  let passed = 0;
  let failed = 0;
  await run(["node_modules/tsx/dist/cli.mjs", "scripts/check/main.ts"], {}, (line) => {
    if (line.startsWith("ok ")) passed += 1;
    if (line.startsWith("FAIL ")) failed += 1;
  });
  return { passed, failed };
}

async function runVitest(project: string): Promise<Count> {
  const outputFile = path.join(scratch, `${project}.json`);
  const args = ["node_modules/vitest/vitest.mjs", "run", "--project", project, "--passWithNoTests"];
  await run([...args, "--reporter=dot", "--reporter=json", `--outputFile.json=${outputFile}`], { NODE_ENV: "test" });
  if (!existsSync(outputFile)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(outputFile, "utf8")) as {
    numPassedTests: number;
    numFailedTests: number;
    success: boolean;
    testResults: {
      name: string;
      message: string;
      assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
    }[];
  };
  for (const { name, message, assertionResults } of report.testResults) {
    const file = path.relative(root, name);
    if (assertionResults.length === 0 && message) told.push(`FAILED       ${file}: ${message.split("\n")[0]}`);
    for (const { fullName, status, failureMessages } of assertionResults) {
      const why = failureMessages[0]?.split("\n")[0] ?? "";
      if (status === "failed") told.push(`FAILED       ${file} › ${fullName}: ${why}`);
      else if (status === "passed" && why) told.push(`second try   ${file} › ${fullName}: ${why}`);
    }
  }
  // A file that does not even load has failed, though no test in it has.
  const unloaded = report.testResults.filter(({ assertionResults }) => assertionResults.length === 0).length;
  const failed = report.success ? 0 : Math.max(1, report.numFailedTests + unloaded);
  return { passed: report.numPassedTests, failed };
}

/** The browser tests use a stack of their own: fresh data, free ports, the production build. */
async function runBrowserTests(): Promise<Count> {
  const browsers = findChromium(say);
  const dataDir = path.join(scratch, "e2e-data");
  const { WEB_PORT: _web, CALL_PORT: _call, SANDBOX_PORT: _sandbox, DATABASE_URL: _database, ...env } = process.env;
  const stack = await startStack({
    root,
    env: { ...env, DATA_DIR: dataDir, DATABASE_PORT: "5449" },
    say,
    ownAccountsAtSandbox: true,
  });
  try {
    const outputFile = path.join(scratch, "e2e.json");
    await run(["node_modules/@playwright/test/cli.js", "test", "--reporter=line,json"], {
      CHROMIUM_PATH: browsers.quick,
      WHOLE_CHROMIUM_PATH: browsers.whole,
      E2E_DEV_JSON: path.join(dataDir, "dev.json"),
      PLAYWRIGHT_JSON_OUTPUT_NAME: outputFile,
    });
    if (!existsSync(outputFile)) return { passed: 0, failed: 1 };
    const { stats, suites } = JSON.parse(readFileSync(outputFile, "utf8")) as BrowserReport;
    told.push(...suites.flatMap(troubleOf));
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  } finally {
    await stack.stop();
  }
}

type BrowserSuite = {
  suites?: BrowserSuite[];
  specs?: {
    file: string;
    title: string;
    tests: { status: string; results: { error?: { message?: string } }[] }[];
  }[];
};
type BrowserReport = { stats: { expected: number; unexpected: number; flaky: number }; suites: BrowserSuite[] };

/** A line for each browser test that failed or needed a second try, with why. */
function troubleOf({ suites = [], specs = [] }: BrowserSuite): string[] {
  const lines = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ status, results }) => {
        const message = results.map(({ error }) => error?.message).find(Boolean) ?? "no reason given";
        const why = stripVTControlCharacters(message).split("\n").filter(Boolean).slice(0, 4).join(" · ");
        return `${status === "flaky" ? "second try  " : "FAILED      "} ${file} › ${title}: ${why}`;
      }),
  );
  return [...lines, ...suites.flatMap(troubleOf)];
}

/** Runs a Node program to its end, showing what it prints. */
function run(args: string[], env: Record<string, string>, onLine?: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let rest = "";
    child.stdout.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      const parts = (rest + chunk.toString()).split("\n");
      rest = parts.pop() ?? "";
      for (const line of parts) onLine?.(line);
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
