import type { Browser, Page } from "@playwright/test";
import { z } from "zod";
import { VIEWER_EMAIL, type Stack } from "./fixtures/stack";
import { expect, signIn, test } from "./fixtures/test";
import { violations } from "./fixtures/axe";

const PASSWORD = "seven brown horses in a boat";
const Listed = z.object({ messages: z.array(z.object({ text: z.string() })) });

const address = (testId: string) => `guest-${testId}-${Date.now()}@members.test`;

/** The newest invitation's link that the sandbox's inbox has for an address, once `count` have come. */
async function mailedLink({ sandboxUrl }: Stack, email: string, count = 1): Promise<string> {
  let link = "";
  await expect(async () => {
    const response = await fetch(`${sandboxUrl}/control/mail?to=${encodeURIComponent(email)}`);
    const { messages } = Listed.parse(await response.json());
    expect(messages.length).toBeGreaterThanOrEqual(count);
    link = /https?:\/\/\S+\/invitation\/[\w-]{43}/.exec(messages[0]?.text ?? "")?.[0] ?? "";
    expect(link).not.toBe("");
  }).toPass({ timeout: 30_000 });
  return new URL(link).pathname;
}

async function invite(page: Page, email: string, role: string): Promise<void> {
  await page.goto("/settings/members");
  const form = page.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("E-mail").fill(email);
  await form.getByLabel("Role").selectOption(role);
  await form.getByRole("button", { name: "Invite" }).click();
  await expect(form.getByRole("status")).toContainText(`The invitation to ${email} is on its way`);
  await expect(page.getByRole("region", { name: "Invitations" }).getByText(email)).toBeVisible();
}

async function guestPage(browser: Browser, stack: Stack): Promise<Page> {
  return (await browser.newContext({ baseURL: stack.webUrl })).newPage();
}

async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: /^Join / }).click();
}

test("invited, joined, given another role, removed: each counts at once, and the audit log tells it", async ({
  owner,
  browser,
  stack,
}, { testId }) => {
  test.setTimeout(120_000);
  const email = address(testId);
  const name = `Guest ${testId.slice(0, 12)}`;
  await invite(owner, email, "viewer");
  const guest = await guestPage(browser, stack);
  await join(guest, await mailedLink(stack, email), name);
  await expect(guest.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();

  expect((await guest.goto("/settings/members"))?.status()).toBe(403);
  expect((await guest.goto("/settings/audit"))?.status()).toBe(403);
  expect((await guest.request.get("/settings/audit/export?format=csv")).status()).toBe(403);

  await owner.goto("/settings/members");
  const row = owner.getByRole("row").filter({ hasText: email });
  await row.getByRole("button", { name: `Change the role of ${name}` }).click();
  const dialog = owner.getByRole("dialog", { name: `Role of ${name}` });
  await dialog.getByRole("radio", { name: /^Admin/ }).check();
  expect(await violations(owner)).toEqual([]);
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(dialog).toBeHidden();
  await expect(row.getByRole("cell", { name: "Admin", exact: true })).toBeVisible();

  expect((await guest.goto("/settings/members"))?.status()).toBe(200);
  const demo = guest.getByRole("row").filter({ hasText: stack.demo.email });
  await expect(demo).toBeVisible();
  await expect(demo.getByRole("button")).toHaveCount(0);

  // A page that stands open, untouched.
  // The frame is waited for from the socket's first moment: it may be there before the page is.
  const isLive = guest.waitForEvent("websocket").then((socket) => socket.waitForEvent("framereceived"));
  await guest.goto("/live");
  await isLive;
  await row.getByRole("button", { name: `Remove ${name}` }).click();
  const removal = owner.getByRole("dialog", { name: `Remove ${name}` });
  await removal.getByRole("button", { name: "Remove" }).click();
  // While it is open nothing behind it counts as there.
  await expect(removal).toBeHidden();
  await expect(row).toHaveCount(0);
  await expect(guest.getByRole("status").filter({ hasText: "your session has ended" })).toBeVisible();
  await guest.goto("/calls");
  await expect(guest).toHaveURL(/\/sign-in/);
  expect((await guest.request.get("/api/v1/calls")).status()).toBe(401);

  await owner.goto("/settings/audit?action=member");
  const entries = owner.getByRole("list", { name: "Entries, newest first" });
  await entries.getByText("Member role changed").first().click();
  await expect(entries.getByRole("table", { name: "What changed" }).first()).toContainText("viewer");
  expect(await violations(owner)).toEqual([]);
  const csv = await owner.request.get("/settings/audit/export?format=csv&action=member.removed");
  expect(csv.headers()["content-disposition"]).toContain(".csv");
  expect(await csv.text()).toContain('"member.removed"');
  await guest.context().close();
});

test("of two browsers on one invitation one joins, and the other is told that it was used", async ({
  owner,
  browser,
  stack,
}, { testId }) => {
  test.setTimeout(120_000);
  const email = address(testId);
  await invite(owner, email, "viewer");
  const link = await mailedLink(stack, email);
  const [first, second] = [await guestPage(browser, stack), await guestPage(browser, stack)];
  await second.goto(link);
  await second.getByLabel("Your name").fill("Second");
  await second.getByLabel("New password").fill(PASSWORD);
  await join(first, link, "First");
  await expect(first.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await second.getByRole("button", { name: /^Join / }).click();
  await expect(second.locator("form").getByRole("alert")).toContainText("This invitation was used already");
  await second.goto(link);
  await expect(second.getByRole("heading", { name: "This invitation was used already" })).toBeVisible();

  await owner.goto("/settings/members");
  const row = owner.getByRole("row").filter({ hasText: email });
  await row.getByRole("button", { name: /^Remove/ }).click();
  await owner.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  await first.context().close();
  await second.context().close();
});

test("taken back, the link says so; wrong links too; somebody else is told whose it is", async ({
  owner,
  browser,
  stack,
}, { testId }) => {
  test.setTimeout(90_000);
  const email = address(testId);
  await invite(owner, email, "agent");
  const link = await mailedLink(stack, email);
  const stranger = await guestPage(browser, stack);
  await signIn(stranger, stack, VIEWER_EMAIL);
  await stranger.goto(link);
  await expect(stranger.getByText(`You are signed in as ${VIEWER_EMAIL}`)).toBeVisible();
  expect(await violations(stranger)).toEqual([]);
  await stranger.getByRole("button", { name: "Sign out and go on" }).click();
  await expect(stranger.getByLabel("New password")).toBeVisible();
  expect(await violations(stranger)).toEqual([]);

  await owner.getByRole("button", { name: `Take back the invitation to ${email}` }).click();
  await expect(owner.getByRole("region", { name: "Invitations" }).getByText(email)).toHaveCount(0);
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: "This invitation was taken back" })).toBeVisible();
  await stranger.goto("/invitation/nothing");
  await expect(stranger.getByRole("heading", { name: "This link is no invitation" })).toBeVisible();
  expect(await violations(stranger)).toEqual([]);
  await stranger.context().close();
});

for (const path of ["organization", "members", "audit", "audit?actor=zzzz", "audit?since=x", "privacy", "security"]) {
  test(`settings/${path}: no rule of accessibility is broken in either theme, and nothing is cut off on a telephone`, async ({
    owner,
  }) => {
    await owner.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await owner.goto(`/settings/${path}`);
    expect(await violations(owner), "light").toEqual([]);
    await owner.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await owner.setViewportSize({ width: 390, height: 900 });
    expect(await violations(owner), "dark, narrow").toEqual([]);
    const overflow = await owner.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
