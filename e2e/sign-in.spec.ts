import { expect, signIn, test } from "./fixtures/test";

test("one who is not signed in is brought to the sign-in page, and afterwards to where they were going", async ({
  page,
  stack,
}) => {
  await page.goto("/calls?direction=outbound");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill(stack.demo.email);
  await page.getByLabel("Password").fill(stack.demo.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/calls\?direction=outbound$/);
});

test("a wrong password and an unknown person get the same answer, and the e-mail stays filled in", async ({ page }, {
  testId,
}) => {
  for (const email of [`nobody-${testId}@brightdental.test`, `else-${testId}@nowhere.test`]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.locator("form").getByRole("alert")).toHaveText(
      "E-mail address and password do not go together. Check both and try again.",
    );
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await expect(page.getByLabel("Password")).toBeFocused();
  }
});

test("too many attempts: the page says how long to wait, and opens again by itself", async ({ page }, { testId }) => {
  await page.goto("/sign-in");
  const form = page.locator("form");
  const button = form.getByRole("button", { name: "Sign in" });
  await page.getByLabel("E-mail").fill(`locked-${testId}-${Date.now()}@brightdental.test`);
  const wait = form.getByText(/Try again in \d+:\d\d/);
  for (let attempt = 0; attempt < 12 && !(await wait.isVisible()); attempt++) {
    await page.getByLabel("Password").fill("not the password");
    await button.click();
    await expect(form.getByRole("alert")).not.toBeEmpty();
    await expect(page.getByRole("button", { name: "Signing in" })).toBeHidden();
  }
  await expect(wait).toBeVisible();
  await expect(button).toBeDisabled();
  await expect(button).toBeEnabled({ timeout: 20_000 });
});

test("with the keyboard alone: in, to every area, out", async ({ page, stack }) => {
  await page.goto("/sign-in");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(stack.demo.email);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(stack.demo.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  for (const [key, title] of [
    ["l", "Live"],
    ["c", "Calls"],
    ["m", "Messages"],
    ["h", "Home"],
  ] as const) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  }
});

test("signing out ends the session", async ({ page, stack }) => {
  await signIn(page, stack);
  await page
    .getByRole("button", { name: /^Account of/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/home");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("the session's cookie is out of reach of scripts", async ({ page, stack }) => {
  await signIn(page, stack);
  const cookie = (await page.context().cookies()).find(({ name }) => name.includes("session-token"));
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
});
