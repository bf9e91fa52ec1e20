import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import pg from "pg";
import { z } from "zod";
import type { Stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";

const PASSWORD = "nine paper boats upstream";
/** Starter includes 100 calls and answers a tenth more; not one call beyond, however many ring at once. */
const LAST_CALL = 110;
const AT_ONCE = 12;
const AGENT_CONFIG = { greeting: "Holm Opticians, how can I help you?", persona: "The front desk of an optician." };
/** What a program needs that sets up a line and calls. */
const SCOPES = [
  /calls\.read/,
  /calls\.start/,
  /agents\.write/,
  /agents\.publish/,
  /businesses\.write/,
  /numbers\.read/,
  /numbers\.write/,
];

const Mails = z.object({ messages: z.array(z.object({ subject: z.string(), text: z.string() })) });

/** The address in the newest mail of that subject which the sandbox's inbox has for somebody. */
async function mailed({ sandboxUrl }: Stack, to: string, subject: RegExp): Promise<string> {
  let link = "";
  await expect(async () => {
    const response = await fetch(`${sandboxUrl}/control/mail?to=${encodeURIComponent(to)}`);
    const mail = Mails.parse(await response.json()).messages.find((message) => subject.test(message.subject));
    link = /https?:\/\/\S+/.exec(mail?.text ?? "")?.[0] ?? "";
    expect(link).not.toBe("");
  }).toPass({ timeout: 30_000 });
  return link;
}

async function ask<T extends object>(stack: Stack, text: string, values: unknown[]): Promise<T[]> {
  const sql = new pg.Client({ connectionString: stack.databaseUrl });
  await sql.connect();
  try {
    return (await sql.query<T>(text, values)).rows;
  } finally {
    await sql.end();
  }
}

/** Asks the sandbox's Stripe as its dashboard would. */
async function askStripe(stack: Stack, path: string, form?: Record<string, string>) {
  const response = await fetch(`${stack.sandboxUrl}/v1/${path}`, {
    headers: { authorization: "Bearer sk_test_journey" },
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { data: Record<string, unknown>[]; lines: { data: { quantity: number }[] } };
}

type Counted = { ledger: number; meter: number };

/** Calls of an organization in the ledger and in Stripe's meter, ever. */
async function counted(stack: Stack, organizationId: string): Promise<Counted> {
  const [row] = await ask<{ calls: string; customer: string }>(
    stack,
    `select coalesce(sum(u.quantity) filter (where u.kind = 'call'), 0) as calls, s.stripe_customer_id as customer
     from subscriptions s left join usage_entries u on u.organization_id = s.organization_id
     where s.organization_id = $1 group by s.stripe_customer_id`,
    [organizationId],
  );
  const meters = await askStripe(stack, "billing/meters?limit=100");
  const meter = meters.data.find(({ event_name: name }) => name === "aybiza_calls");
  const minute = Math.floor(Date.now() / 60_000) * 60;
  const range = `customer=${row?.customer}&start_time=${minute - 3_600}&end_time=${minute + 3_600}`;
  const sums = await askStripe(stack, `billing/meters/${String(meter?.["id"])}/event_summaries?${range}`);
  const total = sums.data.reduce((sum, { aggregated_value: value }) => sum + Number(value), 0);
  return { ledger: Number(row?.calls), meter: total };
}

const Placed = z.object({ callSid: z.string() });
const State = z.object({ status: z.string() });
const UNDER_WAY = new Set(["queued", "initiated", "ringing", "in-progress"]);

/** Somebody calls, listens for a moment and hangs up; resolves when the telephone network has ended the call. */
async function call({ sandboxUrl }: Stack, to: string, from: string): Promise<string> {
  const script = [{ pauseMs: 1_200 }, { hangup: true }];
  const response = await fetch(`${sandboxUrl}/sandbox/calls`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ from, to, script }),
  });
  const { callSid } = Placed.parse(await response.json());
  for (;;) {
    const { status } = State.parse(await (await fetch(`${sandboxUrl}/sandbox/calls/${callSid}`)).json());
    if (!UNDER_WAY.has(status)) return callSid;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Many people call at once, each from a number of their own. */
async function callOften(stack: Stack, to: string, times: number): Promise<void> {
  let next = 0;
  const person = async () => {
    while (next < times) {
      next += 1;
      await call(stack, to, `+1303555${String(next).padStart(4, "0")}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, times) }, person));
}

async function signUp(page: Page, stack: Stack, email: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Pricing" }).first().click();
  await page.getByRole("link", { name: "Choose Starter" }).click();
  await expect(page.getByText("Starter waits under Billing")).toBeVisible();
  await page.getByLabel("Your name").fill("Mara Holm");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("textbox", { name: "Organization" }).fill("Holm Opticians");
  await page.getByLabel("Time zone").selectOption("Europe/Copenhagen");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
  await page.goto(await mailed(stack, email, /Confirm your e-mail address/));
  await page.getByRole("button", { name: "Confirm address" }).click();
  await page.getByRole("link", { name: "Go on to Starter" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Pays on Stripe's page, with a card that is declined first. */
async function pay(page: Page): Promise<void> {
  const chosen = page.getByRole("region", { name: "Chosen plan" });
  await expect(chosen.getByRole("heading", { name: "You chose Starter, $29 a month" })).toBeVisible({
    timeout: 30_000,
  });
  await chosen.getByRole("button", { name: "Pay for Starter" }).click();
  await expect(page.getByRole("heading", { name: "Checkout" })).toBeVisible();
  await page.getByLabel("Card number").fill("4000 0000 0000 0002");
  await page.getByRole("button", { name: "Subscribe" }).click();
  await expect(page.getByRole("alert")).toContainText("Your card was declined.");
  await page.getByLabel("Card number").fill("4242 4242 4242 4242");
  await page.getByRole("button", { name: "Subscribe" }).click();
  await expect(page.getByRole("heading", { name: "You are on Starter" })).toBeVisible();
}

/** A colleague follows the invitation and sets up a second factor. */
async function inviteColleague(page: Page, browser: Browser, stack: Stack, email: string): Promise<void> {
  await page.goto("/settings/members");
  const form = page.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("E-mail").fill(email);
  await form.getByLabel("Role").selectOption("admin");
  await form.getByRole("button", { name: "Invite" }).click();
  await expect(form.getByRole("status")).toContainText("is on its way");
  const context = await browser.newContext({ baseURL: stack.webUrl });
  const guest = await context.newPage();
  await guest.goto(await mailed(stack, email, /invites you/));
  await guest.getByLabel("Your name").fill("Jonas Lind");
  await guest.getByLabel("New password").fill(PASSWORD);
  await guest.getByRole("button", { name: /^Join / }).click();
  await expect(guest.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await guest.goto("/settings/security");
  const card = guest.getByRole("region", { name: "Second factor", exact: true });
  await card.getByRole("button", { name: "Set up" }).click();
  const secret = (await card.getByTestId("totp-secret").innerText()).replaceAll(/\s/g, "");
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await card.getByLabel("Code", { exact: true }).fill(code);
  await card.getByRole("button", { name: "Turn on" }).click();
  await card.getByRole("button", { name: "I have kept them" }).click();
  await expect(guest.getByText("10 recovery codes are left.")).toBeVisible();
  await context.close();
}

async function makeKey(page: Page): Promise<string> {
  await page.goto("/settings/api-keys");
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog", { name: "New API key" });
  await dialog.getByLabel("Name").fill("Set-up");
  for (const scope of SCOPES) {
    await dialog.getByRole("checkbox", { name: scope }).check();
  }
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const shown = page.getByRole("dialog", { name: "Your new API key" });
  const key = (await shown.getByLabel("API key", { exact: true }).innerText()).trim();
  await shown.getByRole("button", { name: "I have kept it" }).click();
  return key;
}

/**
 * A business, an agent, a bought number for it, and the agent published, all over REST with the key.
 *
 * @returns the number that it answers
 */
async function setUpLine(request: APIRequestContext, key: string) {
  const headers = { authorization: `Bearer ${key}` };
  const post = async (path: string, data: object) => {
    const response = await request.post(`/api/v1/${path}`, { headers, data });
    expect(response.status(), `${path}: ${await response.text()}`).toBeLessThan(300);
    return (await response.json()) as { id: string; draft?: { revision: number } };
  };
  const business = { name: "Holm Opticians", type: "customer_support", industry: "Opticians" };
  const { id: businessId } = await post("config/business", business);
  const agent = await post("agents", { businessId, name: "Front desk", config: AGENT_CONFIG });
  const offers = await request.get("/api/v1/phone-numbers/available?country=US", { headers });
  expect(offers.status()).toBe(200);
  const [offer] = ((await offers.json()) as { offers: { e164: string }[] }).offers;
  const bought = await request.post("/api/v1/phone-numbers", {
    headers: { ...headers, "idempotency-key": `journey-${businessId}` },
    data: { e164: offer?.e164, businessId, agentId: agent.id },
  });
  expect(bought.status(), await bought.text()).toBeLessThan(300);
  await post(`agents/${agent.id}/publish`, { expectedRevision: agent.draft?.revision });
  return offer?.e164 ?? "";
}

test("a stranger signs up, pays, invites, calls the API, reaches a limit and upgrades; usage is one number everywhere", async ({
  page,
  browser,
  request,
  stack,
}, { testId }) => {
  test.setTimeout(480_000);
  page.setDefaultTimeout(20_000);
  const suffix = `${testId.slice(0, 8)}-${Date.now()}`;
  const email = `mara-${suffix}@journey.test`;
  await signUp(page, stack, email);
  await pay(page);
  await inviteColleague(page, browser, stack, `jonas-${suffix}@journey.test`);
  const key = await makeKey(page);
  const headers = { authorization: `Bearer ${key}` };
  const me = (await (await request.get("/api/v1/me", { headers })).json()) as { organization: { id: string } };
  const organizationId = me.organization.id;
  const number = await setUpLine(request, key);

  await page.goto("/billing");
  const used = page.getByRole("region", { name: "Used in this period" });
  await expect(used.getByText("0 of 100 · 0 %")).toBeVisible();
  await call(stack, number, "+13035559001");
  // Nobody reloads: the call's end moves the number.
  await expect(used.getByText("1 of 100 · 1 %")).toBeVisible({ timeout: 20_000 });
  await expect(async () => {
    const { ledger } = await counted(stack, organizationId);
    // More than there is room for, so that some ring for the last place at once.
    await callOften(stack, number, Math.max(0, LAST_CALL - ledger + 4));
    expect((await counted(stack, organizationId)).ledger).toBe(LAST_CALL);
  }).toPass({ timeout: 240_000, intervals: [500] });
  const full = LAST_CALL;
  await expect(used.getByText(`${full} of 100 · ${full} %`)).toBeVisible({ timeout: 20_000 });

  // The limit: the next caller is told so, and so is the API; both are in words, and count for nothing.
  await expect(page.getByRole("alert").filter({ hasText: "used up: new calls are refused" })).toBeVisible();
  const refused = await call(stack, number, "+13035559002");
  const [row] = await ask<{ end_reason: string }>(stack, "select end_reason from calls where provider_call_sid = $1", [
    refused,
  ]);
  expect(row?.end_reason).toBe("Refused: what the plan includes is used up");
  const initiated = await request.post("/api/v1/calls/initiate", { headers, data: { to: "+12025550147" } });
  expect(initiated.status()).toBe(409);
  await mailed(stack, email, /has reached its limit of calls/);
  const atLimit = { ledger: full, meter: full };
  await expect.poll(() => counted(stack, organizationId), { timeout: 30_000 }).toEqual(atLimit);

  await page.getByRole("button", { name: "Upgrade: Professional" }).click();
  const dialog = page.getByRole("dialog", { name: "Professional, $99 a month" });
  await expect(dialog.getByRole("status")).toContainText(/\$7\d\.?\d* now, after \$2\d\.?\d* of credit/);
  await dialog.getByRole("button", { name: "Change the plan" }).click();
  await expect(page.getByText("Professional is in force, and its month begins now.")).toBeVisible();
  await expect(used.getByText("0 of 1,000 · 0 %")).toBeVisible();

  await callOften(stack, number, 2);
  await expect(used.getByText("2 of 1,000 · 0 %")).toBeVisible({ timeout: 20_000 });
  const after = { ledger: full + 2, meter: full + 2 };
  await expect.poll(() => counted(stack, organizationId), { timeout: 30_000 }).toEqual(after);
  // In the new period: screen, ledger, and what Stripe would bill.
  const [period] = await ask<{ calls: string; id: string }>(
    stack,
    `select sum(u.quantity) as calls, s.stripe_subscription_id as id from subscriptions s
     join usage_entries u on u.organization_id = s.organization_id and u.kind = 'call' and u.at >= s.period_start
     where s.organization_id = $1 group by s.stripe_subscription_id`,
    [organizationId],
  );
  const preview = await askStripe(stack, "invoices/create_preview", { subscription: period?.id ?? "" });
  expect([Number(period?.calls), preview.lines.data[0]?.quantity]).toEqual([2, 2]);
});
