import { z } from "zod";

const AtLimit = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("refuse"), gracePercent: z.number() }),
  z.strictObject({ kind: z.literal("overage"), centsPerCall: z.number() }),
  z.strictObject({ kind: z.literal("contact") }),
]);

/** A plan with its price and limits. Money in US cents; null: no limit. */
export const PlanResource = z
  .strictObject({
    key: z.enum(["pay_per_use", "starter", "professional", "enterprise"]),
    name: z.string(),
    summary: z.string(),
    centsPerMonth: z.int(),
    centsPerCall: z.int(),
    calls: z.int().nullable().meta({ description: "Answered calls in a month." }),
    minutes: z.int().nullable().meta({ description: "Fair use: minutes of talk in a month." }),
    atCalls: AtLimit.meta({ description: "What happens to a new call when the calls are used up." }),
    atMinutes: AtLimit.meta({ description: "What happens to a new call when the minutes are used up." }),
    apiRequestsPerMinute: z.int(),
    features: z.array(z.string()),
  })
  .meta({ id: "Plan" });

export const PlanList = z.strictObject({ plans: z.array(PlanResource) });
