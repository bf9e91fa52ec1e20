import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type CDPSession, chromium } from "@playwright/test";
import type { Measured } from "./page/measure";
import { hundredths, percentiles } from "../calls/percentiles";
import { wallAtMost, wallOfSpeech } from "./calls";
import { serveWall } from "./serve";

/** `npm run bench:wall`: the wall of calls in Chromium while all of them change. */

const USAGE = `npm run bench:wall -- [--calls N] [--pace most|speech] [--seconds S] [--out FILE] [--shots DIR] [--chromium PATH]
  --calls N     calls at once, 1 to 500 (default 200)
  --pace P      most: every call changes twice a second, some four times as often as people speak (default);
                speech: as people speak
  --seconds S   how long they are measured (default 20)
  --out FILE    writes the report there as well
  --shots DIR   pictures of the wall, both themes, wide and narrow
  --chromium P  another browser than Playwright's own`;

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "200" },
    pace: { type: "string", default: "most" },
    seconds: { type: "string", default: "20" },
    out: { type: "string" },
    shots: { type: "string" },
    chromium: { type: "string" },
  },
});
const [count, seconds] = [Number(values.calls), Number(values.seconds)];
if (!(count >= 1 && count <= 500) || !(seconds >= 1) || !["most", "speech"].includes(values.pace))
  throw new Error(USAGE);

async function metricsOf(cdp: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

/** Processor time of the page's process. */
async function rendererSeconds(cdp: CDPSession): Promise<number> {
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  return processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

const loadBefore = loadavg();
const server = await serveWall(values.pace === "speech" ? wallOfSpeech(count) : wallAtMost(count));
const browser = await chromium.launch({
  args: ["--no-sandbox", "--disable-gpu"],
  ...(values.chromium ? { executablePath: values.chromium } : {}),
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await page.locator(`[data-id][aria-setsize="${count}"]`).first().waitFor();
  const [cdp, work] = [await page.context().newCDPSession(page), await page.context().newCDPSession(page)];
  const cpu = await browser.newBrowserCDPSession();
  await cdp.send("Performance.enable", { timeDomain: "timeTicks" });
  await work.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.evaluate(() => void (window as unknown as { measure: () => void }).measure());
  const [before, workBefore] = [await metricsOf(cdp), await metricsOf(work)];
  const [cpuBefore, sentBefore] = [await rendererSeconds(cpu), { ...server.sent }];
  await page.waitForTimeout(seconds * 1000);
  const [after, workAfter] = [await metricsOf(cdp), await metricsOf(work)];
  const [cpuAfter, sent] = [await rendererSeconds(cpu), { ...server.sent }];
  const measured = await page.evaluate(() => (window as unknown as { measured: Measured }).measured);
  const percent = (name: string) => hundredths((((after.get(name) ?? 0) - (before.get(name) ?? 0)) / seconds) * 100);
  const report = {
    calls: count,
    pace: values.pace,
    changesASecond: hundredths((sent.changes - sentBefore.changes) / seconds),
    messagesASecond: hundredths((sent.messages - sentBefore.messages) / seconds),
    drawnCalls: Math.max(...measured.drawn),
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
    // Processor time, of one core: what it costs, however busy the machine is with other things.
    mainThreadCpuPercent: hundredths(
      (((workAfter.get("TaskDuration") ?? 0) - (workBefore.get("TaskDuration") ?? 0)) / seconds) * 100,
    ),
    rendererCpuPercent: hundredths(((cpuAfter - cpuBefore) / seconds) * 100),
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      loadAverageBefore: loadBefore.map(hundredths),
      loadAverageAfter: loadavg().map(hundredths),
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
