import { z } from "zod";

/** What is known of whoever calls, by their number alone, as the call begins. */

/** One thing that is known, with where it comes from. Words of others: callers, colleagues, another system. */
export const KnownOfCaller = z.object({
  from: z.enum(["calls", "messages", "appointments", "notes", "tool"]),
  text: z.string().max(1000),
});
export type KnownOfCaller = z.infer<typeof KnownOfCaller>;

/** What an agent looks up of its callers before it answers them. */
export const CallerLookup = z.object({
  enabled: z.boolean().default(false),
  /** It is told the name that the number goes with, and may use it. A number can be borrowed or faked. */
  mayUseName: z.boolean().default(false),
  /** A tool among those it may use, which only reads and needs nothing from the caller; null: own records alone. */
  toolId: z.uuid().nullable().default(null),
});
export type CallerLookup = z.infer<typeof CallerLookup>;
