import type { Browser, Page } from "@playwright/test";
import { type Colleague, type OwnDesk, plantColleague, plantDesk } from "./fixtures/own-desk";
import type { Stack } from "./fixtures/stack";
import { act, heardAt, Telephone } from "./fixtures/telephone";
import { expect, signIn, test } from "./fixtures/test";

/** A caller who asks for a person, whole: from their words through the agent, the screens and telephones of people, to who speaks with them. */

test.describe.configure({ timeout: 240_000 });

const SLOW = { timeout: 60_000 };
/** Says little, and waits for as long as a slow machine takes. */
const AGENT = {
  greeting: "Harbor Bikes, how can I help you?",
  disclosure: { enabled: false, text: "" },
  recordingNotice: { enabled: false, text: "" },
  silencePromptAfterMs: 60_000,
  silencePrompts: 5,
};
const someNumber = () => `+1202555${String(Math.floor(Math.random() * 10_000)).padStart(4, "0")}`;

async function pageOf(browser: Browser, stack: Stack, email: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await signIn(page, stack, email);
  return page;
}

const onBoard = (page: Page, column: string) => page.getByRole("list", { name: column }).getByRole("listitem");
const hears = (stack: Stack, callSid: string) => expect.poll(() => heardAt(stack, callSid), SLOW);

test("who is asked sees the card, is briefed on their telephone, presses 1, and talks with the caller; the board tells all of it", async ({
  browser,
  stack,
  caller,
}) => {
  const desk: OwnDesk = await plantDesk(stack, { config: AGENT, ringSeconds: 60 });
  const anna: Colleague = await plantColleague(stack, desk, {
    name: "Anna Weber",
    phone: someNumber(),
    isRungByPhone: true,
  });
  const telephone = await Telephone.at(stack, anna.phone);
  const [supervisor, screen] = await Promise.all([
    pageOf(browser, stack, desk.ownerEmail),
    pageOf(browser, stack, anna.email),
  ]);
  await supervisor.goto("/escalations");

  const callSid = await caller.ask(desk.line, [
    "The wheel of my new bike broke yesterday.",
    "I want to talk to a human, please.",
  ]);
  const card = screen.getByRole("alertdialog").filter({ hasText: caller.number.slice(-4) });
  await expect(card).toContainText(/asked for a person/i, SLOW);
  await expect(card).toContainText(/wheel of my new bike/i, SLOW);
  await expect(onBoard(supervisor, "Waiting")).toContainText("Ringing Anna Weber", SLOW);

  const legSid = await telephone.rings(60_000);
  await act(stack, legSid, { type: "answer" });
  await hears(stack, legSid).toMatch(/a call for you from .*asked for a person.*Press 1/i);
  await act(stack, legSid, { type: "dtmf", digits: "1" });
  await expect(card).toBeHidden(SLOW);
  await hears(stack, callSid).toContain("Anna Weber");
  await expect(onBoard(supervisor, "In progress")).toContainText("Anna Weber, on their phone", SLOW);

  await act(stack, legSid, { type: "say", text: "Good morning, this is Anna, I have your bike in the workshop." });
  await hears(stack, callSid).toContain("I have your bike in the workshop");
  await act(stack, callSid, { type: "say", text: "That is quick, when may I come and get it?" });
  await hears(stack, legSid).toContain("when may I come and get it");

  await caller.hangUpAll();
  await expect(onBoard(supervisor, "In progress")).toContainText("Anna Weber, after the call", SLOW);
  await screen.goto("/escalations");
  await onBoard(screen, "In progress").getByRole("link").click();
  await expect(screen.getByRole("region", { name: "Who was asked" })).toContainText("Accepted");
  await screen.getByRole("button", { name: "Complete" }).click();
  await screen.getByLabel("How it was settled").fill("Bike fetched today.");
  await screen.getByRole("dialog").getByRole("button", { name: "Complete" }).click();
  await expect(onBoard(supervisor, "Settled")).toContainText("Anna Weber", SLOW);
  await Promise.all([supervisor, screen].map((page) => page.context().close()));
});

