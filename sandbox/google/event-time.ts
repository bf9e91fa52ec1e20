import { z } from "zod";
import { badRequest, invalid, required, timeRangeEmpty } from "./api-error";
import { instantOf, isZone, localIso } from "../zone";

/** One end of an event: an instant, or a whole day in the calendar's zone. */
export type EventTime =
  { readonly atMs: number; readonly timeZone: string } | { readonly date: string; readonly timeZone?: undefined };

export const eventTimeInput = z.looseObject({
  dateTime: z.string().nullish(),
  date: z.string().nullish(),
  timeZone: z.string().nullish(),
});

const OFFSET = /(?:Z|[+-]\d\d:\d\d)$/i;
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Reads `{ dateTime, timeZone? }` or `{ date }`; a time without offset needs a zone. @throws GoogleApiError 400. */
export function readEventTime(
  input: z.output<typeof eventTimeInput> | null | undefined,
  which: "start" | "end",
  calendarZone: string,
): EventTime {
  if (!input?.dateTime && !input?.date) throw required(`Missing ${which} time.`);
  const { dateTime, date, timeZone } = input;
  if (timeZone && !isZone(timeZone)) throw invalid(`Invalid time zone definition for ${which} time.`);
  if (!dateTime) {
    if (!DAY.test(date ?? "") || Number.isNaN(Date.parse(date ?? ""))) throw invalid(`Invalid value for: ${which}`);
    return { date: date ?? "" };
  }
  if (date) throw invalid(`Invalid ${which} time.`);
  if (OFFSET.test(dateTime)) return { atMs: instantOfText(dateTime), timeZone: timeZone ?? calendarZone };
  if (!LOCAL.test(dateTime)) throw badRequest();
  if (!timeZone) throw required(`Missing time zone definition for ${which} time.`);
  return { atMs: instantOf(dateTime, timeZone), timeZone };
}

/** An instant in RFC 3339 with an offset, as timeMin and its like must be. @throws GoogleApiError 400. */
export function instantOfText(text: string): number {
  const atMs = OFFSET.test(text) && text.includes("T") ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs)) throw badRequest();
  return atMs;
}

export const boundaryMs = (time: EventTime, calendarZone: string): number =>
  "atMs" in time ? time.atMs : instantOf(`${time.date}T00:00:00`, calendarZone);

export function checkRange(start: EventTime, end: EventTime, calendarZone: string): void {
  if ("atMs" in start !== "atMs" in end) throw invalid("Invalid start time.");
  const empty = boundaryMs(end, calendarZone) - boundaryMs(start, calendarZone);
  if (empty < 0 || (empty === 0 && "date" in start)) throw timeRangeEmpty();
}

/** As the API gives it back: in the answer's zone, with the zone that was asked for beside it. */
export function presentTime(time: EventTime, answerZone: string): object {
  return "atMs" in time ? { dateTime: localIso(time.atMs, answerZone), timeZone: time.timeZone } : { date: time.date };
}

export function moved(time: EventTime, byMs: number): EventTime {
  if ("atMs" in time) return { ...time, atMs: time.atMs + byMs };
  const days = Math.max(1, Math.round(byMs / 86_400_000));
  return { date: new Date(Date.parse(time.date) + days * 86_400_000).toISOString().slice(0, 10) };
}
