import { isTimeZone } from "../time-zone";
import { z } from "zod";
import { BusinessContact } from "../business-contact";
import { SpecialDay, WeeklyHours } from "../business-hours";
import { EscalationSettings, QualitySettings } from "../business-settings";

export const BusinessType = z.enum(["customer_support", "sales", "appointments", "custom"]);

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}

/** What may be changed of a business. */
export const BusinessProfile = z.strictObject({
  name: z.string().trim().min(1, "give the business a name").max(200),
  type: BusinessType,
  industry: z.string().trim().min(1, "say what it does").max(100),
  city: z.string().trim().min(1).max(100).nullable(),
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, "it is no time zone; write it like America/Los_Angeles")
    .meta({ description: "IANA name." }),
  weeklyHours: WeeklyHours.meta({ id: "WeeklyHours", description: "A day without interval is closed." }),
  specialDays: z.array(SpecialDay).max(400),
  languages: z
    .array(z.string().max(35).refine(isLanguage, "it is no language; write it like en-US"))
    .min(1, "name at least one language")
    .max(20)
    .meta({ description: "BCP 47; the first one is the default." }),
  brandVoice: z.string().trim().max(2_000),
  fallbackNumber: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, "give the number with country: +14155550134")
    .nullable()
    .meta({ description: "E.164; where calls go when no agent may answer." }),
  contact: BusinessContact,
  active: z.boolean().meta({ description: "Switched off, its agents neither answer nor call." }),
});
export type BusinessProfile = z.output<typeof BusinessProfile>;

export const BusinessResource = BusinessProfile.extend({
  id: z.uuid(),
  createdAt: z.string(),
  updatedAt: z.string(),
}).meta({ id: "Business" });
export type BusinessResource = z.output<typeof BusinessResource>;

export const BusinessPage = z.strictObject({
  businesses: z.array(BusinessResource),
  nextCursor: z.string().nullable(),
});
export type BusinessPage = z.output<typeof BusinessPage>;

/** What a new business must be told; its type's and trade's template fills in the rest. */
export const CreateBusiness = BusinessProfile.partial()
  .required({ name: true, type: true, industry: true })
  .extend({ quality: QualitySettings.optional(), escalation: EscalationSettings.optional() });
export type CreateBusiness = z.output<typeof CreateBusiness>;

/** Settings that are left out stay as they are. */
export const BusinessSettingsChange = z.strictObject({
  quality: QualitySettings.optional(),
  escalation: EscalationSettings.optional(),
});
export type BusinessSettingsChange = z.output<typeof BusinessSettingsChange>;

/** The whole profile; settings that are left out stay as they are. */
export const BusinessConfigChange = BusinessProfile.extend(BusinessSettingsChange.shape);

/** A business with the settings in force for it. */
export const BusinessConfig = BusinessResource.extend({
  quality: QualitySettings,
  escalation: EscalationSettings,
  overridden: z.array(z.string()).meta({
    description: "The parts of the settings that are not its type's defaults, such as quality.weights.",
  }),
}).meta({ id: "BusinessConfig" });
export type BusinessConfig = z.output<typeof BusinessConfig>;

export const BusinessConfigPage = z.strictObject({
  businesses: z.array(BusinessConfig),
  nextCursor: z.string().nullable(),
});
export type BusinessConfigPage = z.output<typeof BusinessConfigPage>;

const Count = z.int().min(0);

/** What hangs on a business. */
export const BusinessUsage = z
  .strictObject({
    businessId: z.uuid(),
    agents: Count,
    publishedAgents: Count,
    phoneNumbers: Count,
    calls: Count,
    messages: Count,
    knowledgeSources: Count,
    mayBeDeleted: z.boolean(),
    obstacles: z.array(z.string()).meta({ description: "Why it cannot be deleted, and what to do about it." }),
    goesAlong: z.array(z.string()).meta({ description: "What is deleted with it." }),
  })
  .meta({ id: "BusinessUsage" });
export type BusinessUsage = z.output<typeof BusinessUsage>;

export const DeletedBusiness = z.strictObject({ id: z.uuid(), deleted: z.literal(true) });
