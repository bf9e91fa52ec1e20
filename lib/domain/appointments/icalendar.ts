/** A person as a calendar names them. */
type CalendarPerson = { name: string; email: string };

/** One event of a calendar; times are instants, which every program shows on its own clock. */
export type CalendarEvent = {
  /** The same for as long as the event lives. */
  uid: string;
  /** Grows with each change. */
  sequence: number;
  startMs: number;
  endMs: number;
  /** When this was written. */
  stampMs: number;
  summary: string;
  description?: string;
  location?: string;
  canceled?: boolean;
  organizer?: CalendarPerson;
  attendee?: CalendarPerson;
};

/** REQUEST invites or changes, CANCEL takes back, PUBLISH shows. RFC 5546. */
type CalendarMethod = "REQUEST" | "CANCEL" | "PUBLISH";

const LINE_OCTETS = 75;

/** A calendar of events as RFC 5545 has it: CRLF, lines folded at 75 octets, texts escaped, instants in UTC. */
export function iCalendar(
  method: CalendarMethod,
  events: readonly CalendarEvent[],
  { name, refreshMinutes }: { name?: string; refreshMinutes?: number } = {},
): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Aybiza//Appointments//EN",
    "CALSCALE:GREGORIAN",
    `METHOD:${method}`,
    ...(name === undefined ? [] : [`NAME:${text(name)}`, `X-WR-CALNAME:${text(name)}`]),
    ...(refreshMinutes === undefined
      ? []
      : [`REFRESH-INTERVAL;VALUE=DURATION:PT${refreshMinutes}M`, `X-PUBLISHED-TTL:PT${refreshMinutes}M`]),
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function eventLines(event: CalendarEvent): string[] {
  const { description, location, organizer, attendee } = event;
  return [
    "BEGIN:VEVENT",
    `UID:${text(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${instant(event.stampMs)}`,
    `DTSTART:${instant(event.startMs)}`,
    `DTEND:${instant(event.endMs)}`,
    `SUMMARY:${text(event.summary)}`,
    ...(description ? [`DESCRIPTION:${text(description)}`] : []),
    ...(location ? [`LOCATION:${text(location)}`] : []),
    `STATUS:${event.canceled ? "CANCELLED" : "CONFIRMED"}`,
    ...(organizer ? [`ORGANIZER;CN=${parameter(organizer.name)}:mailto:${organizer.email}`] : []),
    ...(attendee
      ? [`ATTENDEE;CN=${parameter(attendee.name)};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED:mailto:${attendee.email}`]
      : []),
    "TRANSP:OPAQUE",
    "END:VEVENT",
  ];
}

/** 2026-12-03T14:30Z is 20261203T143000Z. */
const instant = (atMs: number): string => new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, "");

/** A TEXT value: what has a meaning of its own is escaped, other control characters are left out (3.3.11). */
const text = (value: string): string =>
  value
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")

    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\n/g, "\\n");

/** A quoted parameter value cannot hold quotes or control characters (3.2). */

const parameter = (value: string): string => `"${value.replace(/[\u0000-\u001f\u007f"\u2028\u2029]+/g, " ").trim()}"`;

/** A line of at most 75 octets goes on after a break and a space; no character is cut in two (3.1). */
function fold(line: string): string {
  const lines: string[] = [];
  let [current, octets] = ["", 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      lines.push(current);
      [current, octets] = ["", 1];
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n ");
}
