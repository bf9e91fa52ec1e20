import { z } from "zod";
import { PlanList } from "@/lib/contracts/api/plans";
import { CheckoutPage, SubscribeInput, UsageResource } from "@/lib/contracts/api/usage";
import { PLANS } from "@/lib/domain/billing/plans";
import { defineOperation } from "../operation";

export const listPlansOperation = defineOperation({
  id: "listPlans",
  method: "GET",
  path: "/api/v1/plans",
  tag: "Plans",
  summary: "List plans",
  description: "All plans with their prices, what is included, and what happens at the limit.",
  scope: null,
  query: z.strictObject({}),
  response: PlanList,
  examples: { response: { plans: [PLANS.starter] } },
});

export const getUsageOperation = defineOperation({
  id: "getUsage",
  method: "GET",
  path: "/api/v1/usage",
  tag: "Plans",
  summary: "Get what was used",
  description:
    "Calls and minutes of this period against what the plan includes, and what they will cost. Not there without a plan.",
  scope: "billing.read",
  query: z.strictObject({}),
  response: UsageResource,
  refusals: [404],
  examples: {
    response: {
      plan: "professional",
      status: "active",
      periodStart: "2026-11-01T00:00:00.000Z",
      periodEnd: "2026-12-01T00:00:00.000Z",
      trialEndsAt: null,
      usage: [
        { limit: "calls", used: 412, included: 1_000, percent: 41.2 },
        { limit: "minutes", used: 903.4, included: 4_000, percent: 22.585 },
      ],
      refusing: null,
      costCents: 9_900,
      forecast: { calls: 618, minutes: 1_355, cents: 9_900, isEarly: false },
    },
  },
});

export const subscribeOperation = defineOperation({
  id: "subscribe",
  method: "POST",
  path: "/api/v1/subscribe",
  tag: "Plans",
  summary: "Choose a plan",
  description:
    "Opens a payment page, whose address is the answer. A subscription that runs already is changed under Billing instead.",
  scope: "billing.write",
  body: SubscribeInput,
  response: CheckoutPage,
  status: 201,
  refusals: [409, 503],
  examples: {
    body: { plan: "professional" },
    response: { url: "https://checkout.stripe.com/c/pay/cs_test_a1b2c3" },
  },
});
