import { z } from "zod";
import { CallDirection, CallStatus, CallSummary } from "./live/call-summary";
import { CallEvent, Disposition } from "./live/events";

export const oneOrMore = <S extends z.ZodType>(item: S) =>
  z.preprocess(
    (value) => (Array.isArray(value) || value === undefined ? value : [value]),
    z.array(item).min(1).max(20).optional(),
  );

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;
export const Limit = z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(PAGE_SIZE);
/** Opaque; from `nextCursor` of the page before. */
export const Cursor = z.string().max(200).optional();

/** Filters of the list of calls; all given ones must hold. Numbers match by their digits, anywhere in the number. */
export const ListCallsQuery = z.object({
  status: oneOrMore(CallStatus),
  disposition: oneOrMore(Disposition),
  direction: CallDirection.optional(),
  businessId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  from: z.string().trim().max(40).optional(),
  to: z.string().trim().max(40).optional(),
  /** Started at or after this moment. */
  startedAfter: z.iso.datetime({ offset: true }).optional(),
  /** Started before this moment. */
  startedBefore: z.iso.datetime({ offset: true }).optional(),
  /** Somewhere in what was said, or in why the call ended. */
  text: z.string().trim().max(200).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListCallsQuery = z.input<typeof ListCallsQuery>;

/** Newest first. */
export const CallPage = z.object({ calls: z.array(CallSummary), nextCursor: z.string().nullable() });
export type CallPage = z.infer<typeof CallPage>;

/** A call with all its facts, ordered by `seq`. */
export const CallDetail = z.object({ call: CallSummary, events: z.array(CallEvent) });
export type CallDetail = z.infer<typeof CallDetail>;
