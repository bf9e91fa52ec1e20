import { z } from "zod";

const Settings = z.object({ verificationPhone: z.string().regex(/^\+[1-9]\d{6,14}$/) });

/** The number that codes for an organization's callers go to (E.164), from `organizations.settings`; null when none is set. */
export function verificationPhoneOf(settings: unknown): string | null {
  const parsed = Settings.safeParse(settings);
  return parsed.success ? parsed.data.verificationPhone : null;
}
