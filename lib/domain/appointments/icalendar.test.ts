import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CalendarEvent, iCalendar } from "./icalendar";

const EVENT: CalendarEvent = {
  uid: "0193-abc@aybiza",
  sequence: 2,
  startMs: Date.parse("2026-12-03T14:30:00-08:00"),
  endMs: Date.parse("2026-12-03T15:15:00-08:00"),
  stampMs: Date.parse("2026-11-30T12:00:00.123Z"),
  summary: "Cleaning",
};
const unfold = (calendar: string) => calendar.replaceAll("\r\n ", "");
const valueOf = (calendar: string, name: string) =>
  unfold(calendar)
    .split("\r\n")
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1);
/** As a reader of RFC 5545 takes a text apart. */
const unescape = (value = "") => value.replace(/\\([\\;,nN])/g, (_, mark: string) => (/n/i.test(mark) ? "\n" : mark));

describe("a calendar as other programs read it", () => {
  it("has the event's instants in UTC, its number and what it is for", () => {
    const people = {
      organizer: { name: 'Harbour; "Dental"', email: "no-reply@aybiza.test" },
      attendee: { name: "Mia\r\nChen", email: "mia@example.test" },
    };
    const calendar = unfold(iCalendar("REQUEST", [{ ...EVENT, ...people, location: "Room 2, upstairs" }]));
    expect(calendar.split("\r\n")).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Aybiza//Appointments//EN",
      "CALSCALE:GREGORIAN",
      "METHOD:REQUEST",
      "BEGIN:VEVENT",
      "UID:0193-abc@aybiza",
      "SEQUENCE:2",
      "DTSTAMP:20261130T120000Z",
      "DTSTART:20261203T223000Z",
      "DTEND:20261203T231500Z",
      "SUMMARY:Cleaning",
      "LOCATION:Room 2\\, upstairs",
      "STATUS:CONFIRMED",
      'ORGANIZER;CN="Harbour;  Dental":mailto:no-reply@aybiza.test',
      'ATTENDEE;CN="Mia Chen";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:mia@example.test',
      "TRANSP:OPAQUE",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ]);
    expect(valueOf(iCalendar("CANCEL", [{ ...EVENT, canceled: true }]), "STATUS")).toBe("CANCELLED");
    expect(valueOf(iCalendar("PUBLISH", [], { name: "A, B" }), "X-WR-CALNAME")).toBe("A\\, B");
  });

  it("keeps any words, in lines of 75 octets that cut no character", () => {
    const letter = fc.constantFrom("a", " ", ";", ",", "\\", '"', ":", "é", "日", "👩‍👩‍👧", "n", "N");
    const words = fc.string({ unit: letter, maxLength: 120 });
    const lines = fc.array(words, { maxLength: 4 }).map((each) => each.join("\n"));
    fc.assert(
      fc.property(lines, (summary) => {
        const calendar = iCalendar("PUBLISH", [{ ...EVENT, summary }]);
        const lines = calendar.split("\r\n");
        expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
        expect(lines.map((line) => Buffer.from(line).toString())).toEqual(lines);
        expect(unescape(valueOf(calendar, "SUMMARY"))).toBe(summary);
        expect(calendar.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it("lets nobody write lines of its own into it", () => {
    const summary = "Cleaning\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil";
    const calendar = iCalendar("PUBLISH", [{ ...EVENT, summary }]);
    expect(calendar.split("\r\n").filter((line) => line.startsWith("UID:"))).toEqual(["UID:0193-abc@aybiza"]);
    expect(valueOf(calendar, "SUMMARY")).toBe("Cleaning\\nEND:VEVENT\\nBEGIN:VEVENT\\nUID:evil");
  });
});
