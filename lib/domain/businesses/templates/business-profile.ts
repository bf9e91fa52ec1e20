import type { BusinessProfile } from "@/lib/contracts/api/businesses";
import type { OpenInterval, WeeklyHours } from "@/lib/contracts/business-hours";
import { findIndustry } from "../industries";
import { WEEKDAYS } from "@/lib/domain/schedule/local-time";
import type { BusinessKind } from "../default-settings";

const VOICES: Record<BusinessKind["type"], string> = {
  customer_support: "Friendly, patient and exact.",
  sales: "Friendly and well informed, never pushy.",
  appointments: "Warm, calm and exact.",
  custom: "Friendly and exact.",
};

/** What can be said of a business before it told us: everything but its name, its trade and where it is. */
export function profileDefaults(
  kind: BusinessKind,
): Pick<
  BusinessProfile,
  "weeklyHours" | "specialDays" | "languages" | "brandVoice" | "city" | "fallbackNumber" | "active"
> {
  const industry = findIndustry(kind.industry);
  return {
    weeklyHours: weekOf(industry?.hours ?? { workdays: ["09:00", "17:00"] }),
    specialDays: [],
    languages: ["en-US"],
    brandVoice: industry?.voice ?? VOICES[kind.type],
    city: null,
    fallbackNumber: null,
    active: true,
  };
}

type Span = [string, string];

function weekOf(hours: { workdays: Span; saturday?: Span; sunday?: Span }): WeeklyHours {
  const intervals = (span: Span | undefined): OpenInterval[] => (span ? [{ opens: span[0], closes: span[1] }] : []);
  const days = WEEKDAYS.map((day) => {
    const span = day === "saturday" ? hours.saturday : day === "sunday" ? hours.sunday : hours.workdays;
    return [day, intervals(span)];
  });
  return Object.fromEntries(days) as WeeklyHours;
}
