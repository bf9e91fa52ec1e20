import { z } from "zod";

export const PlanKey = z.enum(["pay_per_use", "starter", "professional", "enterprise"]);

const LimitUsage = z.object({
  limit: z.enum(["calls", "minutes"]),
  used: z.number(),
  /** Null: nothing limits it. */
  included: z.number().nullable(),
  /** Of what is included, not rounded; above 100 when more was used. */
  percent: z.number(),
});

const InvoiceLine = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("month"), plan: PlanKey, cents: z.number().int() }),
  z.object({
    kind: z.literal("calls"),
    plan: PlanKey,
    calls: z.number(),
    centsPerCall: z.number().int(),
    cents: z.number().int(),
  }),
]);

const NextInvoice = z.object({
  /** By our own count, up to this moment. */
  lines: z.array(InvoiceLine),
  cents: z.number().int(),
  /** At the end of the period, if it goes on as it went. */
  expectedCents: z.number().int(),
  /** What Stripe would write now; null when it does not answer. It has calls some seconds later than we do. */
  stripeCents: z.number().int().nullable(),
  /** Of that, paid by credit from before. */
  creditCents: z.number().int(),
});

const Invoice = z.object({
  id: z.string(),
  number: z.string().nullable(),
  status: z.enum(["draft", "open", "paid", "uncollectible", "void"]),
  totalCents: z.number().int(),
  createdAt: z.iso.datetime(),
  url: z.string().nullable(),
});

/** What an organization pays for, what it used of it, and what that will cost. Money in US cents. */
export const Billing = z.object({
  plan: PlanKey,
  status: z.enum(["trialing", "active", "past_due", "canceled", "unpaid", "incomplete"]),
  /** The plan that follows at the end of the period, or on trial the one that was chosen at sign-up; null when there is none. */
  pendingPlan: PlanKey.nullable(),
  cancelAtPeriodEnd: z.boolean(),
  /** True when Stripe has a subscription that can be changed; before that there is only a trial or an arrangement. */
  isSubscribed: z.boolean(),
  hasCustomer: z.boolean(),
  trialEndsAt: z.iso.datetime().nullable(),
  periodStart: z.iso.datetime(),
  periodEnd: z.iso.datetime(),
  usage: z.array(LimitUsage),
  /** Why new calls are refused at this moment; null: they are answered. */
  refusing: z.enum(["trial_ended", "unpaid", "limit_reached"]).nullable(),
  costCents: z.number().int(),
  forecast: z.object({ calls: z.number(), minutes: z.number(), cents: z.number().int(), isEarly: z.boolean() }),
  /** The invoice at the end of the period; null: there will be none. */
  nextInvoice: NextInvoice.nullable(),
  invoices: z.array(Invoice),
  /** not_set_up: this installation has no Stripe. away: it did not answer, so invoices are missing. */
  stripe: z.enum(["ready", "away", "not_set_up"]),
});
export type Billing = z.infer<typeof Billing>;
