import { expectAccessible } from "./fixtures/axe";
import { plantDesk } from "./fixtures/own-desk";
import { expect, signIn, test } from "./fixtures/test";

/** A tool from the page alone to a caller's ear: made, tried, given to an agent, published, used in a call, seen in its record. */

test.describe.configure({ timeout: 240_000 });

const SLOW = { timeout: 60_000 };
const AGENT = {
  greeting: "Harbor Bikes, how can I help you?",
  disclosure: { enabled: false, text: "" },
  recordingNotice: { enabled: false, text: "" },
  silencePromptAfterMs: 60_000,
};

test("a manager makes a tool by the page alone, and a caller hears its answer", async ({ browser, stack, caller }) => {
  const desk = await plantDesk(stack, { config: AGENT });
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, desk.ownerEmail);

  await page.goto("/settings/tools");
  await expect(page.getByText("No tools yet")).toBeVisible();
  await page.getByRole("link", { name: "Make a tool" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Order status");
  await expect(page.getByLabel("Its name for the model")).toHaveValue("order_status");
  await page
    .getByLabel("What it does, and when to use it")
    .fill("Finds the status of an order by its number. Use it when a caller asks about an order.");
  await page.getByLabel("Address", { exact: true }).fill(`${stack.sandboxUrl}/business/api/orders/{order_number}`);
  await page.getByLabel("Signs in").selectOption("bearer");
  await page.getByRole("button", { name: "Make the tool" }).click();
  await expect(page.getByText("is no parameter in the address").first()).toBeVisible();

  await page.getByRole("button", { name: "Add a detail" }).click();
  await page.getByLabel("Called").fill("order_number");
  await page.getByLabel("What it is", { exact: true }).fill("The number of the order, as the caller said it");
  await page.getByLabel("Where it goes").selectOption("path");
  await page.getByLabel("Kind", { exact: true }).selectOption("whole_number");
  await page.getByLabel("What the agent learns of the answer").fill("state = order.state\nexpected = order.expected");
  await page.getByRole("button", { name: "Make the tool" }).click();
  await expect(page.getByText("give the secret it signs in with").first()).toBeVisible();
  await page.getByLabel("Token", { exact: true }).fill("sandbox-business-key");
  await page.getByRole("button", { name: "Make the tool" }).click();

  const trial = page.getByRole("region", { name: "Try it", exact: true });
  await trial.getByLabel("order number").fill("1001");
  await trial.getByRole("button", { name: "Try it" }).click();
  await expect(trial.getByRole("region", { name: "What the agent is told" })).toContainText("on its way", SLOW);
  await expect(trial.getByRole("region", { name: "The request" })).toContainText("/business/api/orders/1001");
  await expect(page.locator("body")).not.toContainText("sandbox-business-key");
  await expectAccessible(page, "a tool");

  await page.goto(`/agents/${desk.organization.agentId}`);
  await page.getByRole("switch", { name: "Order status" }).check();
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible(SLOW);
  await page.getByRole("button", { name: /^Publish v\d+$/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Publish v\d+$/ }).click();
  await expect(dialog).toBeHidden(SLOW);

  await page.goto("/live");
  await expect(async () => {
    await caller.hangUpAll();
    await caller.ask(desk.line, ["What is the status of my order, number 1001?"]);
    await page.locator("main a[href^='/live/']").first().click({ timeout: 15_000 });
    await expect(page.getByRole("log", { name: "Transcript" })).toContainText("on its way", { timeout: 30_000 });
  }).toPass({ timeout: 120_000 });
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText("Order status");
  const callId = page.url().split("/").at(-1) ?? "";
  await caller.hangUpAll();

  await page.goto(`/calls/${callId}`);
  await expect(page.locator("summary", { hasText: "Order status" }).first()).toBeVisible(SLOW);
  await page.goto("/settings/tools");
  await expect(page.getByRole("listitem").filter({ hasText: "Order status" })).toContainText("1 agent");
  await expectAccessible(page, "tools");
});
