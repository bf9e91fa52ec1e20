import { createHmac } from "node:crypto";
import { expectAccessible } from "./fixtures/axe";
import { plantDesk } from "./fixtures/own-desk";
import { expect, signIn, test } from "./fixtures/test";

/** A webhook by the page alone: made, tried, told of a call, and sent again once its system is well. */

test.describe.configure({ timeout: 240_000 });

const SLOW = { timeout: 60_000 };
const AGENT = {
  greeting: "Harbor Bikes, how can I help you?",
  disclosure: { enabled: false, text: "" },
  recordingNotice: { enabled: false, text: "" },
  silencePromptAfterMs: 60_000,
};

test("what happens in a call reaches the business's own system, signed, and what failed is sent again", async ({
  browser,
  stack,
  caller,
  request,
}) => {
  const desk = await plantDesk(stack, { config: AGENT });
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, desk.ownerEmail);
  const address = `${stack.sandboxUrl}/business/hooks/${desk.organization.organizationId}`;
  const taken = async () => {
    const answer = await request.get(address, { headers: { authorization: "Bearer sandbox-business-key" } });
    return ((await answer.json()) as { taken: { headers: Record<string, string>; body: string }[] }).taken;
  };

  await page.goto("/settings/webhooks");
  await expect(page.getByRole("heading", { name: "No webhooks yet" })).toBeVisible();
  await page.getByRole("link", { name: "Add a webhook" }).click();
  const url = page.getByLabel("Address", { exact: true });
  await url.fill("http://10.0.0.7/hooks");
  await page.getByRole("button", { name: "Add the webhook" }).click();
  await expect(page.getByText("begin with https://").first()).toBeVisible(SLOW);
  await url.fill(address);
  await page.getByLabel("Description").fill("The bike CRM");
  await page.getByRole("checkbox", { name: /Somebody said something/ }).check();
  await expectAccessible(page, "a new webhook");
  await page.getByRole("button", { name: "Add the webhook" }).click();
  const secret = (await page.getByLabel("Signing secret", { exact: true }).textContent(SLOW)) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByRole("heading", { name: "The bike CRM" })).toBeVisible(SLOW);
  await expect(page.locator("body")).not.toContainText(secret);

  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "webhook.test" }).getByText("Delivered")).toBeVisible(SLOW);
  const [test] = await taken();
  const signed = `${test?.headers["webhook-id"]}.${test?.headers["webhook-timestamp"]}.${test?.body}`;
  const own = createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
    .update(signed)
    .digest("base64");
  expect(test?.headers["webhook-signature"]).toBe(`v1,${own}`);
  await expectAccessible(page, "a webhook");

  await caller.callWith(
    [{ waitForAgent: {} }, { say: "Is my bike ready" }, { waitForAgent: {} }, { hangup: true }],
    desk.line,
  );
  await expect(async () => {
    const types = (await taken()).map(({ body }) => (JSON.parse(body) as { type: string }).type);
    expect(types).toEqual(expect.arrayContaining(["interaction.added", "call.ended"]));
  }).toPass(SLOW);

  await request.post(`${stack.sandboxUrl}/sandbox/faults`, {
    data: { vendor: "business", operation: "hooks.take", kind: "status", status: 500, count: 1 },
  });
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByRole("link", { name: "Waiting" }).click();
  const waiting = page.getByRole("listitem").filter({ hasText: "webhook.test" });
  await expect(waiting.getByText("It failed (500).")).toBeVisible(SLOW);
  await waiting.getByRole("link").click();
  await expect(page.getByText("Not taken: it failed (500).")).toBeVisible(SLOW);
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByRole("heading", { name: "Try 2" })).toBeVisible(SLOW);
  await expect(page.getByText("Delivered").first()).toBeVisible(SLOW);
  await expectAccessible(page, "a delivery");

  await page.getByRole("link", { name: "The webhook" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByRole("heading", { name: "No webhooks yet" })).toBeVisible(SLOW);
});