test("a person who hangs up first leaves the caller with the agent, who is there again and goes on", async ({
  browser,
  stack,
  caller,
}) => {
  const facts = ["A spare key costs nine euros."];
  const desk = await plantDesk(stack, { config: { ...AGENT, instructions: { facts } }, ringSeconds: 60 });
  const phone = someNumber();
  await plantColleague(stack, desk, { name: "Dora Lind", phone, isRungByPhone: true }, null);
  const telephone = await Telephone.at(stack, phone);
  const supervisor = await pageOf(browser, stack, desk.ownerEmail);

  const callSid = await caller.ask(desk.line, ["I want to talk to a human, please."]);
  const legSid = await telephone.rings(60_000);
  await act(stack, legSid, { type: "answer" });
  await hears(stack, legSid).toMatch(/Press 1/);
  await act(stack, legSid, { type: "dtmf", digits: "1" });
  await supervisor.goto("/escalations");
  await expect(onBoard(supervisor, "In progress")).toContainText("Dora Lind, on their phone", SLOW);
  await act(stack, legSid, { type: "say", text: "Your lock is ready, goodbye." });
  await hears(stack, callSid).toContain("Your lock is ready");
  await act(stack, legSid, { type: "hangup" });

  await hears(stack, callSid).toContain("I'm back with you");
  await expect(onBoard(supervisor, "Settled")).toContainText("Dora Lind", SLOW);
  await act(stack, callSid, { type: "say", text: "How much is a spare key?" });
  await hears(stack, callSid).toMatch(/nine euros/i);
  await supervisor.goto("/live");
  await supervisor.getByRole("link", { name: new RegExp(caller.number.slice(-4)) }).click(SLOW);
  const transcript = supervisor.getByRole("log", { name: "Transcript" });
  await expect(transcript).toContainText("the caller is back with the agent", SLOW);
  await expect(transcript).toContainText("I want to talk to a human");
  await caller.hangUpAll();
  await expect(supervisor.getByText("Call ended.")).toBeVisible(SLOW);
  await supervisor.context().close();
});

test("nobody takes the call: the agent comes back and says so, takes the number, and board and bell hold the promise", async ({
  browser,
  stack,
  caller,
}) => {
  const desk = await plantDesk(stack, { config: AGENT, ringSeconds: 45 });
  const ben = await plantColleague(stack, desk, {
    name: "Ben Ortiz",
    phone: someNumber(),
    isRungByPhone: false,
    last_offered_at: new Date(1),
  });
  // A telephone alone, at which nobody picks up: the carrier says so before it has rung for its time.
  const phone = someNumber();
  await plantColleague(
    stack,
    desk,
    { name: "Carla Ruiz", phone, isRungByPhone: true, last_offered_at: new Date(2) },
    null,
  );
  await Telephone.at(stack, phone, { answer: "no_answer", ringMs: 2_000 });
  const [supervisor, screen] = await Promise.all([
    pageOf(browser, stack, desk.ownerEmail),
    pageOf(browser, stack, ben.email),
  ]);
  await supervisor.goto("/escalations");

  const callSid = await caller.askWithheld(desk.line, ["I want to talk to a human, please."]);
  const card = screen.getByRole("alertdialog");
  await expect(card).toContainText(/asked for a person/i, SLOW);
  await card.getByRole("button", { name: /Decline/ }).click();
  await expect(card).toBeHidden();
  await expect(onBoard(supervisor, "Waiting")).toContainText("Ringing Carla Ruiz", SLOW);

  await hears(stack, callSid).toMatch(/nobody is free at the moment.*your name/i);
  await expect(onBoard(supervisor, "Call back promised")).toContainText("Unknown caller", SLOW);
  const who = "My name is Tom Becker, and my number is 4 1 5 5 5 5 0 1 8 8.";
  await act(stack, callSid, { type: "say", text: who });
  await hears(stack, callSid).toMatch(/Thank you, Tom.*message/i);
  await act(stack, callSid, { type: "say", text: "The wheel of my bike broke." });
  await hears(stack, callSid).toMatch(/pass(ed)? (it|that|this|your message) on|took|taken|have that/i);
  await caller.hangUpAll();
  await expect(onBoard(supervisor, "Call back promised")).toContainText("4155550188", SLOW);

  await supervisor.getByRole("button", { name: /^Notifications, \d+ unread/ }).click();
  const news = supervisor.getByRole("dialog", { name: "Notifications" });
  await news.getByRole("link", { name: /was promised a call back/ }).click();
  await expect(supervisor).toHaveURL(/\/calls\//);
  await supervisor.goto("/escalations");
  await onBoard(supervisor, "Call back promised").getByRole("link").click();
  const asked = supervisor.getByRole("region", { name: "Who was asked" });
  await expect(asked.getByRole("listitem").filter({ hasText: "Ben Ortiz" })).toContainText("Declined");
  await expect(asked.getByRole("listitem").filter({ hasText: "Carla Ruiz" })).toContainText(
    /Did not answer|Could not be reached/,
  );
  await expect(supervisor.getByText("The caller waits to be called back at")).toContainText("4155550188");
  await Promise.all([supervisor, screen].map((page) => page.context().close()));
});
