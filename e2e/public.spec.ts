import { PLANS } from "@/lib/domain/billing/plans";
import { expect, test } from "./fixtures/test";
import { violations } from "./fixtures/axe";

const PATHS = ["/", "/pricing", "/security", "/privacy", "/terms"];
const WIDTHS = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };

for (const colorScheme of ["light", "dark"] as const) {
  for (const [name, viewport] of Object.entries(WIDTHS)) {
    test(`public pages, ${colorScheme}, ${name}: no accessibility violation, nothing runs out of the page`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize(viewport);
      for (const path of PATHS) {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        expect(await violations(page), path).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, path).toBeLessThanOrEqual(0);
      }
    });
  }
}

test("each page has a title and a description of its own, and may be found", async ({ page, stack }) => {
  const said = new Set<string>();
  for (const path of PATHS) {
    await page.goto(path);
    said.add(await page.title());
    said.add((await page.locator('meta[name="description"]').getAttribute("content")) ?? "");
    expect(await page.locator('meta[name="robots"]').getAttribute("content"), path).toBe("index, follow");
    const canonical = await page.locator('link[rel="canonical"]').getAttribute("href");
    expect(new URL(canonical ?? "", stack.webUrl).pathname).toBe(path);
  }
  expect(said.size).toBe(PATHS.length * 2);
  const sitemap = await (await page.request.get("/sitemap.xml")).text();
  for (const path of PATHS) expect(sitemap).toContain(`${path === "/" ? "" : path}</loc>`);
  expect(await (await page.request.get("/robots.txt")).text()).toContain("/sitemap.xml");
  await page.goto("/sign-in");
  expect(await page.locator('meta[name="robots"]').getAttribute("content")).toContain("noindex");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("everything can be read and reached", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.getByRole("navigation", { name: "Site" }).getByRole("link", { name: "Pricing" }).click();
    await expect(page).toHaveURL(/\/pricing$/);
    for (const { name, centsPerMonth } of Object.values(PLANS)) {
      const plan = page.getByRole("region", { name, exact: true });
      await expect(plan).toBeVisible();
      if (centsPerMonth > 0) await expect(plan).toContainText(`$${centsPerMonth / 100}`);
    }
  });
});

test("pages for everybody come with at most 200 kB of script and set no cookie", async ({ browser, stack }, info) => {
  for (const path of PATHS) {
    const context = await browser.newContext({ baseURL: stack.webUrl });
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on("requestfinished", (request) => {
      if (request.resourceType() === "script")
        sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    await page.goto(path, { waitUntil: "networkidle" });
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    info.annotations.push({ type: "script", description: `${path}: ${Math.round(bytes / 1000)} kB` });
    expect(bytes, path).toBeGreaterThan(0);
    expect(bytes, path).toBeLessThan(200_000);
    expect(await context.cookies(), path).toEqual([]);
    await context.close();
  }
});

test("the call can be heard, and its captions follow", async ({ page }) => {
  await page.goto("/#listen");
  const caption = await page.locator("video").evaluate(async (video: HTMLVideoElement) => {
    video.muted = true;
    const track = video.textTracks[0];
    const shown = new Promise<string>((resolve) => {
      track?.addEventListener("cuechange", () => {
        const cue = track.activeCues?.[0];
        if (cue instanceof VTTCue && video.currentTime > 7) resolve(cue.text);
      });
    });
    await video.play();
    video.currentTime = 6.8;
    return shown;
  });
  const transcript = page.getByRole("list", { name: "Transcript of the call" });
  const words = caption.replace(/<[^>]+>/, "").replace(/^(Agent|Caller): /, "");
  await expect(transcript).toContainText(words);
});

test("one who is signed in finds the way to the desk, and is not sent there", async ({ owner }) => {
  await owner.goto("/");
  await expect(owner).toHaveURL(/\/$/);
  await expect(owner.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "Sign in" })).toHaveCount(
    0,
  );
  await owner.getByRole("link", { name: "Open the desk" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
});

test("a chosen theme holds on the public pages, pictures included", async ({ page, stack }) => {
  await page.context().addCookies([{ name: "theme", value: "dark", url: stack.webUrl }]);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const source = await page
    .getByRole("img", { name: /^The live desk/ })
    .evaluate((img: HTMLImageElement) => img.currentSrc);
  expect(source).toContain("dark");
});
