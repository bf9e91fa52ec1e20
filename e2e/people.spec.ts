import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/test";
import { violations } from "./fixtures/axe";
import { plantPerson, removePerson } from "./fixtures/desk";
import { inviteGuest } from "./fixtures/guest";

const expectNoViolation = async (page: Page, place: string) => expect(await violations(page), place).toEqual([]);

for (const colorScheme of ["light", "dark"] as const) {
  test(`somebody is added, told what is wrong beside the field, taken off duty and removed, ${colorScheme}`, async ({
    owner,
  }) => {
    await owner.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const mark = Date.now().toString(36);
    const name = `Anna ${mark}`;
    await owner.goto("/people");
    await owner.getByRole("button", { name: "Add a person" }).click();
    const dialog = owner.getByRole("dialog", { name: "Add a person" });
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("E-mail").fill(`anna.${mark}@people.test`);
    await dialog.getByLabel("Phone", { exact: true }).fill("555-0134");
    await dialog.getByLabel("Departments").fill("Front desk, Billing");
    await expect(dialog).toContainText("Give the number with its country: +14155550134.");
    // What only the server knows comes back beside the same field, and nothing typed is lost.
    await dialog.getByLabel("Phone", { exact: true }).fill("+1 900 555 0134");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toContainText(/premium-rate number|no such phone number/);
    await expectNoViolation(owner, "dialog");
    await expect(dialog.getByLabel("Name")).toHaveValue(name);
    await dialog.getByLabel("Phone", { exact: true }).fill("+1 (202) 555-0147");
    await dialog.getByRole("button", { name: "Save" }).click();

    const row = owner.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: name });
    await expect(row).toContainText("+1 202 555 0147");
    await expect(row).toContainText("Billing");
    await row.getByRole("switch").click();
    await expect(row).toContainText("Off duty until switched on");
    await expectNoViolation(owner, "people");
    await row.getByRole("link", { name }).click();
    await expect(owner.getByRole("region", { name: "Calls they were asked to take" })).toContainText("Accepted");
    await expect(owner.getByRole("region", { name: "Duty hours" })).toContainText("Monday");
    await expectNoViolation(owner, "profile");
    await owner.getByRole("link", { name: "Back to all people" }).click();
    await row.getByRole("button", { name: `Remove ${name}` }).click();
    await owner.getByRole("button", { name: `Remove ${name}` }).click();
    // The dialog names them too: gone is gone from both.
    await expect(owner.getByText(name)).toHaveCount(0);
    await owner.reload();
    await expect(owner.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
    await expect(owner.getByText(name)).toHaveCount(0);
  });
}

test("the old address leads here", async ({ owner }) => {
  await owner.goto("/settings/people");
  await expect(owner).toHaveURL(/\/people$/);
});

test("who takes calls switches their own duty on whatever page they are, and everybody sees it", async ({
  owner,
  browser,
  stack,
}, { testId }) => {
  test.setTimeout(120_000);
  const email = `duty-${testId}-${Date.now()}@members.test`;
  const name = `Dora ${Date.now().toString(36)}`;
  const own = await inviteGuest({ owner, browser, stack }, { email, name, role: "agent" });
  await own.goto("/calls");
  const duty = own.getByRole("switch", { name: "You are on duty" });
  await expect(duty).toHaveCount(0);
  const personId = await plantPerson(stack, email, name);
  await own.reload();
  await expect(duty).toBeChecked();
  await duty.click();
  await expect(duty).not.toBeChecked();
  await expect(own.getByText("No calls come to you")).toBeVisible();
  const row = owner.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: name });
  await expect(async () => {
    await owner.goto("/people");
    await expect(row).toContainText("Off duty until switched on", { timeout: 2_000 });
  }).toPass();
  await expect(row).toContainText("Takes calls here");
  // Their colleagues are there to be seen, not how they are reached nor what they did; their own profile is all theirs.
  await own.goto("/people");
  const colleagues = own.getByRole("list", { name: "People" });
  await expect(colleagues.getByRole("listitem").filter({ hasText: "Marcus Lee" })).toContainText("Office");
  await expect(colleagues).not.toContainText("+1 ");
  await expect(colleagues.getByRole("button")).toHaveCount(0);
  await expectNoViolation(own, "colleagues");
  await colleagues.getByRole("link", { name }).click();
  await expect(own.getByRole("region", { name: "Calls you were asked to take" })).toContainText("Accepted");
  await expect(own.getByRole("button", { name: "Change" })).toHaveCount(0);
  await owner.goto("/people");
  const marcus = await owner.getByRole("link", { name: "Marcus Lee" }).getAttribute("href");
  expect((await own.goto(marcus ?? ""))?.status()).toBe(403);
  await own.context().close();
  await removePerson(stack, personId);
});
