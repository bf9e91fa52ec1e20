import { expectAccessible } from "./fixtures/axe";
import { AGENT, setUpByThePage, SLOW } from "./fixtures/booking-desk";
import { plantDesk } from "./fixtures/own-desk";
import { expect, signIn, test } from "./fixtures/test";

/** Calendly from the page: connected, and a service booked as one of its event types. */

test.describe.configure({ timeout: 240_000 });

test("a service is booked as an event type of Calendly, and what callers can't be booked in can't be chosen", async ({
  browser,
  stack,
}) => {
  const { organization, ownerEmail } = await plantDesk(stack, { config: AGENT });
  const account = `${organization.organizationId}@example.test`;
  const visit = { name: "Visit", slug: "visit", durationMinutes: 60 };
  const setUp = await fetch(`${stack.sandboxUrl}/control/calendly/accounts`, {
    method: "PUT",
    body: JSON.stringify({
      ...{ account, timeZone: "America/Los_Angeles" },
      eventTypes: [visit, { ...visit, name: "Class", slug: "class", capacity: 8 }],
    }),
  });
  expect(setUp.status).toBe(200);
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, ownerEmail);
  await setUpByThePage(page);
  await page.goto("/appointments/people");
  const card = page.getByRole("region", { name: "Where it is booked" });
  await expect(async () => {
    await card.getByLabel("Book", { exact: true }).selectOption("calendly");
    await card.getByRole("link", { name: "Connect it first" }).click({ timeout: 1_500 });
  }).toPass(SLOW);

  const connection = page.getByRole("region", { name: "The connection" });
  await connection.getByRole("button", { name: "Connect Calendly" }).click(SLOW);
  await page.waitForURL(`${stack.sandboxUrl}/calendly/**`, SLOW);
  await page.getByLabel("Calendly account").fill(account);
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(connection.getByText("Connected", { exact: true })).toBeVisible(SLOW);

  await page.goto("/appointments/people");
  const type = card.getByLabel(/^Cleaning, \d+ minutes$/);
  await expect(async () => {
    await card.getByLabel("Book", { exact: true }).selectOption("calendly");
    await expect(type).toBeVisible({ timeout: 3_000 });
  }).toPass(SLOW);
  await expect(card.getByText(/^Class can’t be booked by telephone: it is for groups/)).toBeVisible();
  await expect(type.getByRole("option", { name: /^Class/ })).toBeDisabled();
  await type.selectOption({ label: "Visit, 60 minutes" });
  await expectAccessible(page, "a book at Calendly");
  await card.getByRole("button", { name: "Save" }).click();
  await expect(card.getByRole("status").filter({ hasText: "Saved." })).toBeVisible(SLOW);
  await page.reload();
  await expect(type).toHaveValue(/.+/, SLOW);
});
