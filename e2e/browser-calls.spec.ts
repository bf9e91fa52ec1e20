import { type Browser, type BrowserContext, type Page } from "@playwright/test";
import { launchWithMicrophone, recordWav } from "./fixtures/microphone";
import { expectAccessible } from "./fixtures/axe";
import { expect, test as base } from "./fixtures/test";

/** Long enough for the greeting and the notices before it. */
const GREETING_MS = 12_000;
const QUESTION = "What are your opening hours?";

type Opened = { page: Page; context: BrowserContext };
type Fixtures = {
  /** A page of the owner's in a browser whose microphone asks for the opening hours again and again. */
  speaking: (options?: { permissions?: string[]; args?: string[]; prepare?: () => void }) => Promise<Opened>;
};

const test = base.extend<Fixtures>({
  speaking: async ({ stack, signedInState }, use) => {
    const browsers: Browser[] = [];
    // Asked again after a while, as a person does whom a slow machine did not hear out the first time.
    const asked = [{ pauseMs: GREETING_MS }, { say: QUESTION }];
    const file = await recordWav(stack, [...asked, ...asked, ...asked, { pauseMs: GREETING_MS }]);
    await use(async ({ permissions = ["microphone"], args = [], prepare } = {}) => {
      const browser = await launchWithMicrophone(file, args);
      browsers.push(browser);
      const context = await browser.newContext({ storageState: signedInState, baseURL: stack.webUrl, permissions });
      if (prepare) await context.addInitScript(prepare);
      return { context, page: await context.newPage() };
    });
    await Promise.all(browsers.map((browser) => browser.close()));
  },
});

test.describe.configure({ timeout: 120_000 });

/** The demo agent's page, with the test call at its side. */
async function openAgent(page: Page): Promise<void> {
  await page.goto("/agents");
  await page
    .getByRole("link", { name: /Front desk/ })
    .first()
    .click();
  await expect(testCall(page)).toBeVisible({ timeout: 30_000 });
}
const testCall = (page: Page) =>
  page.getByRole("region", { name: "Test call" }).or(page.locator("section[aria-label='Test call']")).first();
const said = (page: Page, who: "agent" | "you") => testCall(page).locator(`[data-voice=${who}]`);
const phase = (page: Page) => testCall(page);
const greeted = (page: Page) =>
  expect(said(page, "agent").filter({ hasText: /help/i }).first()).toBeVisible({ timeout: 30_000 });

test("a test call is spoken through the microphone, heard, answered, and has its page", async ({ speaking }) => {
  const { page } = await speaking();
  await openAgent(page);
  await testCall(page).getByRole("button", { name: "Start test call" }).click();
  await expect(phase(page)).toHaveAttribute("data-phase", "live", { timeout: 20_000 });
  await expect(testCall(page).getByText("Microphone on")).toBeVisible();
  await greeted(page);
  await expect(said(page, "you").filter({ hasText: QUESTION }).first()).toBeVisible({ timeout: 45_000 });
  await expect(
    said(page, "agent")
      .filter({ hasText: /open|closed/i })
      .last(),
  ).toBeVisible({ timeout: 20_000 });
  // Muting is plain to see, and the microphone's next question interrupts nobody.
  await testCall(page).getByRole("button", { name: "Mute" }).click();
  await expect(testCall(page).getByText("The agent does not hear you").first()).toBeVisible();
  await expect(testCall(page).locator("[data-microphone=muted]")).toBeVisible();
  await testCall(page).getByLabel("Type what a caller would say").fill("Are you open on Saturday?");
  await page.keyboard.press("Enter");
  await expect(said(page, "you").filter({ hasText: "Are you open on Saturday?" })).toBeVisible();
  await expect(
    said(page, "agent")
      .filter({ hasText: /saturday/i })
      .first(),
  ).toBeVisible({ timeout: 20_000 });
  await testCall(page).getByRole("button", { name: "Unmute" }).click();
  await expect(testCall(page).locator("[data-microphone=on]")).toBeVisible();
  await testCall(page).getByRole("button", { name: "End", exact: true }).click();
  await expect(phase(page)).toHaveAttribute("data-phase", "ended");
  await testCall(page).getByRole("link", { name: "Open the call" }).click();
  await expect(page.getByText(QUESTION).first()).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText(/test, counts neither in figures nor against the plan/)).toBeVisible();
});

