import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./fixtures/test";
import { VIEWER_EMAIL } from "./fixtures/stack";
import { axeOf, violations } from "./fixtures/axe";

/** Makes a key on the page and gives it, as the page showed it. */
async function makeKey(page: Page, name: string, more: { allowedIps?: string } = {}): Promise<string> {
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog", { name: "New API key" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("checkbox", { name: /calls\.read/ }).check();
  if (more.allowedIps) await dialog.getByLabel(/Only from these addresses/).fill(more.allowedIps);
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const shown = page.getByRole("dialog", { name: "Your new API key" });
  const key = (await shown.getByLabel("API key", { exact: true }).innerText()).trim();
  expect(key).toMatch(/^ayb_[0-9a-f]{12}_[\w-]{43}$/);
  // A slip of the hand must not lose it.
  await page.keyboard.press("Escape");
  await expect(shown).toBeVisible();
  await shown.getByRole("button", { name: "I have kept it" }).click();
  await expect(shown).toBeHidden();
  return key;
}

test("a key is made, shown once, used, rotated and revoked", async ({ owner, request }) => {
  const name = `CRM ${randomUUID().slice(0, 8)}`;
  const use = async (key: string, path = "/api/v1/me") =>
    request.get(path, { headers: { authorization: `Bearer ${key}` } });
  const key = await makeKey(owner, name);
  const me = await use(key);
  expect(me.status()).toBe(200);
  expect(await me.json()).toMatchObject({ actor: { kind: "api_key", name }, permissions: ["calls.read"] });
  expect(Number(me.headers()["ratelimit-remaining"])).toBeLessThan(Number(me.headers()["ratelimit-limit"]));
  expect((await use(key, "/api/v1/businesses")).status()).toBe(403);

  await owner.reload();
  expect(await owner.content()).not.toContain(key);
  const row = owner.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("last used");
  await row.getByRole("button", { name: `Rotate ${name}` }).click();
  await owner.getByRole("dialog", { name: "Rotate the key" }).getByRole("button", { name: "Make the new key" }).click();
  const shown = owner.getByRole("dialog", { name: "Your new API key" });
  const next = (await shown.getByLabel("API key", { exact: true }).innerText()).trim();
  await shown.getByRole("button", { name: "I have kept it" }).click();
  for (const live of [key, next]) expect((await use(live)).status()).toBe(200);

  const [prefix = ""] = /^ayb_[0-9a-f]{12}/.exec(key) ?? [];
  await owner.getByRole("button", { name: `Revoke ${name}, ${prefix}` }).click();
  await owner.getByRole("dialog", { name: "Revoke the key" }).getByRole("button", { name: "Revoke" }).click();
  await expect(owner.getByRole("listitem").filter({ hasText: prefix }).first()).toContainText(/Revoked|in place of/);
  await expect.poll(async () => (await use(key)).status()).toBe(401);
  expect((await (await use(key)).json()).detail).toContain("revoked on");
  expect((await use(next)).status()).toBe(200);
});

test("a key with a list of addresses is refused from others, with words", async ({ owner, request }) => {
  const key = await makeKey(owner, `Far away ${randomUUID().slice(0, 8)}`, {
    allowedIps: "192.0.2.0/24, 2001:db8::/32",
  });
  const response = await request.get("/api/v1/calls", { headers: { authorization: `Bearer ${key}` } });
  expect(response.status()).toBe(403);
  expect((await response.json()).detail).toContain("may not be used from");
});

test("what is wrong with a new key is said at its field", async ({ owner }) => {
  await owner.goto("/settings/api-keys");
  await owner.getByRole("button", { name: "New key" }).click();
  const dialog = owner.getByRole("dialog", { name: "New API key" });
  await dialog.getByRole("button", { name: "Make the key" }).click();
  await expect(dialog.getByText("give the key a name").first()).toBeVisible();
  await expect(dialog.getByText("choose at least one scope").first()).toBeVisible();
});

test("who may not see keys is told so", async ({ browser, stack }) => {
  const context = await browser.newContext({ baseURL: stack.webUrl });
  const page = await context.newPage();
  await signIn(page, stack, VIEWER_EMAIL);
  const response = await page.goto("/settings/api-keys");
  expect(response?.status()).toBe(403);
  await context.close();
});

test("the API reference runs a request with a key that was typed in, and with nothing", async ({ owner, page }) => {
  const key = await makeKey(owner, `Reference ${randomUUID().slice(0, 8)}`);
  const problems: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) problems.push(message.text());
  });
  await page.goto("/docs/api");
  const operation = page.getByRole("article", { name: "List calls" });
  await operation.getByText("Try it").click();
  await operation.getByLabel("limit").fill("1");
  await operation.getByRole("button", { name: "Send" }).click();
  await expect(operation.getByLabel("Answer", { exact: true })).toContainText("UNAUTHENTICATED");
  await page.getByLabel("API key", { exact: true }).fill(key);
  await operation.getByRole("button", { name: "Send" }).click();
  await expect(operation.getByLabel("Answer", { exact: true })).toContainText('"nextCursor"');
  await expect(operation.getByText("ratelimit-remaining:")).toBeVisible();
  expect(problems).toEqual([]);
});

test("the keys' page has no accessibility violation", async ({ owner }) => {
  await owner.goto("/settings/api-keys");
  await expect(owner.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await violations(owner)).toEqual([]);
});

// It is very long and made of one component: colours are measured on some of it, all else on the whole.
test("the API reference has no accessibility violation", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/docs/api");
  const articles = page.getByRole("article");
  await expect(articles.first()).toBeVisible();
  await page.getByRole("article", { name: "List calls" }).getByText("Try it").click();
  expect((await axeOf(page).disableRules(["color-contrast"]).analyze()).violations).toEqual([]);
  await articles.evaluateAll((all) => all.slice(4).forEach((article) => article.remove()));
  expect((await axeOf(page).withRules(["color-contrast"]).analyze()).violations).toEqual([]);
});
