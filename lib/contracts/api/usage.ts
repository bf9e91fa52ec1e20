import { z } from "zod";
import { Billing, PlanKey } from "../billing";

/** What an organization used of its plan so far, and what that will cost. Money in US cents. */
export const UsageResource = Billing.pick({
  plan: true,
  status: true,
  periodStart: true,
  periodEnd: true,
  trialEndsAt: true,
  usage: true,
  refusing: true,
  costCents: true,
  forecast: true,
})
  .strict()
  .meta({ id: "Usage" });

export const SubscribeInput = z.strictObject({ plan: PlanKey });

export const CheckoutPage = z.strictObject({
  url: z.url().meta({ description: "Where a person pays. Nothing changes until they did." }),
});
