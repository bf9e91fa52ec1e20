import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { dial, type Telephone } from "@/sandbox/cli/telephone";
import type { Step } from "@/sandbox/twilio/telephony/script";

type Product = { webUrl: string; sandboxUrl: string; phoneNumber: string; demo: { email: string; password: string } };

const STAY: Step = { pauseMs: 90_000 };
const turn = (say: string): Step[] => [{ waitForAgent: {} }, { say }];

/** The first is the one that is looked at; the others ring in while it goes on. */
const CALLERS: readonly { from: string; afterMs: number; script: readonly Step[] }[] = [
  {
    from: "+14155550134",
    afterMs: 0,
    script: [
      ...turn("Hi, are you open on Saturday?"),
      ...turn("Are you open on Monday and Tuesday?"),
      { interruptAfterMs: 3_600 },
      { say: "Okay, thanks. Do you have parking?" },
      ...turn("What if I have no insurance?"),
      { waitForAgent: {} },
      STAY,
    ],
  },
  {
    from: "+15105550119",
    afterMs: 9_000,
    script: [...turn("Hi, are you open on Saturday?"), ...turn("Do you have parking?"), STAY],
  },
  { from: "+16285550172", afterMs: 7_000, script: [...turn("How much is a check-up?"), STAY] },
  { from: "+19255550148", afterMs: 3_000, script: [...turn("Can I leave a message?"), STAY] },
];
/** Colours change gently, and an answer takes a moment to be said. */
const SETTLE_MS = 500;
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 720 } };

/** Holds calls with the running product and pictures its live desk, in both themes, as `public/live-desk-*.webp` under `root`. */
export async function takePictures(product: Product, root: string): Promise<void> {
  const calls: Telephone[] = [];
  const browser = await chromium.launch({
    args: ["--no-sandbox", "--disable-gpu"],
    ...(process.env["CHROMIUM_PATH"] ? { executablePath: process.env["CHROMIUM_PATH"] } : {}),
  });
  try {
    const context = await browser.newContext({ deviceScaleFactor: 2, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(`${product.webUrl}/sign-in`);
    await page.getByLabel("E-mail").fill(product.demo.email);
    await page.getByLabel("Password").fill(product.demo.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    await page.goto(`${product.webUrl}/live`);
    for (const { from, afterMs, script } of CALLERS) {
      await page.waitForTimeout(afterMs);
      calls.push(await dial(product.sandboxUrl, { from, to: product.phoneNumber, script }, () => undefined));
    }
    await page.getByRole("link", { name: /415 555 0134/ }).click();
    await page
      .locator('[role=log] [data-voice="agent"]', { hasText: "Bright Smiles membership" })
      .waitFor({ timeout: 60_000 });
    await page.waitForTimeout(SETTLE_MS);
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      for (const theme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await page.waitForTimeout(SETTLE_MS);
        await writeFile(path.join(root, `public/live-desk-${size}-${theme}.webp`), await webpOf(context));
      }
    }
  } finally {
    for (const call of calls) call.send({ type: "hangup" });
    await browser.close();
  }
}

/** Playwright itself writes PNG and JPEG alone. */
async function webpOf(context: BrowserContext): Promise<Buffer> {
  const page = context.pages()[0];
  if (!page) throw new Error("There is no page to picture.");
  const session = await context.newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  await session.detach();
  return Buffer.from(data, "base64");
}
