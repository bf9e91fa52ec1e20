import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** One violation of each rule of direction. What a rule does not find here, it does not find anywhere. */
const DIRECTIONS: Record<string, Record<string, string>> = {
  "no-cycles": {
    "lib/domain/cycle-a.ts": `import { b } from "./cycle-b";\nexport const a = () => b;`,
    "lib/domain/cycle-b.ts": `import { a } from "./cycle-a";\nexport const b = () => a;`,
  },
  "contracts-are-leaves": { "lib/contracts/leaf.ts": `export { x } from "@/lib/domain/x";` },
  "domain-is-pure": { "lib/domain/impure.ts": `import fs from "node:fs";\nexport const y = fs;` },
  "services-know-no-transport": {
    "lib/services/transport.ts": `import { NextResponse } from "next/server";\nexport const z = NextResponse;`,
  },
  "database-only-behind-services": { "jobs/direct.ts": `export { db } from "@/lib/db/x";` },
  "vendor-sdks-only-in-adapters": { "jobs/vendor.ts": `import twilio from "twilio";\nexport const t = twilio;` },
  "lib-knows-no-process": { "lib/domain/up.ts": `export { w } from "@/call-worker/w";` },
  "components-are-client-safe": {
    "components/leak.tsx": `export { through } from "@/lib/domain/through";`,
    "lib/domain/through.ts": `export { db as through } from "@/lib/db/x";`,
  },
  "islands-go-through-actions": { "app/area/_components/island.tsx": `export { s } from "@/lib/services/s";` },
  "app-goes-through-services": { "app/area/page.tsx": `export { db } from "@/lib/db/x";` },
  "worker-knows-no-web": { "call-worker/web.ts": `import React from "react";\nexport const r = React;` },
  "web-knows-no-worker": { "components/worker.ts": `export { w } from "@/call-worker/w";` },
  "session-knows-ports-not-vendors": {
    "call-worker/session/vendor.ts": `export { a } from "@/call-worker/adapters/a";`,
  },
  "sandbox-stands-apart": { "sandbox/shares.ts": `export { x } from "@/lib/domain/x";` },
  "product-knows-no-sandbox": { "jobs/sandboxed.ts": `export { sb } from "@/sandbox/sb";` },
  "no-copyleft-ships": {
    "jobs/copyleft.ts": `import espeak from "@echogarden/espeak-ng-emscripten";\nexport const e = espeak;`,
  },
};

const GROUND: Record<string, string> = {
  "lib/domain/x.ts": "export const x = 1;",
  "lib/db/x.ts": "export const db = 1;",
  "lib/services/s.ts": "export const s = 1;",
  "call-worker/w.ts": "export const w = 1;",
  "call-worker/adapters/a.ts": "export const a = 1;",
  "sandbox/sb.ts": "export const sb = 1;",
};

/** One violation of each lint rule we rely on. */
const LINT: Record<string, Record<string, string>> = {
  "no-restricted-syntax": { "lib/services/reads-env.ts": `export const home = process.env.HOME;\n` },
  "@typescript-eslint/no-explicit-any": {
    "lib/services/any.ts": `export const loose = (value: any): number => value;\n`,
  },
  "no-console": { "lib/services/prints.ts": `console.log("x");\nexport {};\n` },
  "max-lines": {
    "lib/services/long.ts": `${Array.from({ length: 410 }, (_, i) => `export const v${i} = ${i};`).join("\n")}\n`,
  },
};

/** One violation of each rule that needs types, and one of the types themselves. */
const TYPES: Record<string, Record<string, string>> = {
  "typescript(no-floating-promises)": {
    "lib/services/floats.ts": `export function go(): void {\n  Promise.resolve(1);\n}\n`,
  },
  "typescript(switch-exhaustiveness-check)": {
    "lib/services/misses.ts":
      `export function far(way: "up" | "down"): number {\n  switch (way) {\n    case "up":\n      return 1;\n  }\n` +
      `  return 0;\n}\n`,
  },
  "typescript(TS2322)": { "lib/services/wrong-type.ts": `export const count: number = "one";\n` },
};

/** Plants a violation of every rule in a copy of the house and reports the rules that did not see theirs. */
export async function checkPlantedViolations(root: string): Promise<string> {
  const house = mkdtempSync(path.join(tmpdir(), "planted-"));
  try {
    const settings = [
      "tsconfig.json",
      ".dependency-cruiser.cjs",
      "eslint.config.mjs",
      ".oxlintrc.json",
      "package.json",
    ];
    for (const file of settings) {
      cpSync(path.join(root, file), path.join(house, file));
    }
    symlinkSync(path.join(root, "node_modules"), path.join(house, "node_modules"), "dir");
    const files = Object.assign({}, GROUND, ...[DIRECTIONS, LINT, TYPES].flatMap(Object.values)) as Record<
      string,
      string
    >;
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
      writeFileSync(path.join(house, file), content);
    }
    const [directions, lint, types] = await Promise.all([directionsFound(house), lintFound(house), typesFound(house)]);
    const rules = (
      createRequire(import.meta.url)(path.join(root, ".dependency-cruiser.cjs")) as { forbidden: { name: string }[] }
    ).forbidden;
    const unplanted = rules
      .filter(({ name }) => !(name in DIRECTIONS))
      .map(({ name }) => `${name}: no violation is planted`);
    const unseen = [
      ...Object.keys(DIRECTIONS).filter((rule) => !directions.has(rule)),
      ...Object.keys(LINT).filter((rule) => !lint.has(rule)),
      ...Object.keys(TYPES).filter((rule) => !types.has(rule)),
    ];
    return [...unplanted, ...unseen.map((rule) => `${rule}: did not see its planted violation`)].join("\n");
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
}

async function directionsFound(house: string): Promise<Set<string>> {
  const args = [
    "--config",
    ".dependency-cruiser.cjs",
    "--output-type",
    "json",
    "app",
    "components",
    "lib",
    "call-worker",
    "jobs",
    "sandbox",
  ];
  const output = await outputOf(path.join(house, "node_modules/.bin/depcruise"), args, house);
  const { summary } = JSON.parse(output) as { summary: { violations: { rule: { name: string } }[] } };
  return new Set(summary.violations.map(({ rule }) => rule.name));
}

async function lintFound(house: string): Promise<Set<string>> {
  const output = await outputOf(
    path.join(house, "node_modules/.bin/eslint"),
    ["lib/services", "--format", "json"],
    house,
  );
  const results = JSON.parse(output) as { messages: { ruleId: string | null }[] }[];
  return new Set(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId ?? "")));
}

async function typesFound(house: string): Promise<Set<string>> {
  const args = ["--type-aware", "--type-check", "--format", "json", "lib/services"];
  const output = await outputOf(path.join(house, "node_modules/.bin/oxlint"), args, house);
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string }[] };
  return new Set(diagnostics.map(({ code }) => code));
}

/** What the program printed, whatever its exit code: finding violations is a failure to it. */
async function outputOf(program: string, args: string[], cwd: string): Promise<string> {
  try {
    return (await run(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch (error) {
    const { stdout, message } = error as { stdout?: string; message: string };
    if (stdout) return stdout;
    throw new Error(message);
  }
}
