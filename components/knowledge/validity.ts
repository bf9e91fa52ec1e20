import { formatDate } from "@/components/format/time";

type Validity = { validFrom: string | null; validUntil: string | null };

/** How a fact stands at `now` (ms): `over` and `ahead` are not said to anybody. */
export function standingOf({ validFrom, validUntil }: Validity, now: number): "holds" | "ahead" | "over" {
  if (validUntil !== null && Date.parse(validUntil) <= now) return "over";
  return validFrom !== null && Date.parse(validFrom) > now ? "ahead" : "holds";
}

/** "holds from 1 March 2026 until 31 March 2026", "over since 1 April 2026", "always holds", in the business's time zone. */
export function validityWords({ validFrom, validUntil }: Validity, now: number, timeZone: string): string {
  const standing = standingOf({ validFrom, validUntil }, now);
  if (standing === "over" && validUntil !== null) return `over since ${formatDate(validUntil, timeZone)}`;
  const from = validFrom === null ? null : formatDate(validFrom, timeZone);
  // The end is the first moment after: its last day is the one people know.
  const last = validUntil === null ? null : formatDate(new Date(Date.parse(validUntil) - 1).toISOString(), timeZone);
  if (standing === "ahead") return `holds from ${from}${last === null ? "" : ` until ${last}`}`;
  if (last !== null) return `holds until ${last}`;
  return from === null ? "always holds" : `holds since ${from}`;
}
