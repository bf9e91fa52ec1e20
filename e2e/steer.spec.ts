import type { Browser, Page } from "@playwright/test";
import { expectAccessible, violations } from "./fixtures/axe";
import type { Caller } from "./fixtures/caller";
import { launchWithMicrophone, recordWav } from "./fixtures/microphone";
import { MANAGER_EMAIL, VIEWER_EMAIL } from "./fixtures/stack";
import { act, heardAt } from "./fixtures/telephone";
import { expect, signIn, test } from "./fixtures/test";

/** Stepping into a call in progress: what a supervisor does is done, is seen by everybody, and says so where it can't be done. */

const transcript = (page: Page) => page.getByRole("log", { name: "Transcript" });
const agentLines = (page: Page) => transcript(page).locator('[data-voice="agent"]');
const toAgent = (page: Page) => page.getByRole("textbox", { name: "For the agent alone" });
const toCaller = (page: Page) => page.getByRole("textbox", { name: "For the caller" });
const button = (page: Page, name: string) => page.getByRole("group", { name: "Step in" }).getByRole("button", { name });

async function openCallOf(page: Page, caller: Caller): Promise<string> {
  await page.goto("/live");
  await page.getByRole("link", { name: new RegExp(caller.number.slice(-4)) }).click({ timeout: 30_000 });
  await expect(page).toHaveURL(/\/live\/[0-9a-f-]{36}$/);
  // Keys and buttons do something once the page's scripts have run and the greeting is under way.
  await expect(agentLines(page).first()).toBeVisible({ timeout: 30_000 });
  return page.url();
}

const QUIET = { pauseMs: 90_000 };
const ask = (say: string) => [{ waitForAgent: {} }, { say }];

test("what is whispered the agent follows in what it says next, and the caller does not hear it", async ({
  owner,
  caller,
}) => {
  await caller.callWith([
    { waitForAgent: {} },
    { pauseMs: 15_000 },
    { say: "Is there anything special about the garage on Elm Street today?" },
    QUIET,
  ]);
  await openCallOf(owner, caller);
  await owner.keyboard.press("w");
  await expect(toAgent(owner)).toBeFocused();
  await toAgent(owner).fill("The garage on Elm Street is closed for repairs today.");
  await owner.keyboard.press("Enter");
  await expect(owner.getByText("The agent follows it from its next sentence.")).toBeVisible();
  await expect(toAgent(owner)).toHaveValue("");
  const whisper = transcript(owner).locator('[data-aside="private"]');
  await expect(whisper).toContainText("closed for repairs");
  await expect(whisper).toContainText("only the agent reads this");
  await expect(agentLines(owner).filter({ hasText: /closed for repairs/i })).toBeVisible({ timeout: 60_000 });
});

test("the agent says what it is given, is paused and goes on, is instructed, and ends the call when told to", async ({
  owner,
  caller,
}) => {
  await caller.callWith([...ask("When are you open on Saturday?"), QUIET]);
  const url = await openCallOf(owner, caller);

  await owner.keyboard.press("s");
  await toCaller(owner).fill("A colleague has just put your file on my desk.");
  await owner.keyboard.press("Enter");
  await expect(agentLines(owner).filter({ hasText: "put your file on my desk" })).toBeVisible();
  await owner.keyboard.press("Escape");

  await owner.keyboard.press("p");
  await expect(owner.getByText("paused by you")).toBeVisible();
  await expect(button(owner, "Resume")).toBeVisible();
  await button(owner, "Resume").click();
  await expect(owner.getByText("agent speaks")).toBeVisible();

  await owner.keyboard.press("i");
  const dialog = owner.getByRole("dialog", { name: "Instructions for this call" });
  await dialog.getByRole("button", { name: "Instruct the agent" }).click();
  await expect(dialog.getByText("Write what the agent should do")).toBeVisible();
  await dialog.getByRole("textbox").fill("Offer the whitening for 199 dollars.");
  await dialog.getByRole("button", { name: "Instruct the agent" }).click();
  await expect(dialog).toBeHidden();
  await expect(transcript(owner).locator('[data-acted="override"]')).toContainText("whitening for 199");

  await owner.keyboard.press("e");
  const end = owner.getByRole("dialog", { name: "End this call?" });
  await end.getByRole("textbox").fill("Tried out");
  await end.getByRole("button", { name: "End the call" }).click();
  await expect(owner.getByText("Call ended.")).toBeVisible({ timeout: 30_000 });

  // The call's own page tells the same afterwards, and the audit log who did it.
  await owner.goto(url.replace("/live/", "/calls/"));
  for (const action of ["say", "pause", "resume", "override", "end"])
    await expect(transcript(owner).locator(`[data-acted="${action}"]`).first()).toBeVisible();
  await owner.getByRole("button", { name: "Team", exact: true }).click();
  await expect(agentLines(owner)).toHaveCount(0);
  await owner.goto("/settings/audit");
  await expect(owner.getByText("Call instructed").first()).toBeVisible();
});

