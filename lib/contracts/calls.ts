import { z } from "zod";
import { CallChannel, CallDirection, CallKind, CallStatus, CallSummary } from "./live/call-summary";
import { CallEvent, Disposition, Speaker } from "./live/events";

export const oneOrMore = <S extends z.ZodType>(item: S, most = 20) =>
  z.preprocess(
    (value) => (Array.isArray(value) || value === undefined ? value : [value]),
    z.array(item).min(1).max(most).optional(),
  );

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;
export const Limit = z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(PAGE_SIZE);
/** Opaque; from `nextCursor` of the page before. */
export const Cursor = z.string().max(200).optional();

/** By what a list of calls is ordered. Calls that have no duration or no score (yet) are not in a list ordered by it. */
export const CallSort = z.enum(["started_at", "duration", "qa_score"]);
export type CallSort = z.infer<typeof CallSort>;

export const SentimentLabel = z.enum(["positive", "neutral", "negative"]);

/** In an address: true or false. */
const YesOrNo = z.preprocess(
  (value) => (value === "true" ? true : value === "false" ? false : value),
  z.boolean().optional(),
);
const Score = z.coerce.number().min(0).max(1).optional();
export const Tag = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "a tag has at least a letter")
  .max(40, "a tag has at most 40 letters");

/** What narrows a list of calls; all given ones must hold. Numbers match by their digits, anywhere in the number; with a plus, as a whole. */
export const CallFilters = z.object({
  status: oneOrMore(CallStatus),
  disposition: oneOrMore(Disposition),
  direction: CallDirection.optional(),
  channel: CallChannel.optional(),
  kind: CallKind.optional(),
  businessId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  from: z.string().trim().max(40).optional(),
  to: z.string().trim().max(40).optional(),
  /** Started at or after this moment. */
  startedAfter: z.iso.datetime({ offset: true }).optional(),
  /** Started before this moment. */
  startedBefore: z.iso.datetime({ offset: true }).optional(),
  minDurationMs: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
  maxDurationMs: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
  minQaScore: Score,
  maxQaScore: Score,
  /** Of the mean of what the caller said. */
  sentiment: oneOrMore(SentimentLabel),
  outcome: oneOrMore(z.string().trim().min(1).max(60)),
  resolved: YesOrNo,
  /** Open compliance findings. */
  hasFindings: YesOrNo,
  /** Any of them. */
  tags: oneOrMore(Tag),
  /** Of the agent, as `es` or `es-MX`. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$/, "write it like es or es-MX")
    .optional(),
  hasNotes: YesOrNo,
  /** Words of what was said and heard; several must all be there, "words in quotes" next to each other, -without. */
  text: z.string().trim().max(200).optional(),
});
export type CallFilters = z.output<typeof CallFilters>;

export const ListCallsQuery = CallFilters.extend({
  /** These alone. */
  callIds: oneOrMore(z.uuid(), 500),
  sort: CallSort.default("started_at"),
  order: z.enum(["desc", "asc"]).default("desc"),
  limit: Limit,
  cursor: Cursor,
});
export type ListCallsQuery = z.input<typeof ListCallsQuery>;

/** A call as it is kept: its summary, and what is known of how good it was. */
export const CallRecord = CallSummary.extend({
  /** The telephone network has found that `from` is not the caller's: it names nobody. */
  callerRefuted: z.boolean(),
  /** Mean and lowest compound of what the caller said, -1 to 1; null: nothing was said, or not scored. */
  sentimentMean: z.number().nullable(),
  sentimentLow: z.number().nullable(),
  /** 0 to 1; null: not scored (yet). */
  qaScore: z.number().nullable(),
  outcome: z.string().nullable(),
  /** Whether what the caller wanted was settled; null: not known (yet). */
  resolved: z.boolean().nullable(),
  /** Open compliance findings. */
  findings: z.number().int(),
  tags: z.array(z.string()),
});
export type CallRecord = z.infer<typeof CallRecord>;

/** Where what was looked for was said, in pieces; `isFound`: looked for. */
export const FoundWords = z.object({
  segmentId: z.string(),
  speaker: Speaker,
  startMs: z.number(),
  pieces: z.array(z.object({ text: z.string(), isFound: z.boolean() })),
});
export type FoundWords = z.infer<typeof FoundWords>;

export const ListedCall = CallRecord.extend({ found: FoundWords.nullable() });
export type ListedCall = z.infer<typeof ListedCall>;

export const CallPage = z.object({ calls: z.array(ListedCall), nextCursor: z.string().nullable() });
export type CallPage = z.infer<typeof CallPage>;

/** A call with all its facts, ordered by `seq`. */
export const CallDetail = z.object({ call: CallRecord, events: z.array(CallEvent) });
export type CallDetail = z.infer<typeof CallDetail>;
