import { expect, test } from "vitest";
import type { Billing } from "@/lib/contracts/billing";
import { atLimitWords, includedIn, money, noticeOf, priceOf } from "./words";

const now = new Date("2026-11-20T12:00:00Z");
const billing = (more: Partial<Billing> = {}): Billing => ({
  plan: "professional",
  status: "active",
  pendingPlan: null,
  cancelAtPeriodEnd: false,
  isSubscribed: true,
  hasCustomer: true,
  trialEndsAt: null,
  periodStart: "2026-11-01T00:00:00.000Z",
  periodEnd: "2026-12-01T12:00:00.000Z",
  usage: [],
  refusing: null,
  costCents: 0,
  forecast: { calls: 0, minutes: 0, cents: 0, isEarly: false },
  invoices: [],
  nextInvoice: null,
  stripe: "ready",
  ...more,
});
const titleOf = (more: Partial<Billing>) => noticeOf(billing(more), now, "UTC")?.title;

test("prices and limits are said as they are agreed", () => {
  expect([money(2_900), money(15), money(12_345)]).toEqual(["$29", "$0.15", "$123.45"]);
  expect([priceOf("enterprise"), priceOf("pay_per_use")]).toEqual(["$499 a month", "$0.15 a call"]);
  expect(includedIn("professional")[1]).toBe("4,000 minutes of talk a month, fair use");
  expect(atLimitWords({ plan: "starter", status: "active" }, "calls")).toContain("From 110 calls on");
  expect(atLimitWords({ plan: "professional", status: "active" }, "calls")).toContain("$0.12 each");
  expect(atLimitWords({ plan: "enterprise", status: "trialing" }, "minutes")).toContain("From 330 minutes on");
});

test("the worst is said first, and nothing when all is well", () => {
  expect(noticeOf(billing(), now, "UTC")).toBeNull();
  expect(titleOf({ status: "past_due", cancelAtPeriodEnd: true })).toBe("Payment is past due");
  expect(titleOf({ status: "past_due", refusing: "limit_reached" })).toContain("used up");
  expect(titleOf({ cancelAtPeriodEnd: true })).toBe("The subscription ends on 1 December");
  expect(titleOf({ pendingPlan: "starter" })).toBe("Changes to Starter on 1 December");
  expect(titleOf({ status: "trialing", trialEndsAt: "2026-11-21T11:00:00.000Z" })).toBe("1 day of the trial left");
});

test("near a limit that refuses it says how much is left; where calls are answered on it says nothing", () => {
  const usage = (used: number, included = 100) => [
    { limit: "calls" as const, used, included, percent: (used * 100) / included },
    { limit: "minutes" as const, used: 0, included: 300, percent: 0 },
  ];
  expect(noticeOf(billing({ plan: "starter", usage: usage(79) }), now, "UTC")).toBeNull();
  expect(noticeOf(billing({ plan: "starter", usage: usage(84) }), now, "UTC")).toMatchObject({
    tone: "warn",
    title: "84 % of the calls are used",
    text: expect.stringContaining("26 more calls until") as string,
  });
  const inGrace = noticeOf(billing({ plan: "starter", usage: usage(109) }), now, "UTC");
  expect(inGrace?.title).toBe("The calls that Starter includes are used up");
  expect(inGrace?.text).toContain("1 more call until");
  expect(noticeOf(billing({ usage: usage(1_040, 1_000) }), now, "UTC")).toBeNull();
});
