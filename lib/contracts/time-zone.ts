import { z } from "zod";

/** An IANA name such as America/Los_Angeles, or another that this machine's clock knows. */
export function isTimeZone(name: string): boolean {
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
