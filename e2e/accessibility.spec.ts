import { expect, openPalette, test } from "./fixtures/test";
import { violations } from "./fixtures/axe";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test("sign-in", async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto("/sign-in");
      expect(await violations(page)).toEqual([]);
    });

    for (const path of [
      "/home",
      "/live",
      "/calls",
      "/calls?text=zzzz",
      "/messages",
      "/messages?show=all",
      "/nowhere",
    ]) {
      test(path, async ({ owner }) => {
        await owner.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await owner.goto(path);
        expect(await violations(owner)).toEqual([]);
      });
    }

    test("a call's conversation and its events", async ({ owner }) => {
      await owner.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await owner.goto("/calls?status=completed&direction=inbound");
      const href = await owner.getByRole("table").getByRole("link").first().getAttribute("href");
      await owner.goto(href ?? "");
      await expect(owner.getByRole("log", { name: "Transcript" })).toBeVisible();
      expect(await violations(owner)).toEqual([]);
      await owner.goto(`${href}/events`);
      await owner.locator("summary").first().click();
      expect(await violations(owner)).toEqual([]);
    });

    test("what opens above the page", async ({ owner }) => {
      await owner.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await owner.goto("/calls");
      await openPalette(owner);
      expect(await violations(owner)).toEqual([]);
      await owner.keyboard.press("Escape");
      // While it goes it is a dialog still, and would be taken for the next one.
      await expect(owner.getByRole("dialog")).toHaveCount(0);
      await owner.getByRole("button", { name: "Sandbox phone line" }).click();
      await expect(owner.getByRole("dialog")).toBeVisible();
      expect(await violations(owner)).toEqual([]);
    });

    test("on a telephone's screen", async ({ owner }) => {
      await owner.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await owner.setViewportSize({ width: 390, height: 844 });
      await owner.goto("/calls?status=completed&direction=inbound");
      const call = (await owner.getByRole("table").getByRole("link").first().getAttribute("href")) ?? "";
      const pages = ["/home", "/calls", "/live", call, "/appointments", "/appointments/list", "/settings/tools/new"];
      for (const path of pages) {
        await owner.goto(path);
        expect(await violations(owner), path).toEqual([]);
      }
    });
  });
}
