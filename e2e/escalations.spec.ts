import {
  plantEscalation,
  plantOffer,
  plantPerson,
  plantQuestion,
  removeEscalation,
  removePerson,
} from "./fixtures/desk";
import { launchWithMicrophone, recordWav } from "./fixtures/microphone";
import { plantColleague, plantDesk } from "./fixtures/own-desk";
import { expectAccessible } from "./fixtures/axe";
import { inviteGuest } from "./fixtures/guest";
import { VIEWER_EMAIL } from "./fixtures/stack";
import { expect, signIn, test } from "./fixtures/test";

const PROMISE = "I can give you fifteen percent off.";
const SLOW = { timeout: 45_000 };

test("from the board to its packet, completed with how, and opened again", async ({ owner, stack }) => {
  const planted = await plantEscalation(stack, "callback", { callback_number: "+14155550134" });
  await owner.goto("/escalations");
  const column = (name: string) => owner.getByRole("list", { name });
  await expectAccessible(owner, "board");
  await column("Call back promised")
    .getByRole("listitem")
    .filter({ hasText: planted.reason })
    .getByRole("link")
    .click();

  await expect(owner.getByText("15 % off the next visit")).toBeVisible();
  await expect(owner.getByText("The caller waits to be called back at")).toContainText("+1 415 555 0134");
  await expectAccessible(owner, "escalation");
  await owner.getByText("JSON", { exact: true }).click();
  await expect(owner.getByLabel("context packet", { exact: true })).toContainText('"promises"');

  await owner.getByRole("button", { name: "Complete" }).click();
  await owner.getByLabel("How it was settled").fill("Called back, refunded.");
  await owner.getByRole("dialog").getByRole("button", { name: "Complete" }).click();
  await expect(owner.getByRole("region", { name: "How it was settled" })).toContainText("Called back, refunded.");
  await expect(owner.getByText("Until settled")).toBeVisible();
  await expect(owner.getByRole("heading", { level: 2, name: "Maria Lopez" })).toBeVisible();
  await owner.goto("/escalations");
  await expect(column("Settled").getByRole("listitem").filter({ hasText: planted.reason })).toHaveCount(1);
  await expect(owner.getByRole("region", { name: "Time until settled, last 30 days" })).toContainText(
    /Completed\s*\d+\s*median [\d:]+ · mean [\d:]+/,
  );

  await owner.goto(`/escalations/${planted.escalationId}`);
  await owner.getByRole("button", { name: "Reopen" }).click();
  await expect(owner.getByText("The caller waits to be called back at")).toBeVisible();
  await removeEscalation(stack, planted);
});

test("what happens before a slow page hears of news is on the board once it does", async ({ owner, stack }) => {
  await owner.route("**/api/live-token", (route) => route.abort());
  await owner.goto("/escalations");
  await expect(owner.getByRole("heading", { level: 1, name: "Escalations" })).toBeVisible();
  const planted = await plantEscalation(stack, "callback");
  await owner.unroute("**/api/live-token");
  await expect(
    owner.getByRole("list", { name: "Call back promised" }).getByRole("listitem").filter({ hasText: planted.reason }),
  ).toBeVisible(SLOW);
  await removeEscalation(stack, planted);
});

