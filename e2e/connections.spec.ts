import { randomBytes } from "node:crypto";
import { givePassword, isIn, signUp } from "./fixtures/newcomer";
import { expect, test } from "./fixtures/test";
import { violations } from "./fixtures/axe";

test("a manager sees what each vendor's account is, checks it, and is told exactly what is wrong with another", async ({
  owner,
}) => {
  await owner.goto("/settings/connections");
  const card = owner.getByRole("region", { name: "Deepgram" });
  await expect(card).toContainText("Uses the sandbox");
  await card.getByRole("button", { name: "Check now" }).click();
  await expect(card).toContainText("Working");
  await expect(card).toContainText("Speaking: aura-2-thalia-en answers");

  await card.getByRole("button", { name: "Use your own account" }).click();
  await card.getByLabel("API key").fill("too short");
  await expect(card).toContainText("It is 40 letters and digits, without spaces.");
  await card.getByRole("button", { name: "Cancel" }).click();

  const twilio = owner.getByRole("region", { name: "Twilio" });
  await twilio.getByRole("button", { name: "Use your own account" }).click();
  await twilio.getByLabel("Account SID").fill(`SK${"0a".repeat(16)}`);
  await expect(twilio).toContainText("This is an API key's SID; the Account SID begins with AC.");
  expect(await violations(owner)).toEqual([]);
});

test("an own account that the vendor refuses later is on the home page, with what to do", async ({ page, stack }) => {
  const key = randomBytes(20).toString("hex");
  const known = await fetch(`${stack.sandboxUrl}/sandbox/accounts`, {
    method: "PUT",
    body: JSON.stringify({ vendor: "deepgram", key }),
  });
  expect(known.status).toBe(200);
  await givePassword(page, await signUp(page, "connections"));
  await isIn(page);
  const alarm = page.getByRole("region", { name: "Connections that do not work" });
  await page.goto("/settings/connections");
  const card = page.getByRole("region", { name: "Deepgram" });
  await card.getByRole("button", { name: "Use your own account" }).click();
  await card.getByLabel("API key").fill(key);
  await card.getByRole("button", { name: "Check and save" }).click();
  await expect(card.getByRole("button", { name: "Check and save" })).toHaveCount(0);
  await expect(card.getByText("Working", { exact: true })).toBeVisible();
  await page.goto("/home");
  await expect(page.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await expect(alarm).toHaveCount(0);

  // The key loses its role at Deepgram.
  await fetch(`${stack.sandboxUrl}/sandbox/accounts`, {
    method: "PUT",
    body: JSON.stringify({ vendor: "deepgram", key, scopes: ["project:read"] }),
  });
  await page.goto("/settings/connections");
  await card.getByRole("button", { name: "Check now" }).click();
  await expect(card.getByText("Working", { exact: true })).toHaveCount(0);
  await page.goto("/home");
  await expect(alarm).toContainText("Deepgram");
  expect(await violations(page)).toEqual([]);
  await alarm.getByRole("link").click();
  await expect(page).toHaveURL(/\/settings\/connections$/);
});
