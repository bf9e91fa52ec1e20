import { describe, expect, test } from "vitest";
import type { Schedule } from "./opening-hours";
import { isOpenAt, openingAnswer } from "./opening-hours";

const nineToFive = [{ opens: "09:00", closes: "17:00" }];
const schedule: Schedule = {
  timeZone: "America/Los_Angeles",
  weeklyHours: {
    monday: nineToFive,
    tuesday: nineToFive,
    wednesday: [
      { opens: "09:00", closes: "12:00" },
      { opens: "13:00", closes: "17:00" },
    ],
    thursday: nineToFive,
    friday: [{ opens: "09:00", closes: "24:00" }],
    saturday: [],
    sunday: [],
  },
  specialDays: [
    { date: "2026-11-26", name: "Thanksgiving", hours: [] },
    { date: "2026-12-24", name: "Christmas Eve", hours: [{ opens: "09:00", closes: "12:00" }] },
  ],
};
const at = (iso: string) => Date.parse(iso);

describe("opening hours are computed in the business's time zone", () => {
  test("open now says until when", () => {
    const answer = openingAnswer(schedule, at("2026-11-20T18:00:00Z"), null);
    expect(answer).toMatchObject({ openNow: true, localTime: "2026-11-20 10:00", day: { weekday: "friday" } });
    expect(answer?.spoken).toBe("We are open now, until midnight today.");
  });

  test("the evening there is already tomorrow in UTC", () => {
    expect(isOpenAt(schedule, at("2026-11-21T03:00:00Z"))).toBe(true);
    expect(openingAnswer(schedule, at("2026-11-21T03:00:00Z"), "today")?.day.date).toBe("2026-11-20");
  });

  test("closed says when it opens again, over the weekend", () => {
    const answer = openingAnswer(schedule, at("2026-11-21T20:00:00Z"), "today");
    expect(answer?.spoken).toBe("We are closed today. We open again on Monday at 9 am.");
  });

  test("before opening, today's hours are said", () => {
    const answer = openingAnswer(schedule, at("2026-11-23T15:00:00Z"), null);
    expect(answer?.spoken).toBe("We are closed at the moment. Today we are open from 9 am to 5 pm.");
  });

  test("a holiday wins over the week and is named", () => {
    expect(openingAnswer(schedule, at("2026-11-20T18:00:00Z"), "2026-11-26")).toMatchObject({
      day: { special: "Thanksgiving", intervals: [] },
      spoken: "We are closed on Thursday (Thanksgiving). We open again on Friday, November 27 at 9 am.",
    });
    expect(openingAnswer(schedule, at("2026-12-23T18:00:00Z"), "tomorrow")?.spoken).toBe(
      "Tomorrow we are open from 9 am to noon (Christmas Eve).",
    );
  });

  test("a weekday is the next one, today included, and several intervals are all said", () => {
    expect(openingAnswer(schedule, at("2026-11-20T18:00:00Z"), "Friday")?.day.date).toBe("2026-11-20");
    expect(openingAnswer(schedule, at("2026-11-20T18:00:00Z"), "wednesday")?.spoken).toBe(
      "On Wednesday we are open from 9 am to noon and from 1 pm to 5 pm.",
    );
  });

  test("a closed day is followed by the next opening after it, not by today's", () => {
    expect(openingAnswer(schedule, at("2026-11-20T13:00:00Z"), "sunday")?.spoken).toBe(
      "We are closed on Sunday. We open again on Monday at 9 am.",
    );
  });

  test("open before a lunch break, the afternoon is said as well", () => {
    expect(openingAnswer(schedule, at("2026-11-18T18:00:00Z"), null)?.spoken).toBe(
      "We are open now, until noon today, and again from 1 pm to 5 pm.",
    );
  });

  test("after the last hours of an open day, the next opening is said", () => {
    expect(openingAnswer(schedule, at("2026-11-19T02:00:00Z"), null)?.spoken).toBe(
      "We are closed at the moment. Today we were open from 9 am to noon and from 1 pm to 5 pm. We open again tomorrow at 9 am.",
    );
  });

  test("the clock change moves nothing", () => {
    expect(isOpenAt(schedule, at("2026-03-06T17:00:00Z"))).toBe(true);
    expect(isOpenAt(schedule, at("2026-03-09T16:00:00Z"))).toBe(true);
    expect(isOpenAt(schedule, at("2026-03-06T16:30:00Z"))).toBe(false);
  });

  test("what is no day is refused", () => {
    expect(openingAnswer(schedule, 0, "someday")).toBeNull();
    expect(openingAnswer(schedule, 0, "2026-02-31")).toBeNull();
  });

  test("a business that never opens says so without end", () => {
    const never = {
      ...schedule,
      weeklyHours: { ...schedule.weeklyHours, monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] },
    };
    expect(openingAnswer(never, at("2026-01-02T18:00:00Z"), null)).toMatchObject({
      nextOpening: null,
      spoken: "We are closed today.",
    });
  });
});
