import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { givePassword, isIn, signUp } from "./fixtures/newcomer";
import { expect, test } from "./fixtures/test";
import { violations } from "./fixtures/axe";

const STEP_MS = 30_000;

/** The app's code; `ahead` is its next one, which counts too and was never used. */
const codeOf = (secret: string, ahead = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * STEP_MS });

async function signOut(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Account of/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

/** Sets up the app on the page Security; gives its secret and the recovery codes. */
async function setUpApp(page: Page): Promise<{ secret: string; codes: string[] }> {
  const card = page.getByRole("region", { name: "Second factor", exact: true });
  await card.getByRole("button", { name: "Set up" }).click();
  await expect(card.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = (await card.getByTestId("totp-secret").innerText()).replaceAll(/\s/g, "");
  await card.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await card.getByRole("button", { name: "Turn on" }).click();
  const list = card.getByRole("list", { name: "Recovery codes" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  const codes = await list.getByRole("listitem").allInnerTexts();
  await card.getByRole("button", { name: "I have kept them" }).click();
  return { secret, codes };
}

async function atRest(page: Page): Promise<string[]> {
  await expect(page.getByRole("button", { name: /^(Set up|Continue)$/ })).toBeVisible();
  return violations(page);
}

/** Somebody new with an app, on the page that asks for its code. */
async function atSecondFactor(page: Page, name: string) {
  const person = await signUp(page, name);
  await givePassword(page, person);
  await isIn(page);
  await page.goto("/settings/security");
  const { secret, codes } = await setUpApp(page);
  await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
  await signOut(page);
  await givePassword(page, person);
  await expect(page.getByRole("heading", { level: 1, name: "Second factor" })).toBeVisible();
  return { person, secret, codes };
}

const isWrong = (page: Page) =>
  expect(page.locator("form").getByRole("alert").first()).toContainText("This code is not right");

test("a second factor, once set up, is asked for at the next sign-in; nothing opens before, and a wrong code is told", async ({
  page,
}) => {
  const { secret } = await atSecondFactor(page, "app");
  expect(await atRest(page)).toEqual([]);
  await page.goto("/calls");
  await expect(page).toHaveURL(/\/second-factor\?next=%2Fcalls/);
  expect((await page.request.get("/api/v1/calls")).status()).toBe(401);
  const origin = new URL(page.url()).origin;
  expect((await page.request.post("/api/live-token", { headers: { origin } })).status()).toBe(401);

  const code = page.getByLabel("Code of your authenticator app");
  await code.fill("000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await isWrong(page);
  await code.fill(codeOf(secret, 1));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Calls" })).toBeVisible();
});

test("a recovery code stands in for the app, each once", async ({ page }) => {
  const { person, codes } = await atSecondFactor(page, "recovery");
  const give = async (code = "") => {
    await page.getByLabel("Recovery code").fill(code);
    await page.getByRole("button", { name: "Continue" }).click();
  };
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await give(codes[0]);
  await isIn(page);
  await signOut(page);

  await givePassword(page, person);
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await give(codes[0]);
  await isWrong(page);
  await give(codes[1]);
  await isIn(page);
  await page.goto("/settings/security");
  await expect(page.getByText("8 recovery codes are left.")).toBeVisible();
});

test("an owner requires it of everyone, not before they have one; who has none gets no further than setting it up", async ({
  page,
}) => {
  const person = await signUp(page, "rule");
  await givePassword(page, person);
  await isIn(page);
  await page.goto("/settings/security");
  const rule = page.getByRole("region", { name: "Second factor of everyone" });
  await rule.getByRole("button", { name: "Require a second factor of everyone" }).click();
  await expect(rule.getByRole("alert")).toContainText("Set up a second factor for yourself first");
  const { codes } = await setUpApp(page);
  await rule.getByRole("button", { name: "Require a second factor of everyone" }).click();
  await expect(rule.getByText("Required", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Turn off" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn off the second factor" });
  await dialog.getByLabel("Password").fill(person.password);
  await dialog.getByLabel("Code of your app, or a recovery code").fill(codes[0] ?? "");
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await expect(dialog).toBeHidden();
  await page.goto("/calls");
  await expect(page).toHaveURL(/\/settings\/security$/);
  await expect(page.getByText(/asks everyone for a second factor/)).toBeVisible();
  expect((await page.request.get("/api/v1/calls")).status()).toBe(401);
  await setUpApp(page);
  await isIn(page);
});

test("sessions: the list shows each browser, ending one puts it out, and a copied cookie dies with its session", async ({
  page,
  browser,
  stack,
}) => {
  const person = await signUp(page, "sessions");
  await givePassword(page, person);
  await isIn(page);
  const other = await browser.newContext({ baseURL: stack.webUrl });
  const there = await other.newPage();
  await givePassword(there, person);
  await isIn(there);

  await page.goto("/settings/security");
  const sessions = page.getByRole("region", { name: "Sessions" });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await expect(sessions.getByRole("listitem").first()).toContainText("This one");
  await sessions.getByRole("button", { name: /^Sign out Chrome/ }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await there.goto("/home");
  await expect(there).toHaveURL(/\/sign-in/);

  const copy = await page.context().cookies();
  await signOut(page);
  await other.clearCookies();
  await other.addCookies(copy);
  await there.goto("/home");
  await expect(there).toHaveURL(/\/sign-in/);
  await other.close();
});
