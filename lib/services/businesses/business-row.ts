import { BusinessContact } from "@/lib/contracts/business-contact";
import { SpecialDays, WeeklyHours } from "@/lib/contracts/business-hours";
import { BusinessOverrides } from "@/lib/contracts/business-settings";
import type { BusinessConfig, BusinessResource } from "@/lib/contracts/api/businesses";
import type { Prisma } from "@/lib/db/generated/client";
import { overriddenParts, settingsOf } from "@/lib/domain/businesses/default-settings";

export const BUSINESS_SELECT = {
  id: true,
  name: true,
  type: true,
  industry: true,
  city: true,
  timeZone: true,
  weeklyHours: true,
  specialDays: true,
  languages: true,
  brandVoice: true,
  fallbackNumber: true,
  contact: true,
  active: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.BusinessSelect;

export const BUSINESS_CONFIG_SELECT = { ...BUSINESS_SELECT, settings: true } satisfies Prisma.BusinessSelect;

type Row = Prisma.BusinessGetPayload<{ select: typeof BUSINESS_SELECT }>;
type ConfigRow = Prisma.BusinessGetPayload<{ select: typeof BUSINESS_CONFIG_SELECT }>;

export const toBusiness = (row: Row): BusinessResource => ({
  ...row,
  weeklyHours: WeeklyHours.parse(row.weeklyHours),
  specialDays: SpecialDays.parse(row.specialDays),
  contact: BusinessContact.parse(row.contact),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** What is stored and reads as no overrides (another release wrote it) counts as none. */
export const overridesIn = (settings: unknown): BusinessOverrides => BusinessOverrides.safeParse(settings).data ?? {};

export function toBusinessConfig({ settings, ...row }: ConfigRow): BusinessConfig {
  const overrides = overridesIn(settings);
  return { ...toBusiness(row), ...settingsOf(row, overrides), overridden: overriddenParts(overrides) };
}
