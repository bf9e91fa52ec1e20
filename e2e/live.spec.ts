import type { Page } from "@playwright/test";
import { Caller } from "./fixtures/caller";
import { expect, test } from "./fixtures/test";

/** Opens the live page and the caller's call in it. */
async function openCallOf(page: Page, caller: Caller): Promise<void> {
  await page.goto("/live");
  await page.getByRole("link", { name: new RegExp(caller.number.slice(-4)) }).click({ timeout: 20_000 });
  await expect(page).toHaveURL(/\/live\/[0-9a-f-]{36}$/);
}

const transcript = (page: Page) => page.getByRole("log", { name: "Transcript" });

test("without a call the page says how to have one", async ({ owner, stack }) => {
  await owner.goto("/live");
  const hint = owner.getByText(`npm run call -- --to ${stack.phoneNumber}`);
  await expect(hint.or(owner.getByRole("region", { name: "Calls in progress" }))).toBeVisible();
});

const wall = (page: Page) => page.getByRole("region", { name: "Calls in progress" });

/** Where calls stand, from the top, by the last digits of their numbers; those of other tests left out. */
async function placesOf(page: Page, callers: readonly Caller[]): Promise<number[]> {
  const texts = await wall(page).getByRole("listitem").allInnerTexts();
  return callers.map(({ number }) => texts.findIndex((text) => text.includes(number.slice(-4))));
}
const expectOrder = (page: Page, ...callers: Caller[]) =>
  expect(async () => {
    const places = await placesOf(page, callers);
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

test("a caller who asks for a person rises to the top, with why; under the pointer the list stands still and says that somebody is needed", async ({
  owner,
  caller,
  stack,
}) => {
  const calm = new Caller(stack, `calm ${caller.number}`);
  try {
    await owner.goto("/live");
    await calm.call("When are you open on Saturday?");
    const calmRow = wall(owner).getByRole("link", { name: new RegExp(calm.number.slice(-4)) });
    await expect(calmRow).toBeVisible({ timeout: 30_000 });
    await calmRow.hover();
    await caller.call("I want to talk to somebody in charge, put me through please.");
    const row = wall(owner).getByRole("link", { name: new RegExp(caller.number.slice(-4)) });
    await expect(row).toContainText(/asked for a person/i, { timeout: 40_000 });
    // Who reads with their ears is told, politely.
    await expect(owner.getByRole("status", { name: "Calls that need you" })).toContainText(/needs? you/);
    // Held: it is still below the one that the pointer is on.
    await expectOrder(owner, calm, caller).toPass({ timeout: 2_000 });
    await owner.getByRole("button", { name: /calls? needs? you: show$/ }).click();
    await expectOrder(owner, caller, calm).toPass({ timeout: 5_000 });

    // Only those who need somebody: the calm one is not among them.
    await wall(owner)
      .getByText(/^Need help/)
      .click();
    await expect(calmRow).toBeHidden();
    await expect(row).toBeVisible();
    await wall(owner).getByText(/^All/).click();
    await expect(calmRow).toBeVisible();

    // From the keyboard: J opens the call at the top, and its side says who called before and what the agent was told.
    await owner.mouse.move(5, 5);
    await expectOrder(owner, caller, calm).toPass({ timeout: 5_000 });
    await owner.keyboard.press("j");
    await expect(owner).toHaveURL(/\/live\/[0-9a-f-]{36}$/, { timeout: 15_000 });
    await owner.setViewportSize({ width: 1440, height: 900 });
    const side = owner.getByRole("complementary", { name: "About this call" });
    await expect(side.getByRole("region", { name: "Earlier calls" })).toContainText("the first with this number");
    await expect(side.getByRole("region", { name: "The agent’s instructions" })).toContainText("Who it is");
    await expect(side.getByRole("region", { name: "Sentiment" })).toBeVisible();
  } finally {
    await calm.hangUpAll();
  }
});

test("a supervisor reads a call word by word while it is spoken", async ({ owner, caller }) => {
  await caller.call("When are you open on Saturday?", "And do you have parking behind the practice?");
  await openCallOf(owner, caller);

  // The caller's words stand there before the sentence is over …
  const interim = owner.getByRole("list", { name: "Being said by the caller" });
  await expect(interim).toBeVisible({ timeout: 30_000 });
  // … become a line, are answered with the part already heard told apart, and the answer's delay is measured.
  await expect(transcript(owner)).toContainText(/Saturday/i, { timeout: 20_000 });
  await expect(owner.locator('[data-part="to-come"]').first()).toBeVisible({ timeout: 20_000 });
  await expect(
    transcript(owner)
      .getByText(/The caller waited/)
      .first(),
  ).toBeAttached({ timeout: 20_000 });
  await expect(owner.getByRole("region", { name: "Last answer" })).toContainText("first token");
});

test("an interruption shows what nobody heard, struck through", async ({ owner, caller }) => {
  await caller.callWith([
    { waitForAgent: {} },
    { say: "Please tell me all your opening hours for the whole week." },
    { interruptAfterMs: 1_200 },
    { say: "Stop, stop. Just tell me about Monday please." },
    { pauseMs: 60_000 },
  ]);
  await openCallOf(owner, caller);
  await expect(transcript(owner).locator("del").first()).toBeVisible({ timeout: 40_000 });
  await expect(transcript(owner)).toContainText("interrupted, not heard");
});

test("a lost connection shows within 3 s, and what was missed is there afterwards, once", async ({ owner, caller }) => {
  await caller.call("When are you open on Saturday?", "And on Sunday?", "What about Monday morning?");
  await openCallOf(owner, caller);
  await expect(transcript(owner)).toContainText(/Saturday/i, { timeout: 30_000 });

  await owner.context().setOffline(true);
  await expect(owner.getByText(/^Connection lost\./)).toBeVisible({ timeout: 3_000 });
  await owner.context().setOffline(false);
  await expect(owner.getByText(/^Connection lost\./)).toBeHidden({ timeout: 15_000 });

  await expect(transcript(owner)).toContainText(/Monday/i, { timeout: 40_000 });
  const callerLines = await transcript(owner).locator('[data-voice="caller"]').allInnerTexts();
  expect(new Set(callerLines).size).toBe(callerLines.length);
});

test("when the call ends the page says so, and its page has all of it", async ({ owner, caller }) => {
  await caller.call("When are you open on Saturday?");
  await openCallOf(owner, caller);
  await expect(
    transcript(owner)
      .getByText(/The caller waited/)
      .first(),
  ).toBeAttached({ timeout: 40_000 });
  const liveLines = await transcript(owner).locator('[data-voice="caller"] p').allInnerTexts();
  await caller.hangUpAll();
  await expect(owner.getByText("Call ended.")).toBeVisible({ timeout: 20_000 });
  await owner.getByRole("link", { name: "Open the call" }).click();
  await expect(owner).toHaveURL(/\/calls\//);
  await expect(transcript(owner)).toContainText(liveLines[0] ?? "no line");
});

test("the transcript stays where the reader scrolled to, and says that there is more", async ({ owner, caller }) => {
  await owner.setViewportSize({ width: 1440, height: 320 });
  await caller.call("When are you open on Saturday?", "And on Sunday?", "And on Monday?", "And on Tuesday?");
  await openCallOf(owner, caller);
  await expect(transcript(owner)).toContainText(/Sunday/i, { timeout: 40_000 });
  const region = owner.getByRole("region", { name: "Conversation" });
  await region.evaluate((element) => (element.scrollTop = 0));
  const more = owner.getByRole("button", { name: /new lines?$/ });
  await expect(more).toBeVisible({ timeout: 30_000 });
  expect(await region.evaluate((element) => element.scrollTop)).toBe(0);
  await more.click();
  await expect(more).toBeHidden();
  // At the end it stays there, whatever becomes of the window.
  for (const size of [
    { width: 390, height: 700 },
    { width: 1440, height: 320 },
  ]) {
    await owner.setViewportSize(size);
    await expect
      .poll(() => region.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight))
      .toBeLessThan(48);
  }
});
