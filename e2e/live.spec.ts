import type { Page } from "@playwright/test";
import type { Caller } from "./fixtures/caller";
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
  await expect(hint.or(owner.getByRole("heading", { name: "Pick a call to read along" }))).toBeVisible();
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
});
