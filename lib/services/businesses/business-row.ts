import { SpecialDays, WeeklyHours } from "@/lib/contracts/business-hours";
import type { BusinessResource } from "@/lib/contracts/api/businesses";
import type { Prisma } from "@/lib/db/generated/client";

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
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.BusinessSelect;

type Row = Prisma.BusinessGetPayload<{ select: typeof BUSINESS_SELECT }>;

export const toBusiness = (row: Row): BusinessResource => ({
  ...row,
  weeklyHours: WeeklyHours.parse(row.weeklyHours),
  specialDays: SpecialDays.parse(row.specialDays),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
