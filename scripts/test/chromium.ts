import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const SYSTEM_BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const SYSTEM_SHELL = "/usr/bin/chromium-headless-shell";

/** `whole`: a Chromium that can all. `quick`: the one for all else: the system's shell without a window where it is there, which costs a third of the processor's time. */
export type Browsers = { whole: string; quick: string };

/** Browsers for the tests: CHROMIUM_PATH for both, the system's, Playwright's own, or one that is installed now, which it says. */
export function findChromium(say: (line: string) => void): Browsers {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return { whole: named, quick: named };
    throw new Error(`CHROMIUM_PATH is ${named}, where there is no browser. Correct it, or leave it out.`);
  }
  const whole = findWhole(say);
  return { whole, quick: existsSync(SYSTEM_SHELL) ? SYSTEM_SHELL : whole };
}

function findWhole(say: (line: string) => void): string {
  const known = [...SYSTEM_BROWSERS, chromium.executablePath()].find((file) => file !== "" && existsSync(file));
  if (known) return known;
  say("No Chromium found: installing Playwright's …");
  spawnSync(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"], { stdio: "inherit" });
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("That did not work: installing the system's …");
    spawnSync("apt-get", ["update"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "ignore" });
    if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  throw new Error("No Chromium could be installed. Install one, or set CHROMIUM_PATH to its program, and start again.");
}
