import { z } from "zod";

/** A time of day, 24 hours: 00:00 to 24:00. */
export const ClockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, "use 24-hour time, 09:00");
export type ClockTime = z.infer<typeof ClockTime>;

/** Open from `opens` until `closes` of the same day. Past midnight: until 24:00, and from 00:00 the day after. */
export const OpenInterval = z
  .object({ opens: ClockTime, closes: ClockTime })
  .refine((interval) => interval.opens < interval.closes, "it must close after it opens");
export type OpenInterval = z.infer<typeof OpenInterval>;

const Intervals = z.array(OpenInterval).max(6).default([]);

/** No interval: closed that day. */
export const WeeklyHours = z.object({
  monday: Intervals,
  tuesday: Intervals,
  wednesday: Intervals,
  thursday: Intervals,
  friday: Intervals,
  saturday: Intervals,
  sunday: Intervals,
});
export type WeeklyHours = z.infer<typeof WeeklyHours>;
export type Weekday = keyof WeeklyHours;

/** A date with hours of its own, in the business's time zone: a holiday (no interval) or a day of other hours. */
export const SpecialDay = z.object({ date: z.iso.date(), name: z.string().min(1).max(100), hours: Intervals });
export type SpecialDay = z.infer<typeof SpecialDay>;

export const SpecialDays = z.array(SpecialDay).max(400).default([]);
