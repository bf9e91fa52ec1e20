import type { Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Caller } from "./fixtures/caller";
import { MANAGER_EMAIL, type Stack } from "./fixtures/stack";
import { expect, signIn, test } from "./fixtures/test";

/** The demo's second line: no other test calls it. */
const BOOKINGS_LINE = "+14155550101";

async function openAgent(page: Page, name: string): Promise<void> {
  await page.goto("/agents");
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

const saved = (page: Page) => expect(page.getByRole("status").filter({ hasText: /^Saved$/ })).toBeVisible();

async function publishDraft(page: Page, note: string): Promise<void> {
  await page.getByRole("button", { name: /^Publish v\d+$/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Greeting");
  await dialog.getByLabel(/What is new/).fill(note);
  await dialog.getByRole("button", { name: /^Publish v\d+$/ }).click();
  await expect(dialog).toBeHidden();
}

/**
 * Calls the line, each time from another number, until the agent's first words are as they should be: a publication is in force within three
 * seconds, and each attempt is a whole call through the telephone network's stand-in, read as a supervisor reads it.
 */
async function expectHeard(page: Page, stack: Stack, words: string | RegExp): Promise<void> {
  await expect(async () => {
    const caller = new Caller(stack, randomUUID());
    try {
      await caller.callNumber(BOOKINGS_LINE);
      await page.goto("/live");
      await page.getByRole("link", { name: new RegExp(caller.number.slice(-4)) }).click({ timeout: 15_000 });
      await expect(page.getByRole("log", { name: "Transcript" })).toContainText(words, { timeout: 15_000 });
    } finally {
      await caller.hangUpAll();
    }
  }).toPass({ timeout: 90_000 });
}

test("what a manager publishes is what the next caller hears, and rolling back brings the old words back", async ({
  owner,
  stack,
}) => {
  test.setTimeout(300_000);
  const mark = randomUUID().slice(0, 4);
  const [first, second] = [`How can desk ${mark} help you?`, `What may desk ${mark} do for you?`];
  const greeting = owner.getByRole("textbox", { name: "Greeting", exact: true });
  await openAgent(owner, "Bookings");
  await greeting.fill(first);
  await saved(owner);
  await publishDraft(owner, "First words");
  await expectHeard(owner, stack, first);

  // A draft changes nothing for callers.
  await openAgent(owner, "Bookings");
  await greeting.fill(second);
  await saved(owner);
  await expectHeard(owner, stack, first);

  await openAgent(owner, "Bookings");
  await publishDraft(owner, "Other words");
  await expectHeard(owner, stack, second);

  await openAgent(owner, "Bookings");
  await owner.getByRole("link", { name: "Versions" }).click();
  const versions = owner.getByRole("listitem").filter({ hasText: /Version \d+/ });
  await expect(versions.first()).toContainText("answers now");
  await expect(versions.first()).toContainText("Other words");
  await versions.nth(1).getByRole("button", { name: "Roll back to this" }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Roll back", exact: true }).click();
  await expect(owner.getByRole("dialog")).toBeHidden();
  await expect(versions.first()).toContainText(/Back to version \d+/);
  await expectHeard(owner, stack, first);
});

test("of two managers who edit one draft the second is told, keeps what they wrote, and saves it on top", async ({
  owner,
  browser,
  stack,
}) => {
  test.setTimeout(90_000);
  const mark = Date.now().toString(36);
  await owner.goto("/agents/new");
  await owner.getByLabel("Name").fill(`Shared ${mark}`);
  await owner.getByRole("button", { name: "Make the agent" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: `Shared ${mark}` })).toBeVisible();

  const context = await browser.newContext({ baseURL: stack.webUrl });
  const second = await context.newPage();
  await signIn(second, stack, MANAGER_EMAIL);
  await second.goto(owner.url());
  await expect(second.getByRole("heading", { level: 1, name: `Shared ${mark}` })).toBeVisible();

  await owner.getByRole("textbox", { name: "Greeting", exact: true }).fill("From the owner.");
  await saved(owner);
  await second.getByRole("textbox", { name: "Manner" }).fill("Dry and quick.");
  const told = second.getByRole("alert").filter({ hasText: "was changed while you were editing" });
  await expect(told).toContainText("changed Greeting");
  await expect(second.getByRole("textbox", { name: "Manner" })).toHaveValue("Dry and quick.");
  await told.getByRole("button", { name: "Put all of mine on top" }).click();
  await expect(told).toBeHidden();
  await saved(second);
  await second.reload();
  await expect(second.getByRole("textbox", { name: "Manner" })).toHaveValue("Dry and quick.");
  await expect(second.getByRole("textbox", { name: "Greeting", exact: true })).toHaveValue("From the owner.");
  await context.close();
});

test("what cannot work is not published, and the page says why", async ({ owner }) => {
  await owner.goto("/agents/new");
  await owner.getByLabel("Name").fill(`Mute ${Date.now().toString(36)}`);
  await owner.getByRole("button", { name: "Make the agent" }).click();
  await owner.getByRole("switch", { name: /Ask for the account id/ }).check();
  await owner.getByRole("button", { name: "Publish v1" }).click();
  const dialog = owner.getByRole("dialog");
  await expect(dialog).toContainText("verifying a caller needs both tools");
  await expect(dialog.getByRole("button", { name: "Something is in the way" })).toBeDisabled();
});

test("a voice can be heard before it is chosen", async ({ owner }) => {
  await openAgent(owner, "Front desk");
  const [sample] = await Promise.all([
    owner.waitForResponse(/\/agents\/voices\//),
    owner.getByRole("button", { name: "Hear Arcas" }).click(),
  ]);
  expect(sample.status()).toBe(200);
  expect(sample.headers()["content-type"]).toBe("audio/wav");
  expect((await sample.body()).byteLength).toBeGreaterThan(20_000);
});

test("an agent goes out as a file and comes back, and a wrong file is told place by place", async ({ owner }) => {
  await openAgent(owner, "Front desk");
  await owner.getByRole("button", { name: "More" }).click();
  const [download] = await Promise.all([
    owner.waitForEvent("download"),
    owner.getByRole("menuitem", { name: "Export as a file" }).click(),
  ]);
  const file = JSON.parse(readFileSync(await download.path(), "utf8")) as { name: string };
  // By a name of its own: other tests look for the one Front desk.
  const name = `${file.name} ${Date.now().toString(36)}`;
  await owner.goto("/agents/new");
  await owner.getByLabel("File of an agent").setInputFiles({
    name: "bad.json",
    mimeType: "application/json",
    buffer: Buffer.from('{"format":"aybiza.agent","formatVersion":1,"name":"X","config":{"temperature":4}}'),
  });
  await expect(owner.getByRole("alert").filter({ hasText: "config.temperature" })).toBeVisible();
  await owner.getByLabel("File of an agent").setInputFiles({
    name: "good.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ ...file, name })),
  });
  await expect(owner.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(owner.getByText("draft, never published")).toBeVisible();
});

test("an agent's draft is thrown away, and a copy is renamed, archived and brought back", async ({ owner }) => {
  test.setTimeout(90_000);
  const mark = Date.now().toString(36);
  const more = async (item: string) => {
    const choice = owner.getByRole("menuitem", { name: item });
    await expect(async () => {
      await owner.getByRole("button", { name: "More" }).click();
      await expect(choice).toBeVisible({ timeout: 3_000 });
    }).toPass();
    await choice.click();
  };
  const greeting = owner.getByRole("textbox", { name: "Greeting", exact: true });
  await openAgent(owner, "Reminders");
  const before = await greeting.inputValue();
  await greeting.fill(`Odd words ${mark}.`);
  await saved(owner);
  await more("Throw the draft away");
  await owner.getByRole("dialog").getByRole("button", { name: "Throw away" }).click();
  await expect(greeting).toHaveValue(before);

  await more("Duplicate");
  await expect(owner.getByRole("heading", { level: 1, name: /^Reminders \(copy/ })).toBeVisible();
  await expect(greeting).toHaveValue(before);
  await more("Rename");
  await owner.getByRole("dialog").getByLabel("Name").fill(`Second ${mark}`);
  await owner.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await expect(owner.getByRole("heading", { level: 1, name: `Second ${mark}` })).toBeVisible();

  await more("Archive");
  await expect(owner.getByText("archived", { exact: true })).toBeVisible();
  await owner.goto("/agents?show=archived");
  await owner.getByRole("link", { name: `Second ${mark}`, exact: true }).click();
  await expect(owner.getByRole("heading", { level: 1, name: `Second ${mark}` })).toBeVisible();
  await more("Restore");
  await expect(owner.getByText("draft, never published")).toBeVisible();
  // Out of the other tests' way again.
  await more("Archive");
  await expect(owner.getByText("archived", { exact: true })).toBeVisible();
});
