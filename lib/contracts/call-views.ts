import { z } from "zod";
import { CallFilters, CallSort, Tag } from "./calls";

/** What a view keeps: filters and order. A kept day would soon be of no use: `withinDays` counts back from today. */
export const ViewQuery = CallFilters.extend({
  withinDays: z.coerce.number().int().min(1).max(3_650).optional(),
  sort: CallSort.optional(),
  order: z.enum(["desc", "asc"]).optional(),
}).strict();

export const ViewInput = z.object({
  name: z.string().trim().min(1, "give it a name").max(60, "60 letters at most"),
  shared: z.boolean().default(false),
  query: ViewQuery,
});

export const CallView = z.strictObject({
  id: z.string(),
  name: z.string(),
  shared: z.boolean(),
  ownerName: z.string(),
  isOwn: z.boolean(),
  query: ViewQuery,
  updatedAt: z.string(),
});
export type CallView = z.infer<typeof CallView>;

const MOST_AT_ONCE = 500;
/** Calls by their ids, as they were picked on a screen. */
export const CallIds = z
  .array(z.uuid())
  .min(1, "pick a call")
  .max(MOST_AT_ONCE, `${MOST_AT_ONCE} calls at most`)
  .transform((ids) => [...new Set(ids)]);

export const TagCallsInput = z.object({
  callIds: CallIds,
  add: z.array(Tag).max(20).default([]),
  remove: z.array(Tag).max(20).default([]),
});
export const TaggedCalls = z.strictObject({ changed: z.int() });
