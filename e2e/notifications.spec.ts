import { type Browser, chromium, type Page } from "@playwright/test";
import pg from "pg";
import { violations } from "./fixtures/axe";
import { givePassword, isIn, type Newcomer, signUp } from "./fixtures/newcomer";
import type { Stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";

/** A person alone in an organization of their own, on Home. */
async function newcomer(page: Page, name: string): Promise<Newcomer> {
  const someone = await signUp(page, name);
  await givePassword(page, someone);
  await isIn(page);
  return someone;
}

/** Somebody else of the same organization, an admin with the same password, signed in in a browser of their own. */
async function colleagueOf({ email, password }: Newcomer, browser: Browser, stack: Stack): Promise<Page> {
  const theirs = `colleague-of-${email}`;
  await inDatabase(stack, (sql) =>
    sql.query(
      `with first as (select u.*, m.organization_id from users u join memberships m on m.user_id = u.id where u.email = $1),
         made as (
           insert into users (id, public_id, email, name, password_hash, email_verified_at)
           select gen_random_uuid(), 'USR-' || (select string_agg(substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 1 + floor(random() * 32)::int, 1), '')
             from generate_series(1, 10)), $2, 'Ben Lark', password_hash, now() from first returning id)
       insert into memberships (organization_id, user_id, role) select first.organization_id, made.id, 'admin' from first, made`,
      [email, theirs],
    ),
  );
  const page = await (await browser.newContext({ baseURL: stack.webUrl })).newPage();
  await givePassword(page, { email: theirs, password });
  await isIn(page);
  return page;
}

async function inDatabase(stack: Stack, work: (sql: pg.Client) => Promise<unknown>): Promise<void> {
  const sql = new pg.Client({ connectionString: stack.databaseUrl });
  await sql.connect();
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

/** The organization has used so many calls of a hundred: the jobs process tells its owners within seconds. */
async function useCalls(stack: Stack, email: string, calls: number): Promise<void> {
  await inDatabase(stack, (sql) =>
    sql.query(
      `with own as (select m.organization_id as id from memberships m join users u on u.id = m.user_id where u.email = $1),
         stands as (
           update subscriptions set plan = 'starter', status = 'active', period_start = now() - interval '1 day',
             period_end = now() + interval '29 days', trial_ends_at = null
           where organization_id = (select id from own))
       insert into usage_entries (organization_id, call_id, kind, quantity, at)
       select own.id, gen_random_uuid(), 'call', 1, now() - interval '1 hour' from own, generate_series(1, $2::int)`,
      [email, calls],
    ),
  );
}

const bell = (page: Page) => page.getByRole("button", { name: /^Notifications/ });
const list = (page: Page) => page.getByRole("list", { name: "Notifications, newest first" });
const EIGHTY = "80 % of your plan's calls are used";
const ALL = "All calls of your plan are used";

test("news rings the bells of all it is for, on every page; each reads it for themselves", async ({
  page,
  browser,
  stack,
}) => {
  const someone = await newcomer(page, "bell");
  const { email } = someone;
  const colleague = await colleagueOf(someone, browser, stack);
  await expect(bell(page)).toHaveAccessibleName("Notifications");
  await page.goto("/calls");
  await useCalls(stack, email, 85);
  // Without a reload: by the worker's live connection.
  await expect(bell(page)).toHaveAccessibleName("Notifications, 1 unread", { timeout: 40_000 });
  await expect(page.getByText(`New notification: ${EIGHTY}`)).toBeAttached();
  await expect(bell(colleague)).toHaveAccessibleName("Notifications, 1 unread");

  await bell(page).press("Enter");
  const popover = page.getByRole("dialog", { name: "Notifications" });
  await expect(popover.getByRole("link", { name: new RegExp(EIGHTY) })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(popover).toBeHidden();
  await expect(bell(page)).toBeFocused();

  // What it is about opens, and it is read.
  await bell(page).press("Enter");
  await popover.getByRole("link", { name: new RegExp(EIGHTY) }).click();
  await expect(page).toHaveURL(/\/billing$/);
  await expect(bell(page)).toHaveAccessibleName("Notifications");
  await colleague.reload();
  await expect(bell(colleague)).toHaveAccessibleName("Notifications, 1 unread");
  await colleague.context().close();

  await useCalls(stack, email, 20);
  await expect(bell(page)).toHaveAccessibleName("Notifications, 1 unread", { timeout: 40_000 });
  await bell(page).click();
  await popover.getByRole("button", { name: "Mark all read" }).click();
  await expect(bell(page)).toHaveAccessibleName("Notifications");
  await popover.getByRole("link", { name: "All notifications" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Notifications" })).toBeVisible();
  await expect(list(page).getByRole("listitem")).toHaveCount(2);
});

test("the list is filtered, marked, deleted and brought back; who else is signed in sees none of it", async ({
  page,
  owner,
  stack,
}) => {
  const { email } = await newcomer(page, "list");
  await page.goto("/notifications");
  await expect(page.getByRole("heading", { name: "Nothing yet" })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await useCalls(stack, email, 85);
  await page.getByRole("button", { name: "Show 1 new notification" }).click({ timeout: 40_000 });
  await expect(list(page)).toContainText(EIGHTY);
  await useCalls(stack, email, 20);
  await page.getByRole("button", { name: "Show 1 new notification" }).click({ timeout: 40_000 });
  await expect(list(page).getByRole("listitem").first()).toContainText(ALL);

  await page.getByRole("button", { name: `Mark read: ${EIGHTY}` }).click();
  await expect(bell(page)).toHaveAccessibleName("Notifications, 1 unread");
  await page.getByLabel("Read or unread").selectOption("unread");
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await page.getByLabel("Type").selectOption("Escalations");
  await expect(page.getByRole("heading", { name: "No notification fits these filters" })).toBeVisible();
  await page.getByRole("link", { name: "Show all notifications" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(2);
  await page.getByRole("button", { name: `Mark unread: ${EIGHTY}` }).click();
  await expect(bell(page)).toHaveAccessibleName("Notifications, 2 unread");

  await page.getByRole("button", { name: `Delete: ${ALL}` }).click();
  await expect(list(page)).toContainText(`Deleted: ${ALL}`);
  await expect(bell(page)).toHaveAccessibleName("Notifications, 1 unread");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: `Delete: ${ALL}` })).toBeVisible();
  await expect(bell(page)).toHaveAccessibleName("Notifications, 2 unread");
  await page.getByRole("button", { name: `Delete: ${ALL}` }).click();
  await expect(bell(page)).toHaveAccessibleName("Notifications, 1 unread");
  await page.reload();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  expect(await violations(page)).toEqual([]);

  await owner.goto("/notifications");
  await expect(owner.getByRole("heading", { level: 1, name: "Notifications" })).toBeVisible();
  await expect(owner.getByText(EIGHTY)).toHaveCount(0);
});

test("how one is told is chosen by switches, a digest and quiet hours, and stays chosen", async ({ page }) => {
  await newcomer(page, "wishes");
  await page.goto("/settings/notifications");
  await page.getByRole("switch", { name: "Escalations: E-mail" }).click();
  await page.getByText("Once a day").click();
  await page.getByLabel("At", { exact: true }).fill("09:30");
  await page.getByRole("switch", { name: "Be quiet at certain hours" }).click();
  await page.getByLabel("From", { exact: true }).fill("21:00");
  await page.getByLabel("Until", { exact: true }).fill("21:00");
  const bar = page.getByRole("form", { name: "How you are told" });
  await expect(bar).toContainText("It must end at another time than it begins");
  await page.getByLabel("Until", { exact: true }).fill("06:30");
  await page.getByRole("checkbox", { name: "Saturday" }).uncheck();
  await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("switch", { name: "Escalations: E-mail" })).toBeChecked();
  await expect(page.getByRole("switch", { name: "Upset callers: E-mail" })).not.toBeChecked();
  await expect(page.getByLabel("At", { exact: true })).toHaveValue("09:30");
  await expect(page.getByLabel("Until", { exact: true })).toHaveValue("06:30");
  await expect(page.getByRole("checkbox", { name: "Saturday" })).not.toBeChecked();
  await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Tokyo");
});

/** A signed-in person whose browser's push service is the sandbox's: Chromium's own cannot be reached from here. */
async function withPushService(browser: Browser, stack: Stack, permission: "granted" | "denied") {
  const context = await browser.newContext({ baseURL: stack.webUrl });
  if (permission === "granted") await context.grantPermissions(["notifications"], { origin: stack.webUrl });
  const page = await context.newPage();
  await page.addInitScript(
    ({ sandboxUrl, answer }) => {
      if (answer === "denied") {
        Object.defineProperty(Notification, "permission", { get: () => "denied" });
        return;
      }
      let current: PushSubscription | null = null;
      PushManager.prototype.getSubscription = async () => current;
      PushManager.prototype.subscribe = async (options) => {
        const body = JSON.stringify({ applicationServerKey: options?.applicationServerKey });
        const made = (await (
          window as unknown as {
            askSandbox: (url: string, body: string) => Promise<{ endpoint: string; keys: object }>;
          }
        ).askSandbox(`${sandboxUrl}/control/push/subscriptions`, body)) as { endpoint: string; keys: object };
        current = {
          endpoint: made.endpoint,
          toJSON: () => ({ endpoint: made.endpoint, keys: made.keys }),
          unsubscribe: async () => {
            current = null;
            return true;
          },
        } as unknown as PushSubscription;
        return current;
      };
    },
    { sandboxUrl: stack.sandboxUrl, answer: permission },
  );
  // The page itself may go to nobody but its own server.
  await page.exposeFunction("askSandbox", async (url: string, body: string) =>
    (await fetch(url, { method: "POST", body })).json(),
  );
  return page;
}

test("a browser is pushed to: the person allows it, and what arrives is shown and opens what it is about", async ({
  stack,
}) => {
  // The shell without a window shows no notifications.
  const executablePath = process.env["WHOLE_CHROMIUM_PATH"];
  const browser = await chromium.launch({
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    ...(executablePath ? { executablePath } : {}),
  });
  const page = await withPushService(browser, stack, "granted");
  const { email } = await newcomer(page, "push");
  await page.goto("/settings/notifications");
  await page.getByRole("switch", { name: "System: Push" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  const toggle = page.getByRole("switch", { name: /Push to this browser/ });
  await toggle.click();
  await expect(toggle).toBeChecked();

  await useCalls(stack, email, 85);
  let text = "";
  await expect(async () => {
    const { messages } = (await (await fetch(`${stack.sandboxUrl}/control/push/messages`)).json()) as {
      messages: { text: string | null }[];
    };
    text = messages.map((message) => message.text ?? "").find((each) => each.includes(EIGHTY)) ?? "";
    expect(text).not.toBe("");
  }).toPass({ timeout: 40_000 });
  expect(JSON.parse(text)).toMatchObject({ title: EIGHTY, url: "/billing" });

  // What the service read, the browser's own worker shows.
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    }),
  );
  await session.send("ServiceWorker.enable");
  const registrationId = await registered;
  await session.send("ServiceWorker.deliverPushMessage", { origin: stack.webUrl, registrationId, data: text });
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration("/sw.js");
        return (await registration?.getNotifications())?.map(({ title, body, data }) => ({
          title,
          body,
          data: data as unknown,
        }));
      }),
    )
    .toEqual([{ title: EIGHTY, body: "85 of 100 in this billing period.", data: { url: "/billing" } }]);

  await toggle.click();
  await expect(toggle).not.toBeChecked();
  await browser.close();
});

test("a browser that has blocked notifications is told how to allow them", async ({ browser, stack }) => {
  const page = await withPushService(browser, stack, "denied");
  await newcomer(page, "denied");
  await page.goto("/settings/notifications");
  await expect(page.getByText("You have blocked notifications of this site.")).toBeVisible();
  await expect(page.getByRole("switch", { name: /Push to this browser/ })).toBeDisabled();
  await page.context().close();
});
