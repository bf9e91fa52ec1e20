import { z } from "zod";

/** Figures of one stretch of time. */
export const DayFigures = z.object({
  calls: z.number().int(),
  answered: z.number().int(),
  /** Something went wrong on our side or at a vendor. */
  failed: z.number().int(),
  /** Rang and was not answered: busy, no answer, canceled. */
  missed: z.number().int(),
  messages: z.number().int(),
  interruptions: z.number().int(),
  /** Median over all answers; null without one. */
  medianVoiceToVoiceMs: z.number().nullable(),
  /** Median length of answered, finished calls; null without one. */
  medianDurationMs: z.number().nullable(),
});
export type DayFigures = z.infer<typeof DayFigures>;

/** Today in the business's time zone, beside the same weekday of last week up to the same time of day. */
export const Overview = z.object({
  timeZone: z.string(),
  /** Local date, YYYY-MM-DD. */
  date: z.string(),
  /** English name, "Friday". */
  weekday: z.string(),
  today: DayFigures,
  lastWeek: DayFigures,
  /** Calls in progress right now. */
  activeCalls: z.number().int(),
  /** Messages nobody has dealt with, of any day. */
  openMessages: z.number().int(),
  /** 24 entries, local hours 0 to 23; `lastWeek` counts the whole day. */
  callsByHour: z.array(z.object({ hour: z.number().int(), today: z.number().int(), lastWeek: z.number().int() })),
});
export type Overview = z.infer<typeof Overview>;
