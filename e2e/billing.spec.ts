import pg from "pg";
import { givePassword, isIn, signUp } from "./fixtures/newcomer";
import type { Stack } from "./fixtures/stack";
import { expect, test } from "./fixtures/test";
import { violations } from "./fixtures/axe";

type Standing = { plan: string; status: string; calls: number; more?: string };

/** Somebody's organization as Stripe and its callers would have left it. */
async function stand(stack: Stack, email: string, { plan, status, calls, more }: Standing): Promise<void> {
  const sql = new pg.Client({ connectionString: stack.databaseUrl });
  await sql.connect();
  try {
    await sql.query("begin");
    const { rows } = await sql.query<{ id: string }>(
      `select m.organization_id as id from memberships m join users u on u.id = m.user_id where u.email = $1`,
      [email],
    );
    const id = rows[0]?.id;
    await sql.query("delete from usage_entries where organization_id = $1", [id]);
    await sql.query("delete from subscriptions where organization_id = $1", [id]);
    await sql.query(
      `insert into subscriptions (organization_id, plan, status, period_start, period_end, updated_at, stripe_subscription_id, trial_ends_at,
         pending_plan, cancel_at_period_end)
       values ($1, $2, $3, now() - interval '10 days', now() + interval '20 days', now(), $4, $5, $6, $7)`,
      [
        id,
        plan,
        status,
        status === "trialing" ? null : `sub_of_${id}`,
        status === "trialing" ? new Date(Date.now() + (more === "ended" ? -1 : 4) * 86_400_000) : null,
        more === "downgrade" ? "starter" : null,
        more === "cancel",
      ],
    );
    await sql.query(
      `insert into usage_entries (organization_id, call_id, kind, quantity, at)
       select $1, gen_random_uuid(), 'call', 1, now() - interval '1 hour' from generate_series(1, $2::int)`,
      [id, calls],
    );
    await sql.query("commit");
  } finally {
    await sql.end();
  }
}

const STATES: [name: string, standing: Standing, says: string, used: string][] = [
  ["on trial", { plan: "starter", status: "trialing", calls: 12 }, "4 days of the trial left", "12 of 100 · 12 %"],
  [
    "after the trial",
    { plan: "starter", status: "trialing", calls: 12, more: "ended" },
    "The trial has ended: new calls are refused",
    "12 of 100 · 12 %",
  ],
  ["at 80 %", { plan: "starter", status: "active", calls: 84 }, "84 % of the calls are used", "84 of 100 · 84 %"],
  [
    "at the limit",
    { plan: "starter", status: "active", calls: 110 },
    "What your plan includes is used up: new calls are refused",
    "110 of 100 · 110 %",
  ],
  ["past due", { plan: "professional", status: "past_due", calls: 7 }, "Payment is past due", "7 of 1,000 · 0 %"],
  [
    "with a smaller plan coming",
    { plan: "professional", status: "active", calls: 7, more: "downgrade" },
    "Changes to Starter on",
    "7 of 1,000 · 0 %",
  ],
  [
    "with its end coming",
    { plan: "professional", status: "active", calls: 7, more: "cancel" },
    "The subscription ends on",
    "7 of 1,000 · 0 %",
  ],
  [
    "canceled",
    { plan: "professional", status: "canceled", calls: 7 },
    "The subscription has ended: new calls are refused",
    "7 of 1,000 · 0 %",
  ],
  ["beyond what is included", { plan: "professional", status: "active", calls: 1_040 }, "", "1,040 of 1,000 · 104 %"],
  ["per use", { plan: "pay_per_use", status: "active", calls: 40 }, "", "40 used"],
];

test("billing says how things stand in each state, on a telephone too, and breaks no rule of accessibility", async ({
  page,
  stack,
}) => {
  const person = await signUp(page, "billing");
  await givePassword(page, person);
  await isIn(page);
  await page.setViewportSize({ width: 390, height: 900 });
  for (const [index, [name, standing, says, used]] of STATES.entries()) {
    await stand(stack, person.email, standing);
    await page.emulateMedia({ colorScheme: index % 2 === 0 ? "light" : "dark", reducedMotion: "reduce" });
    await page.goto("/billing");
    await expect(page.getByRole("region", { name: "Used in this period" }), name).toContainText(used);
    if (says) await expect(page.getByRole("main").getByRole("heading", { name: says }), name).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, name).toBeLessThanOrEqual(0);
    // The worst and a calm one in either theme; the others are of the same parts.
    if (index === 0 || index === 4) expect(await violations(page), name).toEqual([]);
    if (index === 3 || index === 5) expect(await violations(page), name).toEqual([]);
  }
  await expect(page.getByRole("region", { name: "Pay per use" })).toContainText("$6");
});
