import { expect, openPalette, test } from "./fixtures/test";

test("the palette opens with the keyboard, jumps to a page and gives the focus back", async ({ owner }) => {
  await owner.goto("/home");
  await expect(owner.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  const input = await openPalette(owner);
  await input.fill("mess");
  await owner.keyboard.press("Enter");
  await expect(owner.getByRole("heading", { level: 1, name: "Messages" })).toBeVisible();
});

test("the palette finds a call by its number, however it is written", async ({ owner }) => {
  await owner.goto("/calls?direction=inbound&status=completed");
  // A call from a browser has no number.
  const first = owner.getByRole("table").getByRole("link").filter({ hasText: /\+\d/ }).first();
  const shown = (await first.innerText()).replace(/^.*(?=\+)/s, "");
  await (await openPalette(owner)).fill(shown);
  await owner.getByRole("group", { name: "Calls" }).getByRole("option").first().click();
  await expect(owner.getByRole("heading", { level: 1 })).toContainText(shown);
});

test("? lists the keys", async ({ owner }) => {
  await owner.goto("/home");
  await expect(owner.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await expect(async () => {
    await owner.keyboard.press("?");
    await expect(owner.getByRole("dialog", { name: "Keys" })).toBeVisible({ timeout: 1_500 });
  }).toPass();
  await owner.keyboard.press("Escape");
  await expect(owner.getByRole("dialog")).toBeHidden();
});

test("a chosen theme is there from the first paint of the next page", async ({ owner }) => {
  await owner.emulateMedia({ colorScheme: "light" });
  await owner.goto("/home");
  await owner
    .getByRole("button", { name: /^Account of/ })
    .first()
    .click();
  await owner.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(owner.locator("html")).toHaveAttribute("data-theme", "dark");
  const html = await (await owner.request.get("/calls")).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
});

test("the page says which vendors are stand-ins, and what makes them real", async ({ owner }) => {
  await owner.goto("/home");
  await owner.getByRole("button", { name: "Sandbox phone line" }).click();
  const panel = owner.getByRole("dialog", { name: "No real call leaves this machine" });
  await expect(panel).toContainText("TWILIO_AUTH_TOKEN");
  await expect(panel).toContainText("DEEPGRAM_API_KEY");
});

test("on a telephone's screen the areas are at the bottom, and nothing runs out of the page", async ({ owner }) => {
  await owner.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/home", "/live", "/calls", "/messages"]) {
    await owner.goto(path);
    await expect(owner.getByRole("navigation", { name: "Areas" }).filter({ visible: true })).toHaveCount(1);
    const overflow = await owner.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});

test("an address that leads nowhere keeps the menu of who is signed in, and its 404", async ({ owner, page }) => {
  expect((await owner.goto("/quality/said"))?.status()).toBe(404);
  await expect(owner.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
  await expect(owner.getByRole("navigation", { name: "Areas" }).filter({ visible: true })).toHaveCount(1);
  expect((await page.goto("/quality/said"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
  await expect(page.getByRole("navigation")).toHaveCount(0);
});

test("a row of tabs that has no room shows the one that is open", async ({ owner }) => {
  await owner.setViewportSize({ width: 390, height: 844 });
  await owner.goto("/appointments/messages");
  const tabs = owner.getByRole("navigation", { name: "Appointments" });
  await expect(tabs.getByRole("link", { name: "Messages and feeds" })).toBeInViewport({ ratio: 1 });
  await expect(tabs).toHaveAttribute("data-more-before");
});

test("the way past the navigation is the first stop of the keyboard", async ({ owner }) => {
  await owner.goto("/calls");
  await expect(owner.getByRole("heading", { level: 1, name: "Calls" })).toBeVisible();
  await owner.keyboard.press("Tab");
  await expect(owner.getByRole("link", { name: "Skip to content" })).toBeFocused();
});

test("scripts run only with the page's own nonce, and no other site may frame the page", async ({ owner }) => {
  const response = await owner.goto("/home");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'(;|$)/);
  expect(policy).toContain("frame-ancestors 'none'");
  const again = await owner.goto("/home");
  expect(again?.headers()["content-security-policy"]).not.toBe(policy);
});
