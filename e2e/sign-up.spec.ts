import type { Page } from "@playwright/test";
import { mailedLink } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";
import { violations } from "./fixtures/axe";

const password = "a cup of cold tea";

async function signUp(page: Page, email: string) {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Nora Winter");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Organization").fill("Winter Dental");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
}

async function signInAs(page: Page, email: string, secret: string) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const newAddress = (testId: string) => `nora-${testId}-${Date.now()}@example.test`;

test("a stranger signs up, confirms the address with a click, signs in, and forgets the password", async ({
  page,
  browser,
  stack,
}, { testId }) => {
  test.setTimeout(90_000);
  const email = newAddress(testId);
  await signUp(page, email);
  await expect(page.getByText(email)).toBeVisible();
  const link = await mailedLink(stack, email, "Confirm your e-mail address");

  // A scanner opens the link first; it still works afterwards.
  expect((await fetch(link)).status).toBe(200);
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link was used" })).toBeVisible();

  // Nothing is set up yet, so that is where one begins; one may leave it.
  await signInAs(page, email, password);
  await expect(page).toHaveURL(/\/setup\/connections$/);
  await page.getByRole("link", { name: "Save and finish later" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();

  const other = await browser.newPage({ baseURL: stack.webUrl });
  await other.goto("/forgotten-password");
  await other.getByLabel("E-mail").fill(email);
  await other.getByRole("button", { name: "Send me a link" }).click();
  await expect(other.getByRole("status")).toContainText("is on its way");
  await other.goto(await mailedLink(stack, email, "Choose a new password"));
  await other.getByLabel("New password").fill("password1234");
  await other.getByRole("button", { name: "Save the new password" }).click();
  await expect(other.getByText("anybody would try")).toBeVisible();
  await other.getByLabel("New password").fill(`${password} with milk`);
  await other.getByRole("button", { name: "Save the new password" }).click();
  await expect(other.getByRole("heading", { name: "Your password is changed" })).toBeVisible();
  await signInAs(other, email, `${password} with milk`);
  await expect(other).toHaveURL(/\/setup\/connections$/);
  await other.close();

  // The browser that was signed in is not any more, and the owner was told.
  await page.goto("/home");
  await expect(page).toHaveURL(/\/sign-in/);
  await mailedLink(stack, email, "Your password was changed");
});

test("an address that has an account leads to the same page, and its owner is told", async ({ page, stack }, {
  testId,
}) => {
  const email = newAddress(testId);
  await signUp(page, email);
  await signUp(page, email);
  await expect(page.getByText(email)).toBeVisible();
  await mailedLink(stack, email, "You have an Aybiza account already");
});

test("what is wrong is said beside its field, and what was typed stays", async ({ page }, { testId }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Nora Winter");
  await page.getByLabel("E-mail").fill(newAddress(testId));
  await page.getByLabel("Password").fill("short");
  await page.getByLabel("Organization").fill("Winter Dental");
  await page.getByLabel("Time zone").selectOption("UTC");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/12 characters or more/);
  await expect(page.getByLabel("Password")).toBeFocused();
  await expect(page.getByLabel("Your name")).toHaveValue("Nora Winter");
  await expect(page.getByLabel("Time zone")).toHaveValue("UTC");
});

test("without scripts: signing up and confirming work", async ({ browser, stack }, { testId }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: stack.webUrl });
  const page = await context.newPage();
  const email = newAddress(testId);
  await signUp(page, email);
  await page.goto(await mailedLink(stack, email, "Confirm your e-mail address"));
  await page.getByRole("button", { name: "Confirm address" }).click();
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
  await context.close();
});

test("a link that is none says so, and leads to a new one", async ({ page }) => {
  for (const [path, next] of [
    ["/verify-email/not-a-link", "/verify-email"],
    ["/new-password/not-a-link", "/forgotten-password"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
    await page.getByRole("link", { name: "Get a new link" }).click();
    await expect(page).toHaveURL(new RegExp(`${next}$`));
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`everyone can use these pages, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const path of ["/sign-up", "/verify-email", "/forgotten-password", "/verify-email/x", "/new-password/x"]) {
      await page.goto(path);
      await page.locator("main").waitFor();
      expect(await violations(page), path).toEqual([]);
    }
  });
}