test("a command to a call that has ended, or without a connection, is refused in words and keeps what was written", async ({
  owner,
  caller,
}) => {
  await caller.callWith([{ waitForAgent: {} }, QUIET]);
  await openCallOf(owner, caller);
  await owner.keyboard.press("w");
  await toAgent(owner).fill("Be brief.");
  await owner.context().setOffline(true);
  await expect(owner.getByText(/^Connection lost\./)).toBeVisible({ timeout: 10_000 });
  await owner.keyboard.press("Enter");
  await expect(owner.getByRole("alert").filter({ hasText: "Not sent" })).toBeVisible();
  await expect(toAgent(owner)).toHaveValue("Be brief.");
  await owner.context().setOffline(false);
  await expect(owner.getByText(/^Connection lost\./)).toBeHidden({ timeout: 20_000 });
  await owner.keyboard.press("Enter");
  await expect(owner.getByText("The agent follows it from its next sentence.")).toBeVisible();
  await caller.hangUpAll();
  await expect(owner.getByText("Call ended.")).toBeVisible({ timeout: 30_000 });
  const item = owner.getByRole("group", { name: "Step in" }).getByRole("button", { name: "Pause" });
  await expect(item).toHaveAttribute("aria-disabled", "true");
  await expect(item).toHaveAccessibleDescription("The call has ended.");
});

test("a transfer to a number that may not be called is refused beside the number, and the dialog gives the focus back", async ({
  owner,
  caller,
}) => {
  await caller.callWith([{ waitForAgent: {} }, QUIET]);
  await openCallOf(owner, caller);
  await button(owner, "Transfer").focus();
  await owner.keyboard.press("Enter");
  const dialog = owner.getByRole("dialog", { name: "Transfer this call" });
  await expect(dialog.getByRole("radio", { name: "A person" })).toBeFocused();
  // The page's own keys are dead meanwhile: J walks to no other call.
  await owner.keyboard.press("j");
  await expect(dialog).toBeVisible();
  await owner.keyboard.press("ArrowLeft");
  await expect(dialog.getByRole("radio", { name: "A number" })).toBeChecked();
  for (const [number, words] of [
    ["911", /give the number with its country/i],
    ["+1 900 555 0134", /premium-rate/],
    ["+49 30 12345678", /calls to Germany are not allowed/i],
  ] as const) {
    await dialog.getByLabel("Phone number").fill(number);
    await dialog.getByRole("button", { name: "Transfer", exact: true }).click();
    await expect(dialog.getByLabel("Phone number")).toHaveAccessibleDescription(words);
  }
  await owner.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button(owner, "Transfer")).toBeFocused();
});

