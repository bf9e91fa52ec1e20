import { expectAccessible } from "./fixtures/axe";
import { plantDesk } from "./fixtures/own-desk";
import { expect, signIn, test } from "./fixtures/test";

/** A server of the Model Context Protocol from the page to a caller's ear: added, read, one tool allowed, used in a call, and switched off once it changed. */

test.describe.configure({ timeout: 240_000 });

const SLOW = { timeout: 60_000 };
const AGENT = {
  greeting: "Harbor Bikes, how can I help you?",
  disclosure: { enabled: false, text: "" },
  recordingNotice: { enabled: false, text: "" },
  silencePromptAfterMs: 60_000,
};

test("nothing of a server is used until a person allowed it, and no more once it changed", async ({
  browser,
  stack,
  caller,
  request,
}) => {
  const desk = await plantDesk(stack, { config: AGENT });
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, desk.ownerEmail);

  await page.goto("/settings/tools");
  await page.getByRole("link", { name: "Add a server" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Warehouse");
  await page.getByLabel("Address", { exact: true }).fill(`${stack.sandboxUrl}/business/mcp`);
  await page.getByLabel("Signs in").selectOption("bearer");
  await page.getByRole("button", { name: "Add the server" }).click();
  await expect(page.getByText("give the secret it signs in with").first()).toBeVisible(SLOW);
  await page.getByLabel("Token", { exact: true }).fill("sandbox-business-key");
  await page.getByRole("button", { name: "Add the server" }).click();
  await expect(page.getByText("It calls itself “Harbor Warehouse”.")).toBeVisible(SLOW);
  await expect(page.locator("body")).not.toContainText("sandbox-business-key");

  const tool = page.getByRole("listitem").filter({ hasText: "Parcel status" });
  const head = tool.locator("summary").first();
  await expect(page.getByRole("listitem").filter({ hasText: "Not allowed" })).toHaveCount(5);
  await head.click();
  await expect(tool.getByText("Nobody of ours has checked them")).toBeVisible();
  await expect(tool.getByText("That is a claim")).toBeVisible();
  await tool
    .getByLabel("What the agent is told it is for")
    .fill("Finds the status of a parcel by its number. Use it when a caller asks about a parcel.");
  await tool.getByRole("radio", { name: "Only looks something up" }).check();
  await tool.getByLabel("Who agrees first").selectOption("none");
  await tool.getByLabel("Who says customer").selectOption("caller_number");
  await tool.getByRole("button", { name: "Allow this tool" }).click();
  await expect(head).toContainText("Allowed", SLOW);

  await head.click();
  await tool.getByText("Try it", { exact: true }).first().click();
  await tool.getByLabel("number", { exact: true }).fill("77");
  await tool.getByLabel("customer (the number the caller calls from)").fill("+14155550134");
  await tool.getByRole("button", { name: "Try it" }).click();
  await expect(tool.getByRole("region", { name: "What the agent is told", exact: true }).first()).toContainText(
    "on shelf four",
    SLOW,
  );
  await expectAccessible(page, "an MCP server");

  await page.goto(`/agents/${desk.organization.agentId}`);
  await page.getByRole("switch", { name: "Parcel status" }).check();
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible(SLOW);
  await page.getByRole("button", { name: /^Publish v\d+$/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Publish v\d+$/ }).click();
  await expect(dialog).toBeHidden(SLOW);

  await page.goto("/live");
  await expect(async () => {
    await caller.hangUpAll();
    await caller.ask(desk.line, ["What is the status of my parcel, number 77?"]);
    await page.locator("main a[href^='/live/']").first().click({ timeout: 15_000 });
    await expect(page.getByRole("log", { name: "Transcript" })).toContainText("shelf four", { timeout: 30_000 });
  }).toPass({ timeout: 120_000 });
  await caller.hangUpAll();

  // The server says something else of its tool now.
  const fault = { vendor: "business", operation: "mcp.list", kind: "changed", count: 1 };
  await page.goto("/settings/tools");
  await page.getByRole("link", { name: "Warehouse" }).click();
  // Another test's server may have been looked at in between, and been told it in place of this one.
  await expect(async () => {
    expect((await request.post(`${stack.sandboxUrl}/sandbox/faults`, { data: fault })).ok()).toBe(true);
    await page.getByRole("button", { name: "Look what it offers" }).click();
    await expect(head).toContainText("Changed since it was allowed: switched off", { timeout: 10_000 });
  }).toPass(SLOW);
  await expect(tool).toContainText("card number");
  await page.goto("/settings/tools");
  await expect(page.getByRole("listitem").filter({ hasText: "Warehouse" })).toContainText("1 tool changed");
  await expectAccessible(page, "tools with a changed one");
});

test("a server is signed in to at its own page, and what it offers is there when one comes back", async ({
  browser,
  stack,
}) => {
  const desk = await plantDesk(stack, { config: AGENT });
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, desk.ownerEmail);
  await page.goto("/settings/tools/servers/new");
  await page.getByLabel("Name", { exact: true }).fill("Warehouse");
  await page.getByLabel("Address", { exact: true }).fill(`${stack.sandboxUrl}/business/mcp-oauth`);
  await page.getByLabel("Signs in").selectOption("oauth");
  await page.getByRole("button", { name: "Add the server" }).click();
  await expect(page.getByText("Not signed in")).toBeVisible(SLOW);
  await expectAccessible(page, "a server that wants a sign-in");

  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: /Harbor Warehouse account/ })).toBeVisible(SLOW);
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("Nothing was allowed there")).toBeVisible(SLOW);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByText("Signed in", { exact: true })).toBeVisible(SLOW);
  await expect(page.getByText("It calls itself “Harbor Warehouse”.")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Not allowed" })).toHaveCount(5);
});
