import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import path from "node:path";
import { build, type OutputFile } from "esbuild";
import { bundleExtractProgram } from "@/lib/adapters/extract/bundle-program";

const PROCESSES = {
  "call-worker": "call-worker/main.ts",
  jobs: "jobs/main.ts",
  sandbox: "sandbox/main.ts",
  web: "web/main.ts",
} as const;
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "package-lock.json",
  "next.config.ts",
  "instrumentation-client.ts",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/** Bundles the processes that are not Next's into dist/, each one file with its source map; packages stay outside. */
export async function bundleProcesses(root: string): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    write: false,
    entryPoints: { ...PROCESSES },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    logLevel: "error",
  });
  const widget = await bundleWidget(root);
  for (const { path: file, contents } of [...outputFiles, ...widget]) replaceFile(file, contents);
  // With its packages: it may read no other file.
  replaceFile(path.join(root, "dist/extract.mjs"), await bundleExtractProgram(root));
}

/** The script that web sites load: one file for any browser of these years. */
async function bundleWidget(root: string): Promise<OutputFile[]> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    write: false,
    entryPoints: { widget: "components/widget/main.ts" },
    outdir: "dist",
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    target: "es2022",
    logLevel: "error",
  });
  return outputFiles;
}

/** In one step, and only when it changes: a process of another start may be reading it. */
function replaceFile(file: string, contents: Uint8Array): void {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const whole = `${file}.${process.pid}`;
  writeFileSync(whole, contents);
  renameSync(whole, file);
}

/** Builds the web app for production unless the last build was of these very sources. Returns whether it built. */
export async function buildWeb(root: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<boolean> {
  const stampFile = path.join(root, ".next", "aybiza-sources");
  const stamp = hashOf(root, SOURCES);
  const isCurrent =
    existsSync(path.join(root, ".next", "BUILD_ID")) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, "utf8") === stamp;
  if (isCurrent) return false;
  await run(root, process.execPath, ["node_modules/next/dist/bin/next", "build"], env, signal);
  writeFileSync(stampFile, stamp);
  return true;
}

function hashOf(root: string, names: readonly string[]): string {
  const hash = createHash("sha256").update(process.version);
  const visit = (file: string): void => {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) return;
    if (stats.isDirectory()) {
      for (const name of readdirSync(file).sort()) visit(path.join(file, name));
    } else if (!/\.(test|spec)\.tsx?$/.test(file)) {
      hash.update(path.relative(root, file)).update(readFileSync(file));
    }
  };
  for (const name of names) visit(path.join(root, name));
  return hash.digest("hex");
}

function run(
  cwd: string,
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], ...(signal ? { signal } : {}) });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`Building the web app failed:\n${output.slice(-6000)}`)),
    );
  });
}
