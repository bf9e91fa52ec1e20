import { expectAccessible } from "./fixtures/axe";
import { SLOW } from "./fixtures/booking-desk";
import { Caller } from "./fixtures/caller";
import { plantDesk } from "./fixtures/own-desk";
import { heardAt } from "./fixtures/telephone";
import { expect, signIn, test } from "./fixtures/test";

/** From a manager's page to a ticket at HubSpot: a real call ends, and what was said in it is where the business works. */

test.describe.configure({ timeout: 300_000 });

const GREETING = "Bright Garage, what can I do for you?";

test("a manager has a ticket made after calls, a call ends, and its page shows what was sent and that it stands there", async ({
  browser,
  stack,
}) => {
  const { organization, line, ownerEmail } = await plantDesk(stack, { config: { greeting: GREETING } });
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, ownerEmail);
  const steps = `/settings/businesses/${organization.businessId}/after-call`;
  await page.goto(steps);
  await expect(page.getByRole("heading", { name: "Nothing is done after calls yet" })).toBeVisible(SLOW);
  await expect(
    page.getByText("Connect a service, or make a tool of your own, first.").filter({ visible: true }),
  ).toBeVisible();
  await expectAccessible(page, "no steps after calls");

  await page.goto("/settings/integrations/hubspot");
  await page.getByRole("button", { name: "Connect HubSpot" }).click();
  await page.waitForURL(`${stack.sandboxUrl}/hubspot/**`, SLOW);
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(
    page.getByRole("region", { name: "The connection" }).getByText("Connected", { exact: true }),
  ).toBeVisible(SLOW);

  await page.goto(steps);
  await page.getByRole("link", { name: "Add a step" }).click();
  await page.getByLabel("Name", { exact: true }).fill("A ticket for the workshop");
  await page.getByLabel("What is done").selectOption("Make a ticket");
  await page.getByLabel("Subject", { exact: true }).fill("Called: ");
  await page.getByLabel("Put something of the call into Subject").selectOption("The caller’s number");
  await expect(page.getByLabel("Subject", { exact: true })).toHaveValue("Called: {caller_number}");
  await page.getByLabel(/^Priority/).fill("at once");
  await page.getByRole("button", { name: "Add the step" }).click();
  await expect(page.getByText("Content is needed")).toBeVisible(SLOW);
  await expect(page.getByText("“at once” is none of low, medium, high")).toBeVisible();
  await page.getByLabel(/^Priority/).fill("high");
  await page.getByLabel("Content", { exact: true }).fill("{summary}");
  await expectAccessible(page, "a step after calls");
  await page.getByRole("button", { name: "Add the step" }).click();
  await expect(page.getByRole("link", { name: "A ticket for the workshop" })).toBeVisible(SLOW);
  await expectAccessible(page, "steps after calls");

  const mia = new Caller(stack, `mia of ${organization.businessId}`);
  try {
    const wish = "My car does not start. Can somebody look at it?";
    const callSid = await mia.ask(line, [wish]);
    await expect.poll(() => heardAt(stack, callSid, wish), SLOW).not.toBe("");
    await mia.hangUpAll();
  } finally {
    await mia.hangUpAll();
  }
  await page.goto("/calls");
  await page.getByRole("table").getByRole("link").first().click();
  const card = page.getByRole("region", { name: "After the call" }).getByRole("listitem");
  await expect(card).toContainText(/HubSpot: Make a ticket: done.*Read back.*: it stands there/, SLOW);
  await card.getByText("What was sent").click();
  await expect(card).toContainText(`Called: ${mia.number}`);
  await expectAccessible(page, "a call with what was done after it");

  await page.goto(steps);
  await page.getByRole("link", { name: "A ticket for the workshop" }).click();
  const trial = page.getByRole("region", { name: "Try it", exact: true });
  await trial.getByRole("button", { name: "Show what would be sent" }).click();
  await expect(trial).toContainText(`Called: ${mia.number}`, SLOW);
  await trial.getByRole("button", { name: "Really do it" }).click();
  await expect(trial.getByText("Done", { exact: true })).toBeVisible(SLOW);
  await expectAccessible(page, "a step that was tried");
});