test.describe("with a second person", () => {
  let browser: Browser;
  test.afterEach(() => browser.close());

  test("who takes over has the call, the other is told by name, and what was promised the caller hears from the agent", async ({
    owner,
    caller,
    stack,
  }) => {
    const words = "Good morning, this is Marcus. I can give you fifteen percent off the next visit.";
    browser = await launchWithMicrophone(
      await recordWav(stack, [{ pauseMs: 1_500 }, { say: words }, { pauseMs: 4_000 }]),
    );
    const context = await browser.newContext({ baseURL: stack.webUrl, viewport: { width: 1440, height: 900 } });
    const manager = await context.newPage();
    await signIn(manager, stack, MANAGER_EMAIL);
    const callSid = await caller.callWith([{ waitForAgent: {} }, QUIET, QUIET]);
    await openCallOf(manager, caller);
    await openCallOf(owner, caller);

    await manager.keyboard.press("t");
    await expect(manager.getByText("Your microphone is OPEN")).toBeVisible({ timeout: 30_000 });
    await expect(manager.getByText("you have the call", { exact: true })).toBeVisible();
    await manager.keyboard.press("m");
    await expect(manager.getByText("Your microphone is muted")).toBeVisible();
    await manager.keyboard.press("m");
    await expect(manager.getByText("Your microphone is OPEN")).toBeVisible();
    await expect(owner.getByText(/Marcus .* has the call/)).toBeVisible();
    await expect(button(owner, "Take over")).toHaveAttribute("aria-disabled", "true");
    await expect(button(owner, "Take over")).toHaveAccessibleDescription(/^Marcus .* is speaking with the caller\.$/);
    await owner.keyboard.press("e");
    await expect(owner.getByRole("alert").filter({ hasText: "is speaking with the caller" })).toBeVisible();
    await expect(owner.getByRole("dialog")).toHaveCount(0);
    await expect(transcript(owner).locator('[data-voice="human"]').first()).toContainText(/Marcus/, {
      timeout: 40_000,
    });

    await manager.keyboard.press("b");
    const dialog = manager.getByRole("dialog", { name: "Give the call back to the agent" });
    await dialog.getByRole("textbox").fill("The discount on the next visit is 15 percent.");
    await dialog.getByRole("button", { name: "Give back" }).click();
    await expect(owner.getByText("agent speaks")).toBeVisible();
    await expect(transcript(owner).locator('[data-acted="give_back"]')).toContainText("15 percent");
    // The microphone says it too: what counts is what the caller hears once they have asked the agent.
    const question = "What was the discount on my next visit?";
    await act(stack, callSid, { type: "say", text: question });
    const promise = /15 (%|percent)|fifteen percent/i;
    await expect.poll(() => heardAt(stack, callSid, question), { timeout: 60_000 }).toMatch(promise);
    await expect(agentLines(owner).filter({ hasText: promise })).toBeVisible();
  });

  test("two tabs of one person: the second does not take over again, and a viewer is offered nothing", async ({
    owner,
    caller,
    stack,
    browser: plain,
  }) => {
    browser = await plain.browserType().launch({
      args: ["--no-sandbox"],
      ...(process.env["CHROMIUM_PATH"] ? { executablePath: process.env["CHROMIUM_PATH"] } : {}),
    });
    await caller.callWith([{ waitForAgent: {} }, QUIET]);
    const url = await openCallOf(owner, caller);
    const second = await owner.context().newPage();
    await second.goto(url);
    await button(owner, "Pause").click();
    await expect(button(second, "Resume")).toBeVisible();
    await expect(second.getByText("paused by you")).toBeVisible();

    const viewer = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
    await signIn(viewer, stack, VIEWER_EMAIL);
    await viewer.goto(url);
    await expect(viewer.getByText(/^paused by /)).toBeVisible();
    await expect(viewer.getByRole("group", { name: "Step in" })).toHaveCount(0);
    await expect(viewer.getByRole("textbox")).toHaveCount(0);
    await viewer.keyboard.press("w");
    await expect(viewer.getByRole("textbox")).toHaveCount(0);
  });
});

test("on a telephone's screen the actions are a bar and a sheet", async ({ owner, caller }) => {
  await caller.callWith([{ waitForAgent: {} }, QUIET]);
  await owner.setViewportSize({ width: 390, height: 844 });
  await openCallOf(owner, caller);
  await expect(toAgent(owner)).toBeHidden();
  await button(owner, "Whisper").click();
  await expect(toAgent(owner)).toBeFocused();
  await owner.keyboard.press("Escape");
  await button(owner, "More").click();
  const sheet = owner.getByRole("dialog", { name: "Step in" });
  await expect(sheet.getByRole("button", { name: "Transfer" })).toBeVisible();
  await sheet.getByRole("button", { name: "Say" }).click();
  await expect(sheet).toBeHidden();
  await expect(toCaller(owner)).toBeFocused();
  expect(await owner.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await violations(owner)).toEqual([]);
});

test("the page with its rail and each dialog break no rule of accessibility, and no key works while one types", async ({
  owner,
  caller,
}) => {
  await caller.callWith([{ waitForAgent: {} }, QUIET]);
  await openCallOf(owner, caller);
  await owner.keyboard.press("w");
  await owner.keyboard.type("exit tip");
  await expect(toAgent(owner)).toHaveValue("exit tip");
  await expect(owner.getByRole("dialog")).toHaveCount(0);
  await owner.keyboard.press("Escape");
  await expectAccessible(owner, "/live/[callId] with its rail");
  for (const [key, title] of [
    ["i", "Instructions for this call"],
    ["x", "Transfer this call"],
    ["e", "End this call?"],
  ] as const) {
    await owner.keyboard.press(key);
    await expect(owner.getByRole("dialog", { name: title })).toBeVisible();
    await expectAccessible(owner, title);
    await owner.keyboard.press("Escape");
    await expect(owner.getByRole("dialog")).toHaveCount(0);
  }
  await owner.keyboard.press("?");
  await expect(owner.getByRole("dialog", { name: "Keys" })).toContainText("Live call: take over");
});