test("filters stand in the address, and a viewer looks without settling", async ({ page, stack }) => {
  const planted = await plantEscalation(stack, "callback", { priority: "low", cause: "long" });
  await signIn(page, stack, VIEWER_EMAIL);
  await page.goto("/escalations?cause=long");
  const card = page.getByRole("listitem").filter({ hasText: planted.reason });
  await expect(card).toHaveCount(1);
  await page.getByRole("combobox", { name: "Cause" }).selectOption("Upset");
  await expect(page).toHaveURL(/cause=sentiment/);
  await expect(card).toHaveCount(0);
  await page.goto(`/escalations/${planted.escalationId}`);
  await expect(page.getByRole("heading", { name: "What it is about" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Complete" })).toHaveCount(0);
  await removeEscalation(stack, planted);
});

test("a call that rings is on every screen of who is asked, with what they need, and declined in one it is gone from all", async ({
  owner,
  browser,
  stack,
}, { testId }) => {
  test.setTimeout(120_000);
  const email = `asked-${testId}-${Date.now()}@members.test`;
  const first = await inviteGuest({ owner, browser, stack }, { email, name: "Rita Ring", role: "agent" });
  const personId = await plantPerson(stack, email, "Rita Ring");
  const planted = await plantEscalation(stack, "waiting");
  await plantOffer(stack, planted, personId);
  const second = await first.context().newPage();
  const CARD = { name: "Call for you: Maria Lopez" };
  const here = first.getByRole("alertdialog", CARD);
  const there = second.getByRole("alertdialog", CARD);
  // It was missed by both, and read from the server when they were opened.
  await Promise.all([first.goto("/calls"), second.goto("/escalations")]);
  for (const card of [here, there]) {
    await expect(card).toContainText(planted.reason);
    await expect(card).toContainText("15 % off the next visit");
  }
  // The heading has the focus: Enter takes no call, the keys named do.
  await first.bringToFront();
  await expect(here.getByRole("heading", CARD)).toBeFocused();
  await first.keyboard.press("Enter");
  await first.keyboard.press("Escape");
  await expect(here).toBeVisible();
  // A tab that nobody sees paints nothing.
  await second.bringToFront();
  await expectAccessible(second, "incoming card");
  await first.bringToFront();
  await expect(async () => {
    await first.keyboard.press("d");
    await expect(here).toBeHidden({ timeout: 1_500 });
  }).toPass();
  await expect(there).toBeHidden();
  await owner.goto(`/escalations/${planted.escalationId}`);
  await expect(owner.getByRole("region", { name: "Who was asked" })).toContainText("Declined");

  await first.context().close();
  await removeEscalation(stack, planted);
  await removePerson(stack, personId);
});

test("an agent's question is on the screen; what became of the answer is said in words", async ({ owner, stack }) => {
  const question = await plantQuestion(stack, ["Yes, waive it", "No"]);
  await owner.goto("/escalations/questions");
  const card = owner.getByRole("list", { name: "Open questions" }).getByRole("article", { name: question });
  await expect(card).toBeVisible();
  await expectAccessible(owner, "questions");
  await card.getByRole("button", { name: "Yes, waive it" }).click();
  // The call it was asked in has ended, so nobody hears it.
  await expect(owner.getByRole("status").filter({ hasText: "The call is over" })).toBeVisible();
  await owner.reload();
  await expect(owner.getByText(question)).toHaveCount(0);
});

test("who asks for a person is talked to by the one who accepts on their screen, and it stands on the board", async ({
  browser,
  stack,
  caller,
}) => {
  test.setTimeout(240_000);
  // Rings for as long as a slow machine takes.
  const desk = await plantDesk(stack, { ringSeconds: 60 });
  const phone = `+1202555${String(Math.floor(Math.random() * 10_000)).padStart(4, "0")}`;
  const aisha = await plantColleague(stack, desk, { name: "Aisha Khan", phone, isRungByPhone: false });
  const owner = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(owner, stack, desk.ownerEmail);
  const file = await recordWav(stack, [{ pauseMs: 1_000 }, { say: PROMISE }, { pauseMs: 4_000 }]);
  const speaking = await launchWithMicrophone(file);
  const context = await speaking.newContext({ baseURL: stack.webUrl, permissions: ["microphone"] });
  const page = await context.newPage();
  await signIn(page, stack, aisha.email);
  await owner.goto("/escalations");

  await caller.ask(desk.line, ["I want to talk to a human, please."]);
  const number = caller.number.slice(-4);
  const card = page.getByRole("alertdialog").filter({ hasText: number });
  await expect(card).toContainText(/asked for a person/i, SLOW);
  const waiting = owner.getByRole("list", { name: "Waiting" }).getByRole("listitem").filter({ hasText: number });
  await expect(waiting).toContainText("Ringing Aisha Khan", SLOW);
  await card.getByRole("button", { name: /Accept/ }).click();

  await expect(page).toHaveURL(/\/live\//, SLOW);
  await expect(page.getByText("Your microphone is OPEN")).toBeVisible(SLOW);
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText(/fifteen percent/i, SLOW);
  await expect(
    owner.getByRole("list", { name: "In progress" }).getByRole("listitem").filter({ hasText: number }),
  ).toContainText("Aisha Khan", SLOW);
  await owner.goto("/people");
  const row = owner.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: "Aisha Khan" });
  await expect(row).toContainText("In a call");

  await caller.hangUpAll();
  await expect(row).not.toContainText("In a call", SLOW);
  await owner.goto("/escalations");
  // Who took it says how it ended; until then it is in progress.
  const taken = owner.getByRole("list", { name: "In progress" }).getByRole("listitem").filter({ hasText: number });
  await taken.getByRole("link").click();
  await expect(owner.getByRole("region", { name: "Who was asked" })).toContainText("Accepted");
  await speaking.close();
  await owner.context().close();
});
