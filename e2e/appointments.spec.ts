import type { Page } from "@playwright/test";
import { z } from "zod";
import { withOwner } from "@/scripts/test/database";
import { expectAccessible } from "./fixtures/axe";
import { Caller } from "./fixtures/caller";
import { plantDesk } from "./fixtures/own-desk";
import type { Stack } from "./fixtures/stack";
import { act, heardAt } from "./fixtures/telephone";
import { expect, signIn, test } from "./fixtures/test";

test.describe.configure({ timeout: 420_000 });

const SLOW = { timeout: 60_000 };
/** Says little, and waits for as long as a slow machine takes. */
const AGENT = {
  greeting: "Harbour Dental, how can I help you?",
  disclosure: { enabled: false, text: "" },
  recordingNotice: { enabled: false, text: "" },
  silencePromptAfterMs: 60_000,
  silencePrompts: 5,
};
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const HOURS = Object.fromEntries(DAYS.map((day) => [day, [{ opens: "09:00", closes: "17:00" }]]));
const TOOLS = ["Find free times", "Keep a time", "Book appointments", "Move appointments", "Cancel appointments"];
const WISH = "I'd like to book an appointment for tomorrow, please.";

const Messages = z.object({ messages: z.array(z.object({ body: z.string(), from: z.string() })) });

/** What the telephone network brought somebody as text messages, oldest first. */
async function textsTo({ sandboxUrl, twilio }: Stack, number: string): Promise<string[]> {
  const account = `${sandboxUrl}/2010-04-01/Accounts/${twilio.accountSid}`;
  const authorization = `Basic ${Buffer.from(`${twilio.accountSid}:${twilio.authToken}`).toString("base64")}`;
  const response = await fetch(`${account}/Messages.json?To=${encodeURIComponent(number)}`, {
    headers: { authorization },
  });
  return Messages.parse(await response.json())
    .messages.map(({ body }) => body)
    .reverse();
}

/** Somebody on the telephone: says a thing and hears the answer. */
async function tells(stack: Stack, callSid: string, text: string, answer: RegExp): Promise<void> {
  await act(stack, callSid, { type: "say", text });
  await expect.poll(() => heardAt(stack, callSid, text), SLOW).toMatch(answer);
}

