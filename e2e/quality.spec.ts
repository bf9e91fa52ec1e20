import { expectAccessible } from "./fixtures/axe";
import { plantDesk } from "./fixtures/own-desk";
import { expect, signIn, test } from "./fixtures/test";

/** A call's quality, whole: from a rule made on the page through what is said to the findings, the score, the sound and the file. */

test.describe.configure({ timeout: 240_000 });

const SLOW = { timeout: 60_000 };
const AGENT = {
  greeting: "Harbor Bikes, how can I help you?",
  disclosure: { enabled: false, text: "" },
  recordingNotice: { enabled: true, text: "This call is recorded." },
  silencePromptAfterMs: 60_000,
  silencePrompts: 5,
  instructions: { facts: ["A spare key costs nine euros."] },
};
const SPARE_KEY = "How much is a spare key?";
const ANGRY = "That is terrible. I hate this awful, useless service and I am very angry.";
const LAST = "I will think about all of that for a while, and then I may call you again next week.";

test("a call breaks two rules and its caller gets angry: seen live, found by its words, heard, corrected and taken out", async ({
  browser,
  stack,
  caller,
}) => {
  const desk = await plantDesk(stack, { config: AGENT });
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, desk.ownerEmail);

  await page.goto("/quality/rules");
  const addRule = async (name: string, kind: string, what: string, seconds?: string) => {
    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel("The rule", { exact: true }).selectOption(kind);
    await page.getByLabel("What", { exact: true }).fill(what);
    if (seconds) await page.getByLabel("Within so many seconds").fill(seconds);
    await page.getByLabel("What to do about a breach").fill("Mend what the agent is given to know.");
    await page.getByRole("button", { name: "Add the rule" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: name })).toBeVisible();
  };
  await addRule("No prices on the telephone", "must_not_say", "nine euros");
  await addRule("Thanks for calling", "must_say", "thank you for calling", "1");

  // One rule of two parts, tried on words before it is made, and changed afterwards.
  await page.getByRole("button", { name: "Add a rule" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Who asks for results is known");
  await page.getByLabel("The rule", { exact: true }).selectOption("must_ask_before");
  await page.getByLabel("This must come first", { exact: true }).fill("date of birth");
  await page.getByLabel("Only then this", { exact: true }).fill("your results");
  await page.getByLabel("What to do about a breach").fill("Ask first.");
  await expect(page.getByText("First “date of birth”, only then “your results”.")).toBeVisible();
  const trial = page.getByRole("region", { name: "Try the rule" });
  await trial.getByLabel("Try it on words").fill("Caller: Are they there?\nAgent: Your results are here.");
  await trial.getByRole("button", { name: "Try on these words" }).click();
  await expect(trial.getByRole("status")).toContainText("Broken once in these words.");
  await trial.getByLabel("Try it on words").fill("What is your date of birth?\nYour results are here.");
  await trial.getByRole("button", { name: "Try on these words" }).click();
  await expect(trial.getByRole("status")).toContainText("Not broken in these words.");
  await expectAccessible(page, "a rule being made");
  await page.getByRole("button", { name: "Add the rule" }).click();
  await page.getByRole("button", { name: "Change the rule Who asks for results is known" }).click();
  await page.getByLabel("Only then this", { exact: true }).fill("test results");
  await page.getByRole("button", { name: "Save the rule" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "only then “test results”" })).toBeVisible();
  await expectAccessible(page, "rules");

  await caller.ask(desk.line, [SPARE_KEY, ANGRY, LAST]);
  await page.goto("/live");
  const row = page.locator("main a[href^='/live/']").first();
  await expect(row).toBeVisible(SLOW);
  const callId = (await row.getAttribute("href"))?.split("/").at(-1) ?? "";
  await page.goto(`/live/${callId}`);
  const quality = page.getByRole("region", { name: "Quality so far" });
  await expect(quality).toContainText("No prices on the telephone", SLOW);
  await expect(quality).toContainText("Thanks for calling", SLOW);
  await expect(async () => {
    await page.goto("/notifications");
    await expect(page.getByRole("main")).toContainText("is upset", { timeout: 3_000 });
  }).toPass(SLOW);
  // Long enough to be scored.
  await page.goto(`/live/${callId}`);
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText("again next week", SLOW);
  await caller.hangUpAll();

  await page.goto("/calls");
  await expect(async () => {
    await page.goto("/calls?text=awful+useless+service");
    await expect(page.getByRole("table").getByRole("link").first()).toBeVisible({ timeout: 2_000 });
  }).toPass(SLOW);
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText("terrible");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("button", { name: "Play the recording" })).toBeVisible({ timeout: 3_000 });
  }).toPass(SLOW);
  await page.getByText("terrible").first().click();
  await expect(page.getByRole("button", { name: "Pause the recording" })).toBeVisible();
  await expect
    .poll(() => page.locator("audio").evaluate((sound: HTMLAudioElement) => sound.currentTime))
    .toBeGreaterThan(3);
  await expectAccessible(page, "a call with its sound");

  await page.getByRole("link", { name: "Quality", exact: true }).last().click();
  const compliance = page.getByRole("listitem", { name: "No prices on the telephone" });
  await expect(compliance).toContainText("nine euros");
  await compliance.getByRole("link", { name: "nine euros" }).click();
  await expect(page.getByRole("button", { name: "Pause the recording" })).toBeVisible();
  await page.getByRole("link", { name: "Quality", exact: true }).last().click();
  await expect(compliance).toBeVisible();
  const rules = page.getByRole("listitem", { name: "Rules kept" });
  await expect(async () => {
    await page.reload();
    await expect(rules).toBeVisible({ timeout: 3_000 });
  }).toPass(SLOW);
  await rules.getByRole("button", { name: "Override" }).click();
  await rules.getByText("75 %", { exact: true }).click();
  await rules.getByRole("textbox").fill("The price is public.");
  await rules.getByRole("button", { name: "Save the score" }).click();
  await expect(rules).toContainText("The price is public.");
  await expectAccessible(page, "a call's quality");

  await page.getByRole("link", { name: "Notes" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "PDF" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
  await page.context().close();
});
