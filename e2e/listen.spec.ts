import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import type { Caller } from "./fixtures/caller";
import { launchWithMicrophone, recordWav } from "./fixtures/microphone";
import { expect, test as base } from "./fixtures/test";

const PROMISE = "I can give you fifteen percent off.";

type Opened = { page: Page; context: BrowserContext };
type Fixtures = {
  /** A page of the owner's in a browser whose microphone makes the same promise again and again. */
  supervising: (prepare?: () => void) => Promise<Opened>;
};

const test = base.extend<Fixtures>({
  supervising: async ({ stack, signedInState }, use) => {
    const browsers: Browser[] = [];
    const file = await recordWav(stack, [{ pauseMs: 1_000 }, { say: PROMISE }, { pauseMs: 4_000 }]);
    await use(async (prepare) => {
      const browser = await launchWithMicrophone(file);
      browsers.push(browser);
      const permissions = ["microphone"];
      const context = await browser.newContext({ storageState: signedInState, baseURL: stack.webUrl, permissions });
      await context.addInitScript(() => {
        const counted = globalThis as { microphonesAsked?: number };
        counted.microphonesAsked = 0;
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (wanted) => {
          counted.microphonesAsked = (counted.microphonesAsked ?? 0) + 1;
          return ask(wanted);
        };
      });
      if (prepare) await context.addInitScript(prepare);
      return { context, page: await context.newPage() };
    });
    await Promise.all(browsers.map((browser) => browser.close()));
  },
});

test.describe.configure({ timeout: 150_000 });

const SLOW = { timeout: 30_000 };
/** What is said of one's ear and microphone. */
const audio = (page: Page) => page.locator("[data-audio]");
const NAMES = { listen: /^(Listen|Listening)$/, take_over: /^Take over$/, give_back: /^Give back$/ };
const button = (page: Page, action: keyof typeof NAMES) =>
  page.getByRole("button", { name: NAMES[action] }).filter({ visible: true }).first();
const transcript = (page: Page) => page.getByRole("log", { name: "Transcript" });
const microphonesAsked = (page: Page) =>
  page.evaluate(() => (globalThis as { microphonesAsked?: number }).microphonesAsked);

/** The caller's call, on the live page, in progress. */
async function openCallOf(page: Page, caller: Caller): Promise<void> {
  await page.goto("/live");
  await page.getByRole("link", { name: new RegExp(caller.number.slice(-4)) }).click(SLOW);
  await expect(button(page, "listen")).toBeVisible(SLOW);
}

/** Something is to be heard: the bars of the meter leave the middle. */
const expectSound = (meter: Locator) =>
  expect
    .poll(
      () =>
        meter
          .locator("rect")
          .evaluateAll((bars) => Math.max(...bars.map((bar) => Number(bar.getAttribute("height") ?? 0)))),
      SLOW,
    )
    .toBeGreaterThan(4);

async function takeOver(page: Page): Promise<void> {
  await button(page, "take_over").click();
  await expect(audio(page).getByText("Your microphone is OPEN")).toBeVisible(SLOW);
  await expect(audio(page)).toHaveAttribute("data-audio", "talking");
}

async function giveBack(page: Page): Promise<void> {
  await button(page, "give_back").click();
  await page.getByRole("dialog").getByRole("button", { name: "Give back" }).click();
}

test("a supervisor hears the call, and nobody hears them: their microphone is not even asked for", async ({
  supervising,
  caller,
}) => {
  await caller.call("When are you open on Saturday?", "And on Sunday?", "And what about Monday?");
  const { page } = await supervising();
  await openCallOf(page, caller);
  await button(page, "listen").click();
  await expect(audio(page)).toHaveAttribute("data-audio", "listening", SLOW);
  await expect(audio(page).getByRole("status")).toContainText("You are only listening");
  await expect(audio(page).getByRole("status")).toContainText("Nobody hears you");
  await expectSound(audio(page).locator("[data-part=level]"));
  await page.getByRole("radio", { name: "Agent" }).check({ force: true });
  await expectSound(audio(page).locator("[data-part=level]"));
  await expect(transcript(page)).toContainText(/listens/);
  expect(await microphonesAsked(page)).toBe(0);
  await expectAccessible(page, "listening to a call");
  await button(page, "listen").click();
  await expect(audio(page)).toHaveAttribute("data-audio", "off");
  await expect(transcript(page)).toContainText(/no longer listens/);
});

