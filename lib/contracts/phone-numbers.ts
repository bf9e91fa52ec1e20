import { z } from "zod";
import { WeeklyHours } from "./business-hours";

export const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/, {
  error: ({ input }) =>
    typeof input === "string" && /^\+?\d{2,6}$/.test(input)
      ? "emergency and other short numbers cannot be called"
      : "give the number with its country: +14155550134",
});

/** What a caller hears when nobody takes the call; said by the telephone network's own voice. */
export const SpokenMessage = z
  .string()
  .trim()
  .min(1, "write what callers shall hear")
  .max(400, "keep it under 400 characters");

/** Who takes a call. */
export const NumberTarget = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("agent"), agentId: z.uuid("choose an agent") }),
  /** Handed on to a telephone. */
  z.strictObject({ kind: z.literal("forward"), to: E164 }),
  /** Said, then the call ends. */
  z.strictObject({ kind: z.literal("message"), text: SpokenMessage }),
]);
export type NumberTarget = z.output<typeof NumberTarget>;

/** When a rule holds, in the business's time zone. */
export const RuleTime = z.discriminatedUnion("kind", [
  /** In the business's hours; a special day has its own. */
  z.strictObject({ kind: z.literal("business_open") }),
  z.strictObject({ kind: z.literal("business_closed") }),
  /** On the business's special days, all day. */
  z.strictObject({ kind: z.literal("special_day") }),
  /** In these hours of the week, whatever day it is. */
  z.strictObject({ kind: z.literal("weekly"), hours: WeeklyHours }),
]);
export type RuleTime = z.output<typeof RuleTime>;

export const NumberRule = z.strictObject({ time: RuleTime, target: NumberTarget });
export type NumberRule = z.output<typeof NumberRule>;

/** The first rule that holds at the ring decides; when none does, `otherwise`. */
export const NumberSchedule = z.strictObject({
  rules: z.array(NumberRule).min(1, "give it a rule, or one agent for all hours").max(12, "at most 12 rules"),
  otherwise: NumberTarget,
});
export type NumberSchedule = z.output<typeof NumberSchedule>;

export const NumberKind = z.enum(["local", "toll_free", "mobile", "national"]);
export type NumberKind = z.output<typeof NumberKind>;

/** One thing at the carrier that is not as it must be. Null: nothing is set there. */
export const WebhookProblem = z.strictObject({
  setting: z.enum([
    "voice_url",
    "voice_method",
    "status_callback",
    "status_callback_method",
    "fallback_url",
    "fallback_method",
    "handled_elsewhere",
  ]),
  expected: z.string().nullable(),
  found: z.string().nullable(),
});
export type WebhookProblem = z.output<typeof WebhookProblem>;

export const WebhookHealth = z.strictObject({
  state: z.enum(["unknown", "ok", "drifted", "missing", "unreachable"]),
  checkedAt: z.string().nullable(),
  problems: z.array(WebhookProblem),
});
export type WebhookHealth = z.output<typeof WebhookHealth>;

/** What a caller who rings now gets, and until when. */
export const AnsweringNow = z.strictObject({
  kind: z.enum(["agent", "forward", "message", "nobody", "outage"]),
  agentId: z.string().nullable(),
  agentName: z.string().nullable(),
  forwardTo: z.string().nullable(),
  /** Why nobody answers, or which rule holds, in words. */
  because: z.string(),
  /** When the schedule next changes this, within a week; null: not foreseen. */
  until: z.string().nullable(),
});
export type AnsweringNow = z.output<typeof AnsweringNow>;

export const PhoneNumberResource = z
  .strictObject({
    id: z.uuid(),
    e164: z.string(),
    label: z.string(),
    country: z.string().nullable().meta({ description: "ISO 3166-1 alpha-2." }),
    kind: NumberKind.nullable(),
    businessId: z.uuid(),
    businessName: z.string(),
    timeZone: z.string(),
    state: z.enum(["ordering", "ready", "releasing"]),
    source: z.enum(["bought", "imported", "placed"]),
    agentId: z.uuid().nullable().meta({ description: "Who answers at all hours, and calls from it." }),
    agentName: z.string().nullable(),
    schedule: NumberSchedule.nullable().meta({ description: "Null: the agent answers at all hours." }),
    answering: AnsweringNow,
    fallbackNumber: z.string().nullable(),
    fallbackMessage: z.string().nullable(),
    webhooks: WebhookHealth,
    monthlyPrice: z.number().nullable().meta({ description: "What the carrier asks a month." }),
    priceUnit: z.string().nullable(),
    lastCallAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: "PhoneNumber" });
export type PhoneNumberResource = z.output<typeof PhoneNumberResource>;

/** A number that is for sale. */
export const NumberOffer = z
  .strictObject({
    e164: z.string(),
    country: z.string(),
    kind: NumberKind,
    locality: z.string().nullable(),
    region: z.string().nullable(),
    voice: z.boolean(),
    sms: z.boolean(),
    addressRequirement: z.enum(["none", "any", "local", "foreign"]),
    monthlyPrice: z.number().nullable(),
    priceUnit: z.string().nullable(),
  })
  .meta({ id: "NumberOffer" });
export type NumberOffer = z.output<typeof NumberOffer>;

/** A number in the connected account that may be taken over. */
export const ImportableNumber = z
  .strictObject({
    e164: z.string(),
    carrierLabel: z.string(),
    /** Somebody else's application answers it today. */
    inUseElsewhere: z.boolean(),
    voice: z.boolean(),
  })
  .meta({ id: "ImportableNumber" });
export type ImportableNumber = z.output<typeof ImportableNumber>;