async function setUpByThePage(page: Page): Promise<void> {
  await page.goto("/appointments");
  await page.getByRole("link", { name: "Add people" }).click();
  await page.getByRole("button", { name: "Add a person" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Anna Ruiz");
  await page.getByRole("button", { name: "Add the person" }).click();
  await expect(page.getByRole("button", { name: "Change Anna Ruiz" })).toBeVisible();
  await page.getByRole("link", { name: "Services" }).click();
  await page.getByRole("button", { name: "Add a service" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Cleaning");
  await dialog.getByLabel("Takes, in minutes").fill("60");
  await dialog.getByLabel("Price (optional)").fill("129");
  await dialog.getByLabel("Anna Ruiz").check();
  await dialog.getByText("Notice, buffers and places").click();
  await dialog.getByLabel("A start every so many minutes").fill("60");
  await dialog.getByRole("button", { name: "Add the service" }).click();
  await expect(page.getByText("1 h, $129.00 · Anna Ruiz")).toBeVisible();
}

async function letTheAgentBook(page: Page, agentId: string): Promise<void> {
  await page.goto(`/agents/${agentId}`);
  for (const name of TOOLS) await page.getByRole("switch", { name }).check();
  await expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible(SLOW);
  await page.getByRole("button", { name: /^Publish v\d+$/ }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Publish v\d+$/ })
    .click();
  await expect(page.getByRole("dialog")).toBeHidden(SLOW);
}

test("two callers want one time: the second hears that it is gone, books the next, moves it and is texted; the calendar shows it live", async ({
  browser,
  stack,
  caller,
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
  await letTheAgentBook(page, organization.agentId);

  const ben = new Caller(stack, `ben of ${organization.businessId}`);
  try {
    let mias = "";
    await expect(async () => {
      // What was published is in force within seconds.
      await caller.hangUpAll();
      mias = await caller.callNumber(line);
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

    await expect
      .poll(() => textsTo(stack, ben.number), SLOW)
      .toEqual([
        expect.stringMatching(/: you are booked for Cleaning with Anna Ruiz on .* at 10:00 AM\.$/),
        expect.stringMatching(/: your appointment was moved\. Cleaning with Anna Ruiz is now on .* at 12:00 PM\.$/),
      ]);
    expect(await textsTo(stack, caller.number)).toEqual([expect.stringMatching(/at 9:00 AM\.$/)]);

    await event("Ben Stone").click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("region", { name: "Messages to the customer" })).toContainText(
      "New time by text message",
    );
    await expect(dialog.getByRole("link", { name: "the call" })).toHaveAttribute("href", /^\/calls\//);
    await expectAccessible(page, "an appointment");
    await page.keyboard.press("Escape");
    await expectAccessible(page, "the calendar");
  } finally {
    await ben.hangUpAll();
  }
});

test("by keyboard alone an appointment is made, moved and canceled, and its calendar's address is revoked", async ({
  browser,
  stack,
}) => {
  const { organization, ownerEmail } = await plantDesk(stack, { config: AGENT });
  await withOwner(stack.databaseUrl, (sql) =>
    sql.query("update businesses set weekly_hours = $2 where id = $1", [
      organization.businessId,
      JSON.stringify(HOURS),
    ]),
  );
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, ownerEmail);
  await setUpByThePage(page);
  await page.goto("/appointments/messages");
  await page.getByRole("button", { name: "New feed" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Anna's telephone");
  await page.keyboard.press("Enter");
  const address = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();
  const feed = async () => (await fetch(address)).text();
  expect(await feed()).toContain("BEGIN:VCALENDAR");

  await page.goto("/appointments");
  const dialog = page.getByRole("dialog");
  await expect(async () => {
    await page.keyboard.press("n");
    await expect(dialog).toBeVisible({ timeout: 1_500 });
  }).toPass();
  const day = dialog.getByLabel("Day");
  const tomorrow = new Date(Date.parse(await day.inputValue()) + 86_400_000).toISOString().slice(0, 10);
  await day.fill(tomorrow);
  await dialog.getByRole("radio", { name: /^09:00/ }).focus();
  await page.keyboard.press("Space");
  await dialog.getByLabel("Customer").fill("Ada Moss");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden(SLOW);
  await page.goto(`/appointments?view=day&date=${tomorrow}`);
  const event = page.getByRole("button", { name: /Ada Moss/ });
  await expect(event).toHaveAccessibleName(/09:00–10:00/);
  expect(await feed()).toContain("SUMMARY:Cleaning: Ada Moss");
  await event.focus();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Move" }).press("Enter");
  await dialog.getByRole("radio", { name: /^11:00/ }).focus();
  await page.keyboard.press("Space");
  await dialog.getByRole("button", { name: "Move it here" }).press("Enter");
  await expect(dialog).toBeHidden(SLOW);
  await expect(event).toHaveAccessibleName(/11:00–12:00/, SLOW);
  await event.press("Enter");
  await dialog.getByRole("button", { name: "Cancel appointment" }).press("Enter");
  await dialog.getByRole("button", { name: "Cancel it" }).press("Enter");
  await expect(event).toBeHidden(SLOW);
  await page.goto("/appointments/list?show=canceled");
  await expect(page.getByRole("row", { name: /Ada Moss/ })).toBeVisible();
  await page.goto("/appointments/messages");
  await page.getByRole("button", { name: "Revoke Anna's telephone" }).click();
  await expect(page.getByText("No feed yet.")).toBeVisible(SLOW);
  expect((await fetch(address)).status).toBe(404);
});