test("taking over is unmistakable, is heard and written down, and giving back closes the microphone", async ({
  supervising,
  caller,
}) => {
  await caller.call("How much is a cleaning?");
  const { page } = await supervising();
  const againstPolicy: string[] = [];
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) againstPolicy.push(message.text());
  });
  await openCallOf(page, caller);
  await takeOver(page);
  await expect(audio(page).getByRole("status")).toContainText("The caller hears you");
  await expect.poll(() => page.title()).toMatch(/^● Microphone open/);
  await expectSound(audio(page).locator("[data-part=level]"));
  await expect(transcript(page)).toContainText(/took over/);
  await expect(transcript(page)).toContainText(/fifteen percent/i, SLOW);
  await expectAccessible(page, "speaking in a call");
  await audio(page).getByRole("button", { name: "Mute" }).click();
  await expect(audio(page).getByRole("status")).toContainText("Your microphone is muted");
  await audio(page).getByRole("button", { name: "Unmute" }).click();
  await expect(audio(page).getByText("Your microphone is OPEN")).toBeVisible();
  await giveBack(page);
  await expect(audio(page).getByRole("status")).toContainText("You are only listening");
  await expect.poll(() => page.title()).not.toMatch(/Microphone open/);
  await expect(transcript(page)).toContainText(/gave the call back/);
  expect(againstPolicy).toEqual([]);
});

test("where WebRTC does not get through, the call is heard and taken over by a WebSocket", async ({
  supervising,
  caller,
}) => {
  await caller.call("How much is a cleaning?");
  const { page } = await supervising(() => {
    (globalThis as { RTCPeerConnection?: unknown }).RTCPeerConnection = undefined;
  });
  await openCallOf(page, caller);
  await takeOver(page);
  await expect(transcript(page)).toContainText(/fifteen percent/i, SLOW);
});

test("when the network is cut in mid-takeover the AI is back and says so, and the supervisor hears the call again", async ({
  supervising,
  owner,
  caller,
}) => {
  await caller.call("How much is a cleaning?");
  const { page, context } = await supervising();
  await openCallOf(page, caller);
  await takeOver(page);
  // Somebody whose network is there.
  await owner.goto(page.url());
  await context.setOffline(true);
  await expect(audio(page).getByRole("alert")).toContainText("the AI takes the call back");
  await expect(audio(page).getByRole("status")).toContainText("Nobody hears you meanwhile");
  await expect.poll(() => page.title()).not.toMatch(/Microphone open/);
  await expect(transcript(owner)).toContainText(/colleague was cut off/i, SLOW);
  await context.setOffline(false);
  await expect(audio(page).getByRole("alert")).toContainText("the AI has the call again", SLOW);
  await expect(audio(page).getByRole("status")).toContainText("You are only listening");
  await expect(transcript(page)).toContainText(/was cut off/, SLOW);
  await expect(transcript(page)).toContainText(/colleague was cut off/i, SLOW);
});

test("a microphone that is refused is explained, and listening goes on", async ({ supervising, caller }) => {
  await caller.call("How much is a cleaning?");
  const { page } = await supervising(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  });
  await openCallOf(page, caller);
  await button(page, "take_over").click();
  await expect(audio(page).getByRole("status")).toContainText("The microphone is blocked", SLOW);
  await expect(audio(page)).toHaveAttribute("data-audio", "listening");
  await expect(transcript(page)).not.toContainText(/took over/);
});
