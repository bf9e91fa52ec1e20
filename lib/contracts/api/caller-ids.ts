import { z } from "zod";
import { E164 } from "../phone-numbers";

export const CallerIdResource = z
  .strictObject({
    id: z.uuid(),
    e164: z.string(),
    label: z.string(),
    state: z.enum(["waiting", "verified", "failed"]),
    startedAt: z.string(),
    verifiedAt: z.string().nullable(),
  })
  .meta({ id: "CallerId" });
export type CallerIdResource = z.output<typeof CallerIdResource>;

export const CallerIdList = z.strictObject({ callerIds: z.array(CallerIdResource) });
export type CallerIdList = z.output<typeof CallerIdList>;

export const StartCallerIdInput = z.strictObject({
  e164: E164,
  label: z.string().trim().max(64, "keep the label under 64 characters").default(""),
});
export type StartCallerIdInput = z.input<typeof StartCallerIdInput>;

export const StartedCallerId = z.strictObject({
  callerId: CallerIdResource,
  code: z.string().meta({ description: "Whoever answers keys it in. It stands in this answer alone." }),
});
export type StartedCallerId = z.output<typeof StartedCallerId>;

/** Where agents may call. */
export const DialPolicy = z
  .strictObject({
    allowedCountries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "give countries as two letters: US"))
      .max(250)
      .meta({ description: "ISO 3166-1 alpha-2." }),
    /** Not chosen yet: the countries of the organization's own numbers. */
    isDefault: z.boolean(),
  })
  .meta({ id: "DialPolicy" });
export type DialPolicy = z.output<typeof DialPolicy>;

export const SetDialPolicyInput = z.strictObject({
  allowedCountries: DialPolicy.shape.allowedCountries
    .nullable()
    .meta({ description: "Null: the countries of the organization's own numbers." }),
});
export type SetDialPolicyInput = z.input<typeof SetDialPolicyInput>;
