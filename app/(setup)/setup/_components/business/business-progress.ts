import { z } from "zod";
import { BusinessType } from "@/lib/contracts/api/businesses";
import type { BusinessDraft } from "@/components/business/business-draft";
import { Draft } from "./proposal-pieces";

const Hours = z.array(z.object({ opens: z.string(), closes: z.string() }));
const Week = z.object({
  monday: Hours,
  tuesday: Hours,
  wednesday: Hours,
  thursday: Hours,
  friday: Hours,
  saturday: Hours,
  sunday: Hours,
});

/** A business as somebody typed it, right or wrong; what was not touched is not there. */
const Given = z
  .object({
    name: z.string(),
    type: BusinessType,
    industry: z.string(),
    city: z.string(),
    timeZone: z.string(),
    weeklyHours: Week,
    specialDays: z.array(z.object({ date: z.string(), name: z.string(), hours: Hours })),
    languages: z.array(z.string()),
    brandVoice: z.string(),
    fallbackNumber: z.string(),
    contact: z.object({
      phone: z.string(),
      email: z.string(),
      website: z.string(),
      address: z.string(),
      links: z.array(z.object({ title: z.string(), address: z.string(), when: z.string() })).default([]),
    }),
    active: z.boolean(),
  })
  .partial();

const BusinessProgress = z.object({
  given: Given.catch({}),
  from: z.enum(["website", "description"]).catch("website"),
  description: z.string().catch(""),
  draft: Draft.nullable().catch(null),
});
export type BusinessProgress = Omit<z.output<typeof BusinessProgress>, "given"> & { given: Partial<BusinessDraft> };

/** What was kept of the step; what cannot be read any more counts as not typed. */
export function readProgress(kept: unknown): BusinessProgress {
  const { given, ...rest } = BusinessProgress.parse(kept ?? {});
  const typed = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...rest, given: Object.fromEntries(typed) as Partial<BusinessDraft> };
}
