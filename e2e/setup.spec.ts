import type { Browser, BrowserContext, Page } from "@playwright/test";
import { makePdf } from "@/scripts/test/make-pdf";
import { Caller } from "./fixtures/caller";
import { mailedLink } from "./fixtures/mailbox";
import { launchWithMicrophone, recordWav } from "./fixtures/microphone";
import { VIEWER_EMAIL, type Stack } from "./fixtures/stack";
import { expect, signIn, test as base, whenAlive } from "./fixtures/test";
import { violations } from "./fixtures/axe";

/** Long enough for the greeting and the notices before it. */
const GREETING_MS = 12_000;
const QUESTION = "What are your opening hours?";
const PASSWORD = "a cup of cold tea";

type Newcomer = { page: Page; context: BrowserContext };
type Fixtures = {
  /** Somebody who has just signed up, at the first step, in a browser whose microphone asks for the opening hours again and again. */
  newcomer: Newcomer;
};

const test = base.extend<Fixtures>({
  newcomer: async ({ stack }, use, { testId }) => {
    // Asked more than once, as a caller does who was not heard: a busy machine may lose words of a microphone.
    const again = [{ say: QUESTION }, { pauseMs: 10_000 }];
    const file = await recordWav(stack, [{ pauseMs: GREETING_MS }, ...again, ...again, ...again]);
    const browser: Browser = await launchWithMicrophone(file);
    const context = await browser.newContext({
      baseURL: stack.webUrl,
      permissions: ["microphone"],
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await signUpAndIn(page, stack, `owner-${testId}-${Date.now()}@example.test`);
    await use({ page, context });
    await browser.close();
  },
});

test.describe.configure({ timeout: 180_000 });

async function signUpAndIn(page: Page, stack: Stack, email: string): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Nora Winter");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByLabel("Organization").fill("Lakeside Dental");
  await page.getByLabel("Time zone").selectOption("America/Los_Angeles");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
  await page.goto(await mailedLink(stack, email, "Confirm your e-mail address"));
  await page.getByRole("button", { name: "Confirm address" }).click();
  await page.getByRole("link", { name: "Go to Aybiza" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(heading(page, "Whose accounts carry the calls?")).toBeVisible();
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });
const step = (page: Page, name: string) => page.getByRole("navigation", { name: "Steps" }).getByRole("link", { name });
const goOn = (page: Page, name: string | RegExp = /continue/i) => page.getByRole("button", { name }).click();

/** A site of this test's own, at the sandbox. Returns its first address. */
async function ownSite({ sandboxUrl }: Stack, testId: string): Promise<string> {
  const root = `/sites/${testId}/`;
  const pages = {
    "": `<title>Lakeside Dental</title><main><h1>Lakeside Dental</h1><p><a href="${root}parking">Parking</a></p></main>`,
    parking:
      "<title>Parking</title><main><h1>Parking</h1><p>You can park your car free of charge behind the mill, entered from Water Lane.</p></main>",
  };
  for (const [path, html] of Object.entries(pages)) {
    const body = JSON.stringify({ path: root + path, html });
    await fetch(`${sandboxUrl}/sandbox/websites`, { method: "PUT", body });
  }
  return sandboxUrl + root;
}

const PRICES = makePdf([
  [
    { x: 60, y: 60, text: "Prices", size: 20, bold: true },
    ...[
      ["Treatment", "Price"],
      ["Porcelain crown", "$980"],
      ["Root canal", "$1,150"],
      ["Night guard", "$310"],
    ].flatMap(([name = "", price = ""], row) => [
      { x: 60, y: 110 + row * 22, text: name, bold: row === 0 },
      { x: 320, y: 110 + row * 22, text: price, bold: row === 0 },
    ]),
  ],
]);

/** A price list as a PDF and a website, both read before the next step. */
async function giveKnowledge(page: Page, address: string): Promise<void> {
  await (
    await whenAlive(page.getByLabel("Files to add"))
  ).setInputFiles({ name: "Prices.pdf", mimeType: "application/pdf", buffer: PRICES });
  await page.getByRole("textbox", { name: "Its first address" }).fill(address);
  await page.getByRole("button", { name: "Read the site" }).click();
  const sources = page.getByRole("list", { name: "Sources" }).getByRole("listitem");
  for (const name of ["Prices.pdf", new URL(address).pathname])
    await expect(sources.filter({ hasText: name })).toContainText("In use", { timeout: 60_000 });
}

async function describeBusiness(page: Page): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill("Lakeside Dental");
  await page.getByLabel("What it does").fill("Dental practice");
}

test("from signing up through all seven steps to a spoken call and its page, and callers hear what it was given to know", async ({
  newcomer: { page },
  stack,
}, { testId }) => {
  // Each vendor is asked by itself.
  await expect(page.getByText("Working", { exact: true })).toHaveCount(3);
  await goOn(page);

  await describeBusiness(page);
  await page.getByRole("button", { name: "Try it with an example site" }).click();
  const draft = page.getByRole("region", { name: "The draft" });
  await expect(draft.getByText("Sat 9:00 am – 1:00 pm")).toBeVisible({ timeout: 30_000 });
  await draft
    .getByRole("button", { name: /^Leave out: .*Invisalign/ })
    .first()
    .click();
  await draft.getByRole("button", { name: "Accept the rest" }).click();
  await expect(page.getByText("Mon–Thu 8 am–5:30 pm").first()).toBeVisible();
  await goOn(page);

  await expect(heading(page, "What should the agent know?")).toBeVisible();
  await giveKnowledge(page, await ownSite(stack, testId));
  await goOn(page);
  await expect(heading(page, "Who takes over when it matters?")).toBeVisible();
  await goOn(page, "Nobody yet");
  await expect(heading(page, "What makes a good call?")).toBeVisible();
  await goOn(page);
  await expect(heading(page, "When does it get a person?")).toBeVisible();
  await goOn(page);

  await expect(heading(page, "Look at it once more, then go live")).toBeVisible();
  await expect(page.getByText(/Dental practice.*speaks English/)).toBeVisible();
  // Without a number nobody could reach it: it says so, and one is bought here.
  await expect(page.getByText(/There is no phone number, so nobody could reach it/)).toBeVisible();
  await page.getByRole("button", { name: "Buy a number" }).click();
  const buying = page.getByRole("dialog");
  await buying.getByRole("button", { name: "Search numbers" }).click();
  await buying
    .getByRole("button", { name: /a month/ })
    .first()
    .click();
  await goOn(page, "Buy this number");
  const answers = page.getByText(/Front desk answers \+1/);
  const number = /\+1[\d ]+/.exec(await answers.innerText())![0].replaceAll(" ", "");
  await goOn(page, "Publish Front desk");
  await expect(heading(page, "It answers. Talk to it.")).toBeVisible();

  const call = page.getByRole("region", { name: "Test call" });
  await call.getByRole("button", { name: "Start test call" }).click();
  await expect(call).toHaveAttribute("data-phase", "live", { timeout: 20_000 });
  await expect(call.locator("[data-voice=you]").filter({ hasText: QUESTION }).first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(
    call
      .locator("[data-voice=agent]")
      .filter({ hasText: /open|closed/i })
      .last(),
  ).toBeVisible({
    timeout: 20_000,
  });
  await call.getByRole("button", { name: "End", exact: true }).click();
  await page.getByRole("link", { name: "Look at your call" }).click();
  await expect(page).toHaveURL(/\/calls\/[\da-f-]+$/);
  await expect(page.getByText(QUESTION).first()).toBeVisible({ timeout: 15_000 });

  const caller = new Caller(stack, testId);
  await caller.ask(number, [
    "How much is a porcelain crown?",
    "And what does a night guard cost?",
    "Where can I park my car?",
    "Do you sell electric toothbrushes?",
    "Yes, please.",
    "My name is Ann Lee.",
    "415 555 0134",
    "Yes, that is right.",
  ]);
  await page.goto("/live");
  await page.getByRole("link", { name: new RegExp(caller.number.slice(-4)) }).click({ timeout: 20_000 });
  const log = page.getByRole("log", { name: "Transcript" });
  const says = (words: string | RegExp) => expect(log).toContainText(words, { timeout: 30_000 });
  await says(/crown[^.]*980/i);
  await expect(log.getByLabel("Answered from: Prices").first()).toBeVisible();
  await says(/guard[^.]*310/i);
  await says(/behind the mill/);
  await expect(log.getByLabel("Answered from: Parking")).toBeVisible();
  await says(/Not answered: .*toothbrushes/);
  await says("Message taken from Ann Lee");
  await caller.hangUpAll();
});

test("what is half typed is there again after leaving, and a step can be looked at again", async ({
  newcomer: { page, context },
}) => {
  await goOn(page);
  await describeBusiness(page);
  await page.getByLabel("Phone people know").fill("not a number");
  await page.getByLabel("E-mail").focus();
  // As one types: beside the field, and nothing is lost by it.
  await expect(page.getByLabel("Phone people know")).toHaveAccessibleDescription(/number/);
  await page.getByRole("link", { name: "Save and finish later" }).click();

  await expect(page.getByRole("region", { name: "Setting up" })).toContainText("1 of 7");
  await page.getByRole("link", { name: "Go on" }).click();
  await expect(heading(page, "Which business is it?")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Lakeside Dental");
  await expect(page.getByLabel("Phone people know")).toHaveValue("not a number");
  await goOn(page);
  // Refused with its reason, and still here.
  await expect(page.getByLabel("Phone people know")).toHaveAccessibleDescription(/number/);
  await page.getByLabel("Phone people know").fill("+1 415 555 0100");

  // Another tab, as after a reload: what was typed last is there.
  await expect(page.getByText("Saved. You can leave and come back.")).toBeVisible();
  const other = await context.newPage();
  await other.goto("/setup/business");
  await expect(other.getByLabel("Phone people know")).toHaveValue("+1 415 555 0100");
  await other.close();

  await goOn(page);
  await expect(heading(page, "What should the agent know?")).toBeVisible();
  await step(page, "Connections").click();
  await expect(heading(page, "Whose accounts carry the calls?")).toBeVisible();
  await goOn(page);
  // Back to where one was, not through everything again.
  await expect(heading(page, "What should the agent know?")).toBeVisible();
  await step(page, "Review and go live").click();
  await expect(page.getByText("Nobody has looked at quality yet")).toBeVisible();
});

test("wrong credentials: told as one types, refused by the vendor in words, and one can go on without them", async ({
  newcomer: { page },
}) => {
  const deepgram = page.getByRole("region", { name: "Deepgram" });
  await expect(deepgram.getByText("Working", { exact: true })).toBeVisible();
  await deepgram.getByRole("button", { name: "Use your own account" }).click();
  await deepgram.getByLabel("API key").fill("too short");
  await expect(deepgram.getByLabel("API key")).toHaveAccessibleDescription(/40 letters and digits/);
  await deepgram.getByRole("button", { name: "Check and save" }).click();
  // Nothing was asked of anybody, and what was typed is still there.
  await expect(deepgram.getByLabel("API key")).toHaveValue("too short");
  await deepgram.getByLabel("API key").fill("0a".repeat(20));
  await deepgram.getByRole("button", { name: "Check and save" }).click();
  await expect(deepgram.getByText("Deepgram refused the API key").first()).toBeVisible();
  await expect(deepgram.getByLabel("API key")).toHaveValue("0a".repeat(20));
  await deepgram.getByRole("button", { name: "Cancel" }).click();
  await goOn(page);
  await expect(heading(page, "Which business is it?")).toBeVisible();
});

test("who may not set up is told so", async ({ page, stack }) => {
  await signIn(page, stack, VIEWER_EMAIL);
  await expect(page.getByRole("region", { name: "Setting up" })).toHaveCount(0);
  await page.goto("/setup");
  await expect(heading(page, "Your role does not include setting up")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`everyone can use every step, ${colorScheme}`, async ({ owner: page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const path of ["connections", "business", "knowledge", "people", "quality", "escalation", "review"]) {
      await page.goto(`/setup/${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await violations(page), path).toEqual([]);
    }
  });
}
