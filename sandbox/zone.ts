/** Wall clocks: what the time is in a place, daylight saving included. Instants are milliseconds since 1970. */

const formats = new Map<string, Intl.DateTimeFormat>();

export function isZone(zone: string): boolean {
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** How far the place's clock is ahead of UTC at that instant. */
function offsetMs(atMs: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
}

/** The instant at which the place's clock shows that time ("2026-03-08T09:30:00"); a time that is skipped is read with the offset before. */
export function instantOf(local: string, zone: string): number {
  const asUtcMs = Date.parse(`${local}Z`);
  const before = offsetMs(asUtcMs - 86_400_000, zone);
  const first = asUtcMs - before;
  if (offsetMs(first, zone) === before) return first;
  const second = asUtcMs - offsetMs(first, zone);
  return offsetMs(second, zone) === asUtcMs - second ? second : first;
}

/** The instant as the place's clock shows it, with its offset: "2026-03-08T09:30:00-04:00", or …Z in UTC. */
export function localIso(atMs: number, zone: string): string {
  if (zone === "UTC") return new Date(atMs).toISOString().replace(".000Z", "Z");
  const offset = offsetMs(atMs, zone);
  const minutes = Math.abs(Math.round(offset / 60_000));
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = new Date(atMs + offset).toISOString().slice(0, 19);
  return `${clock}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, format);
  return format;
}
