import { expectAccessible } from "./fixtures/axe";
import { plantDesk } from "./fixtures/own-desk";
import { expect, signIn, test } from "./fixtures/test";

/** Google Calendar from the page to an agent and back: consent given, used, taken back. */

test.describe.configure({ timeout: 240_000 });

const SLOW = { timeout: 60_000 };

test("a manager connects a calendar, gives an agent its action, and disconnects it again", async ({
  browser,
  stack,
}) => {
  const desk = await plantDesk(stack, {});
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, desk.ownerEmail);

  await page.goto("/settings/integrations");
  await expect(page.getByRole("region", { name: "Nothing is connected yet" })).toBeVisible();
  await expectAccessible(page, "integrations");
  await page.getByRole("link", { name: "Google Calendar" }).click();
  const connection = page.getByRole("region", { name: "The connection" });
  await expect(connection).toContainText("See and change the events on your calendars", SLOW);
  await expect(connection).toContainText("Not connected");

  await connection.getByRole("button", { name: "Connect Google Calendar" }).click();
  await page.waitForURL(`${stack.sandboxUrl}/google/**`, SLOW);
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "You did not allow it" })).toBeVisible(SLOW);

  await connection.getByRole("button", { name: "Connect Google Calendar" }).click();
  await page.waitForURL(`${stack.sandboxUrl}/google/**`, SLOW);
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(connection.getByText("Connected", { exact: true })).toBeVisible(SLOW);

  const action = page.getByRole("region", { name: "See when the calendar is free" });
  await action.locator("summary", { hasText: "Try it" }).click();
  await action.getByLabel("day").fill("2030-05-06");
  await action.getByLabel(/^time zone/).fill("America/Los_Angeles");
  await action.getByRole("button", { name: "Try it" }).click();
  await expect(action.getByRole("region", { name: "What the agent is told" }).first()).toContainText('"busy"', SLOW);
  await expectAccessible(page, "an integration");

  await page.goto(`/agents/${desk.organization.agentId}`);
  await page.getByRole("switch", { name: "Google Calendar: See when the calendar is free" }).check();
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible(SLOW);

  await page.goto("/settings/integrations/google_calendar");
  await connection.getByRole("button", { name: "Disconnect" }).click();
  await connection.getByRole("button", { name: "Disconnect, and agents can’t use it any more" }).click();
  await expect(connection.getByText("Not connected")).toBeVisible(SLOW);
  await expect(connection.getByText("Google Calendar was told, and took the consent back.")).toBeVisible();
  await page.goto(`/agents/${desk.organization.agentId}`);
  await expect(page.getByText("Switched off or not connected").first()).toBeVisible(SLOW);
});
