import { defineConfig } from "@playwright/test";

// Flags under which Chromium runs in a container, without a screen, and without talking to anyone.
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Browser tests against a stack that is already running. E2E_DEV_JSON names its dev.json (`.data/dev.json` unless set);
 * CHROMIUM_PATH a Chromium that is not Playwright's own.
 */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // These end what hangs; a slow machine with other things to do needs its time.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env["CI"]),
  retries: process.env["CI"] ? 1 : 0,
  workers: 2,
  fullyParallel: true,
  reporter: process.env["E2E_JSON"] ? [["list"], ["json", { outputFile: process.env["E2E_JSON"] }]] : [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    trace: "on-first-retry",
    launchOptions: {
      args,
      ...(process.env["CHROMIUM_PATH"] ? { executablePath: process.env["CHROMIUM_PATH"] } : {}),
    },
  },
});