test("where WebRTC does not get through, the call goes over a WebSocket", async ({ speaking }) => {
  const { page } = await speaking({
    prepare: () => {
      // As an organization's policy or an old browser has it.
      (globalThis as { RTCPeerConnection?: unknown }).RTCPeerConnection = undefined;
    },
  });
  await openAgent(page);
  await testCall(page).getByRole("button", { name: "Start test call" }).click();
  await expect(phase(page)).toHaveAttribute("data-phase", "live", { timeout: 20_000 });
  await greeted(page);
  await expect(said(page, "you").filter({ hasText: QUESTION }).first()).toBeVisible({ timeout: 45_000 });
  await expect(
    said(page, "agent")
      .filter({ hasText: /open|closed/i })
      .last(),
  ).toBeVisible({ timeout: 20_000 });
});

test("a microphone that is refused is explained, and one can type instead", async ({ speaking }) => {
  const { page } = await speaking({
    prepare: () => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
    },
  });
  await openAgent(page);
  await testCall(page).getByRole("button", { name: "Start test call" }).click();
  await expect(testCall(page).getByRole("alert")).toContainText("The browser keeps the microphone from this page");
  await testCall(page).getByRole("button", { name: "Type instead" }).click();
  await expect(phase(page)).toHaveAttribute("data-phase", "live", { timeout: 20_000 });
  await expect(testCall(page).getByText("No microphone in use")).toBeVisible();
  await testCall(page).getByLabel("Type what a caller would say").fill("Are you open on Saturday?");
  await testCall(page).getByRole("button", { name: "Send" }).click();
  await expect(said(page, "you").filter({ hasText: "Are you open on Saturday?" })).toBeVisible();
  await expect(
    said(page, "agent")
      .filter({ hasText: /saturday/i })
      .first(),
  ).toBeVisible({ timeout: 30_000 });
});

test("a browser that goes offline says so, and the call goes on when it is back", async ({ speaking }) => {
  const { page, context } = await speaking();
  await openAgent(page);
  await testCall(page).getByRole("button", { name: "Type instead" }).click();
  await expect(phase(page)).toHaveAttribute("data-phase", "live", { timeout: 20_000 });
  await greeted(page);
  await testCall(page).getByLabel("Type what a caller would say").fill("My name is Ada.");
  await page.keyboard.press("Enter");
  await expect(said(page, "you").filter({ hasText: "My name is Ada." })).toBeVisible();
  await context.setOffline(true);
  await expect(testCall(page).getByRole("alert")).toContainText("Your browser is offline");
  await context.setOffline(false);
  await expect(phase(page)).toHaveAttribute("data-phase", "live", { timeout: 20_000 });
  // What was said before still stands, and is known to the agent's side.
  await expect(said(page, "you").filter({ hasText: "My name is Ada." })).toHaveCount(1);
  await testCall(page).getByLabel("Type what a caller would say").fill("Are you open on Saturday?");
  await page.keyboard.press("Enter");
  await expect(
    said(page, "agent")
      .filter({ hasText: /saturday/i })
      .first(),
  ).toBeVisible({ timeout: 30_000 });
});

test("the sandbox's phone speaks typed words into the line, and they are heard there", async ({ owner, stack }) => {
  await owner.goto("/phone");
  await expect(owner.getByText(/it cannot understand yours/)).toBeVisible();
  await expect(owner.getByLabel("Number to dial")).toHaveValue(stack.phoneNumber);
  await owner.getByRole("button", { name: "Call", exact: true }).click();
  await expect(owner.getByRole("button", { name: "Hang up" })).toBeVisible();
  const call = owner.getByRole("region", { name: "Conversation" });
  await expect(call.locator("[data-voice=agent]").filter({ hasText: /help/i }).first()).toBeVisible({
    timeout: 40_000,
  });
  await owner.getByLabel("Say", { exact: true }).fill("Are you open on Saturday?");
  await owner.keyboard.press("Enter");
  await expect(call.locator("[data-voice=you]").filter({ hasText: "Are you open on Saturday?" })).toBeVisible({
    timeout: 30_000,
  });
  await expect(
    call
      .locator("[data-voice=agent]")
      .filter({ hasText: /saturday/i })
      .first(),
  ).toBeVisible({ timeout: 30_000 });
  await expectAccessible(owner, "phone");
  await owner.getByRole("button", { name: "Hang up" }).click();
  await expect(owner.getByText("The call has ended")).toBeVisible();
});

test("a number that none of one's agents answers is refused in words", async ({ owner }) => {
  await owner.goto("/phone");
  await owner.getByLabel("Number to dial").fill("+14155559999");
  await owner.getByRole("button", { name: "Call", exact: true }).click();
  await expect(owner.getByRole("alert").filter({ hasText: "None of your agents answers this number" })).toBeVisible();
});
