import { z } from "zod";

/** A place such as America/Los_Angeles, or UTC. No offset such as +02:00, which Intl would take too: it knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^(UTC|[A-Z][A-Za-z_]+\/[\w+/-]+)$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const TimeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, "it is no time zone; write it like America/Los_Angeles")
  .meta({ description: "IANA name." });
