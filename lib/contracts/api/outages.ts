import { z } from "zod";
import { E164, SpokenMessage } from "../phone-numbers";

export const OutageResource = z
  .strictObject({
    id: z.uuid(),
    scope: z.enum(["organization", "business", "number"]),
    businessId: z.uuid().nullable(),
    phoneNumberId: z.uuid().nullable(),
    /** What it covers, in words: the number, the business's or the organization's name. */
    covers: z.string(),
    message: z.string(),
    forwardTo: z.string().nullable(),
    startedAt: z.string(),
    startedByName: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: "Outage" });
export type OutageResource = z.output<typeof OutageResource>;

/** Name a number or a business; neither is the whole organization. */
export const StartOutageInput = z.strictObject({
  phoneNumberId: z.uuid().optional(),
  businessId: z.uuid().optional(),
  message: SpokenMessage.meta({ description: "What callers hear when they are not handed on." }),
  forwardTo: E164.nullable()
    .default(null)
    .meta({ description: "Where calls are handed on to; null: the message is said and the call ends." }),
});
export type StartOutageInput = z.input<typeof StartOutageInput>;

export const OutageList = z.strictObject({ outages: z.array(OutageResource) });
export type OutageList = z.output<typeof OutageList>;
