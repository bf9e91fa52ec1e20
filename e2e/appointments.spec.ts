import { withOwner } from "@/scripts/test/database";
import { AGENT, HOURS, setUpByThePage, SLOW } from "./fixtures/booking-desk";
import { plantDesk } from "./fixtures/own-desk";
import { expect, signIn, test } from "./fixtures/test";

test.describe.configure({ timeout: 420_000 });

test("by keyboard alone an appointment is made, moved and canceled, and its calendar's address is revoked", async ({
  browser,
  stack,
}) => {
  const { organization, ownerEmail } = await plantDesk(stack, { config: AGENT });
  await withOwner(stack.databaseUrl, (sql) =>
    sql.query("update businesses set weekly_hours = $2 where id = $1", [
      organization.businessId,
      JSON.stringify(HOURS),
    ]),
  );
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, ownerEmail);
  await setUpByThePage(page);
  await page.goto("/appointments/messages");
  await page.getByRole("button", { name: "New feed" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Anna's telephone");
  await page.keyboard.press("Enter");
  const address = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();
  const feed = async () => (await fetch(address)).text();
  expect(await feed()).toContain("BEGIN:VCALENDAR");

  await page.goto("/appointments");
  const dialog = page.getByRole("dialog");
  await expect(async () => {
    await page.keyboard.press("n");
    await expect(dialog).toBeVisible({ timeout: 1_500 });
  }).toPass();
  const day = dialog.getByLabel("Day");
  const tomorrow = new Date(Date.parse(await day.inputValue()) + 86_400_000).toISOString().slice(0, 10);
  await day.fill(tomorrow);
  await dialog.getByRole("radio", { name: /^09:00/ }).focus();
  await page.keyboard.press("Space");
  await dialog.getByLabel("Customer").fill("Ada Moss");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden(SLOW);
  await page.goto(`/appointments?view=day&date=${tomorrow}`);
  const event = page.getByRole("button", { name: /Ada Moss/ });
  await expect(event).toHaveAccessibleName(/09:00–10:00/);
  expect(await feed()).toContain("SUMMARY:Cleaning: Ada Moss");
  await event.focus();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Move" }).press("Enter");
  await dialog.getByRole("radio", { name: /^11:00/ }).focus();
  await page.keyboard.press("Space");
  await dialog.getByRole("button", { name: "Move it here" }).press("Enter");
  await expect(dialog).toBeHidden(SLOW);
  await expect(event).toHaveAccessibleName(/11:00–12:00/, SLOW);
  await event.press("Enter");
  await dialog.getByRole("button", { name: "Cancel appointment" }).press("Enter");
  await dialog.getByRole("button", { name: "Cancel it" }).press("Enter");
  await expect(event).toBeHidden(SLOW);
  await page.goto("/appointments/list?show=canceled");
  await expect(page.getByRole("row", { name: /Ada Moss/ })).toBeVisible();
  await page.goto("/appointments/messages");
  await page.getByRole("button", { name: "Revoke Anna's telephone" }).click();
  await expect(page.getByText("No feed yet.")).toBeVisible(SLOW);
  expect((await fetch(address)).status).toBe(404);
});

test("on a telephone's screen the calendar begins with the day, and a week that is chosen stays", async ({ owner }) => {
  await owner.setViewportSize({ width: 390, height: 844 });
  await owner.goto("/appointments");
  await expect(owner).toHaveURL(/view=day/);
  await owner.getByRole("link", { name: "Week", exact: true }).click();
  await expect(owner.getByRole("link", { name: "Week", exact: true })).toHaveAttribute("aria-current", "page");
  await expect(owner.getByRole("region", { name: "Calendar" })).toBeVisible();
  await expect(owner).toHaveURL(/view=week/);
});
