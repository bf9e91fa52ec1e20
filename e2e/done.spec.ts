import type { Page } from "@playwright/test";
import { withOwner } from "@/scripts/test/database";
import { expectAccessible } from "./fixtures/axe";
import {
  AGENT,
  HOURS,
  letTheAgentUse,
  setUpByThePage,
  SLOW,
  tells,
  textsTo,
  TOOLS,
  WISH,
} from "./fixtures/booking-desk";
import { Caller } from "./fixtures/caller";
import { plantDesk } from "./fixtures/own-desk";
import type { Stack } from "./fixtures/stack";
import { heardAt } from "./fixtures/telephone";
import { expect, signIn, test } from "./fixtures/test";

/** What an agent gets done, from a manager's page to a caller's ear, a text message, and the call's page that holds what was said against what stands. */

test.describe.configure({ timeout: 420_000 });

/** A tool for the business's own system: refused until it is right, tried, and its secret shown nowhere. */
async function makeAToolByThePage(page: Page, stack: Stack): Promise<void> {
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
  await expect(page.locator("[aria-invalid=true]").first()).toBeFocused();

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
}

test("a caller whose time another one took in mid-call books the next, moves it and is texted, hears of an order by a tool made on the page, and the call page shows said beside done", async ({
  browser,
  stack,
}) => {
  const { organization, line, ownerEmail } = await plantDesk(stack, { config: AGENT });
  await withOwner(stack.databaseUrl, (sql) =>
    sql.query("update businesses set weekly_hours = $2 where id = $1", [
      organization.businessId,
      JSON.stringify(HOURS),
    ]),
  );
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, ownerEmail);
  await setUpByThePage(page);
  await makeAToolByThePage(page, stack);
  await letTheAgentUse(page, organization.agentId, [...TOOLS, "Order status"]);

  const mia = new Caller(stack, `mia of ${organization.businessId}`);
  const ben = new Caller(stack, `ben of ${organization.businessId}`);
  try {
    let mias = "";
    await expect(async () => {
      // What was published is in force within seconds.
      await mia.hangUpAll();
      mias = await mia.callNumber(line);
      await expect.poll(() => heardAt(stack, mias), SLOW).toContain(AGENT.greeting);
      await tells(stack, mias, WISH, /Which would suit you best/);
    }).toPass({ timeout: 200_000 });
    const bens = await ben.callNumber(line);
    await expect.poll(() => heardAt(stack, bens), SLOW).toContain(AGENT.greeting);
    await tells(stack, bens, WISH, /I have .* at nine in the morning.*Which would suit you best/);

    await page.goto("/appointments");
    await tells(
      stack,
      mias,
      "The first one, please. My name is Mia Chen.",
      /You are booked for .* at nine in the morning/,
    );
    const event = (who: string) => page.getByRole("region", { name: "Calendar" }).getByRole("button", { name: who });
    await expect(event("Mia Chen")).toHaveAccessibleName(/09:00–10:00, Mia Chen, Cleaning, with Anna Ruiz/, SLOW);

    await tells(stack, bens, "The first one, please. My name is Ben Stone.", /just been taken .* ten in the morning/);
    await tells(stack, bens, "Then the first one, please.", /You are booked for .* at ten in the morning/);
    await expect(event("Ben Stone")).toHaveAccessibleName(/10:00–11:00/, SLOW);
    await tells(stack, bens, "Can you move it to tomorrow afternoon?", /You have .* ten in the morning now\. I have/);
    await tells(stack, bens, "The first, please.", /moved to .* at noon/);
    await expect(event("Ben Stone")).toHaveAccessibleName(/12:00–13:00/, SLOW);

    await tells(stack, bens, "What is the status of my order, number 1001?", /on its way/);

    await expect
      .poll(() => textsTo(stack, ben.number), SLOW)
      .toEqual([
        expect.stringMatching(/: you are booked for Cleaning with Anna Ruiz on .* at 10:00 AM\.$/),
        expect.stringMatching(/: your appointment was moved\. Cleaning with Anna Ruiz is now on .* at 12:00 PM\.$/),
      ]);
    expect(await textsTo(stack, mia.number)).toEqual([expect.stringMatching(/at 9:00 AM\.$/)]);

    await event("Ben Stone").click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("region", { name: "Messages to the customer" })).toContainText(
      "New time by text message",
    );
    await expect(dialog.getByRole("link", { name: "the call" })).toHaveAttribute("href", /^\/calls\//);
    await expectAccessible(page, "an appointment");
    const callPage = await dialog.getByRole("link", { name: "the call" }).getAttribute("href");
    await page.keyboard.press("Escape");
    await expectAccessible(page, "the calendar");

    await ben.hangUpAll();
    await page.goto(callPage ?? "");
    const proof = page.getByRole("region", { name: "Said and done" }).getByRole("listitem");
    const booked = proof.filter({ hasText: /You are booked for .* at ten in the morning/ });
    await expect(booked).toContainText("it stands there", SLOW);
    await expect(booked).toContainText(/start ?asked and stored: .*10:00/);
    await expect(proof.filter({ hasText: /moved to .* at noon/ })).toContainText(/asked and stored: .*12:00/);
    await expectAccessible(page, "a call with what was said and done");
    await page.goto("/settings/tools");
    await expect(page.getByRole("listitem").filter({ hasText: "Order status" })).toContainText("1 agent");
    await page.getByRole("link", { name: "Order status" }).click();
    await expect(page.getByText("In a call").first()).toBeVisible(SLOW);
  } finally {
    await mia.hangUpAll();
    await ben.hangUpAll();
  }
});
