import { expect, test } from "./fixtures/test";
import { violations } from "./fixtures/axe";

for (const colorScheme of ["light", "dark"] as const) {
  test(`agents' pages have no axe violation, ${colorScheme}`, async ({ owner }) => {
    test.setTimeout(120_000);
    await owner.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const check = async (place: string) => expect(await violations(owner), place).toEqual([]);
    await owner.goto("/agents");
    await check("list");
    const href = await owner.getByRole("link", { name: "Front desk", exact: true }).first().getAttribute("href");
    await owner.goto("/agents/new");
    await check("new");
    await owner.goto(href ?? "");
    await expect(owner.getByRole("button", { name: "Start test call" })).toBeVisible();
    for (const summary of await owner.locator("#editor-scroll summary").all()) await summary.click();
    await check("editor");
    await owner.goto(`${href}/versions`);
    await check("versions");
    await owner.getByRole("button", { name: "Roll back to this" }).first().click();
    await expect(owner.getByRole("dialog")).toBeVisible();
    await check("roll back");
    await owner.goto(`${href}/versions/compare`);
    await check("differences");
  });
}
