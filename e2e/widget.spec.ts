import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { axeOf, expectAccessible } from "./fixtures/axe";
import { expect, test as base } from "./fixtures/test";

type Site = { origin: string; setTag: (tag: string) => void };
type Fixtures = {
  /** Somebody's web site: a plain page of another origin than Aybiza's, with styles of its own. */
  site: Site;
  /** A second one, which is on nobody's list. */
  foreignSite: Site;
};

async function serveSite(): Promise<{ site: Site; server: Server }> {
  let tag = "";
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="en"><head><title>Our shop</title>
<style>* { color: rgb(255, 0, 0) !important; font-size: 40px !important; } div, button { display: none !important; }</style></head>
<body><main><h1>Our shop</h1><p id="text">Welcome.</p></main>${tag}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, site: { origin, setTag: (next) => void (tag = next) } };
}

const served = async (use: (site: Site) => Promise<void>) => {
  const { site, server } = await serveSite();
  await use(site);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

const test = base.extend<Fixtures>({
  site: async ({}, use) => served(use),
  foreignSite: async ({}, use) => served(use),
});

test.describe.configure({ timeout: 120_000 });

/** Makes a widget on its page in the settings, as a manager does, and returns the tag that is copied from there. */
async function makeWidget(owner: Page, name: string, origin: string): Promise<string> {
  await owner.goto("/settings/widgets");
  const dialog = owner.getByRole("dialog", { name: "New widget" });
  await expect(async () => {
    await owner.getByRole("button", { name: "New widget" }).click();
    await expect(dialog).toBeVisible({ timeout: 1_500 });
  }).toPass();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Agent").selectOption({ label: "Front desk" });
  await dialog.getByLabel("Web sites it may be used on").fill(origin);
  await dialog.getByRole("button", { name: "Make the widget" }).click();
  const card = owner.getByRole("article", { name });
  await expect(card).toBeVisible();
  return (await card.locator("code").first().textContent()) ?? "";
}

test("a visitor of another web site talks to the agent through one script tag", async ({
  owner,
  browser,
  site,
}, info) => {
  const name = `Shop ${info.testId}-${Date.now()}`;
  site.setTag(await makeWidget(owner, name, site.origin));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.origin);
  const launcher = page.getByRole("button", { name: "Talk to us" });
  await expect(launcher).toBeVisible();
  // Neither side's styles reach the other.
  expect(await launcher.evaluate((button) => getComputedStyle(button).fontSize)).toBe("14px");
  expect(await page.locator("#text").evaluate((text) => getComputedStyle(text).fontSize)).toBe("40px");
  await page.keyboard.press("Tab");
  await expect(launcher).toBeFocused();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("dialog");
  await expect(panel.getByText(/AI assistant of/)).toBeVisible();
  await panel.getByRole("button", { name: "Type instead" }).click();
  await expect(panel.getByText("No microphone in use")).toBeVisible({ timeout: 20_000 });
  await expect(panel.locator("[data-voice=agent]").filter({ hasText: /help/i }).first()).toBeVisible({
    timeout: 30_000,
  });
  await panel.getByLabel("Type instead of speaking").fill("Are you open on Saturday?");
  await page.keyboard.press("Enter");
  await expect(panel.locator("[data-voice=you]").filter({ hasText: "Are you open on Saturday?" })).toBeVisible();
  await expect(
    panel
      .locator("[data-voice=agent]")
      .filter({ hasText: /saturday/i })
      .first(),
  ).toBeVisible({ timeout: 30_000 });
  const { violations } = await axeOf(page)
    .include({ fromShadowDom: ["aybiza-widget", "[role=dialog]"] })
    .analyze();
  expect(violations).toEqual([]);
  await panel.getByRole("button", { name: "End", exact: true }).click();
  await expect(panel.getByText("The call has ended")).toBeVisible();
  await context.close();
  await owner.goto("/calls");
  await expect(owner.getByText(/Visitor of 127\.0\.0\.1/).first()).toBeVisible();
});

test("on a web site that is not on its list it says so, and no call is made", async ({
  owner,
  browser,
  site,
  foreignSite,
}, info) => {
  const tag = await makeWidget(owner, `Elsewhere ${info.testId}-${Date.now()}`, site.origin);
  foreignSite.setTag(tag);
  await expectAccessible(owner, "widgets");
  const page = await browser.newPage();
  await page.goto(foreignSite.origin);
  await expect(page.getByText(/may not be used on this web site/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Talk to us" })).toHaveCount(0);
  const key = /data-widget="([^"]+)"/.exec(tag)?.[1] ?? "";
  const script = new URL(/src="([^"]+)"/.exec(tag)?.[1] ?? "");
  const answer = await page.request.post(`${script.origin}/api/widget/${key}/calls`, {
    headers: { origin: foreignSite.origin },
  });
  expect(answer.status()).toBe(403);
  expect((await answer.json()) as object).toMatchObject({
    detail: expect.stringContaining("may not be used") as unknown,
  });
  await page.close();
});
