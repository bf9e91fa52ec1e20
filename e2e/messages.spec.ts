import { expect, signIn, test } from "./fixtures/test";
import { VIEWER_EMAIL } from "./fixtures/stack";

test("a message leads to the call it was taken in", async ({ owner }) => {
  await owner.goto("/messages?show=all");
  const message = owner.getByRole("list", { name: "Messages, newest first" }).getByRole("listitem").first();
  const text = (await message.locator("p").first().innerText()).trim();
  await message.getByRole("link", { name: /^The call in which/ }).click();
  await expect(owner.getByRole("region", { name: "Messages taken" })).toContainText(text);
});

test("without the permission the page says so, with 403, and whom to ask", async ({ page, stack }) => {
  await signIn(page, stack, VIEWER_EMAIL);
  const response = await page.goto("/messages");
  expect(response?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "Your role does not include this page" })).toBeVisible();
  await expect(page.getByText("owner or admin")).toBeVisible();
  // No menu leads here.
  const areas = page.getByRole("navigation", { name: "Areas" });
  await expect(areas.getByRole("link", { name: "Calls", exact: true })).toBeVisible();
  for (const name of ["Messages", "People", "Billing"])
    await expect(areas.getByRole("link", { name, exact: true })).toHaveCount(0);
});
