import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type CDPSession, chromium } from "@playwright/test";
import type { Measured } from "./page/measure";
import { hundredths, percentiles } from "../calls/percentiles";
import { CHANGES_A_SECOND, wallOf } from "./calls";
import { serveWall } from "./serve";

/** `npm run bench:wall`: the wall of calls in Chromium while every call changes twice a second. */

const USAGE = `npm run bench:wall -- [--calls N] [--seconds S] [--out FILE] [--shots DIR] [--chromium PATH]
  --calls N     calls at once, 1 to 500 (default 200)
  --seconds S   how long they are measured (default 20)
  --out FILE    writes the report there as well
  --shots DIR   pictures of the wall, both themes, wide and narrow
  --chromium P  another browser than Playwright's own`;

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "200" },
    seconds: { type: "string", default: "20" },
    out: { type: "string" },
    shots: { type: "string" },
    chromium: { type: "string" },
  },
});
const [count, seconds] = [Number(values.calls), Number(values.seconds)];
if (!(count >= 1 && count <= 500) || !(seconds >= 1)) throw new Error(USAGE);

async function metricsOf(cdp: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

const loadBefore = loadavg();
const server = await serveWall(wallOf(count));
const browser = await chromium.launch({
  args: ["--no-sandbox", "--disable-gpu"],
  ...(values.chromium ? { executablePath: values.chromium } : {}),
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await page.locator(`[data-id][aria-setsize="${count}"]`).first().waitFor();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await page.evaluate(() => void (window as unknown as { measure: () => void }).measure());
  const before = await metricsOf(cdp);
  await page.waitForTimeout(seconds * 1000);
  const after = await metricsOf(cdp);
  const measured = await page.evaluate(() => (window as unknown as { measured: Measured }).measured);
  const percent = (name: string) => hundredths((((after.get(name) ?? 0) - (before.get(name) ?? 0)) / seconds) * 100);
  const report = {
    calls: count,
    changesASecond: count * CHANGES_A_SECOND,
    seconds,
    framesASecond: hundredths(measured.frames.length / seconds),
    frameMs: percentiles(measured.frames),
    longTaskMs: percentiles(measured.longTasks),
    sentToDrawnMs: percentiles(measured.delays),
    mainThreadPercent: {
      all: percent("TaskDuration"),
      script: percent("ScriptDuration"),
      style: percent("RecalcStyleDuration"),
      layout: percent("LayoutDuration"),
    },
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      loadAverageBefore: loadBefore.map(hundredths),
    },
    at: new Date().toISOString(),
  };
  const text = `${JSON.stringify(report, null, 2)}\n`;
  process.stdout.write(text);
  if (values.out) writeFileSync(values.out, text);
  if (values.shots) {
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      for (const [width, query] of [
        [1440, ""],
        [390, ""],
        [1440, "?call=00000000-0000-7000-8000-000000000003"],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${server.url}/${query}`);
        await page.locator("[data-id]").first().waitFor();
        await page.screenshot({ path: `${values.shots}/wall-${theme}-${width}${query === "" ? "" : "-list"}.png` });
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
