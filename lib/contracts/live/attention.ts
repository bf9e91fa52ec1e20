import { z } from "zod";
import { AGENT_FLOOR, type CallFloor } from "./steering";

/**
 * What says whether somebody should look at a call: facts alone, told apart from what follows from them (lib/domain/attention), so that the
 * list can be ranked anew each second without asking anybody. Times are ISO 8601 in UTC.
 */
export const CallAttention = z.object({
  /** When the caller last asked for a person. */
  askedForPersonAt: z.string().nullable(),
  /** Something urgent was said, and when. */
  urgent: z.object({ word: z.string(), at: z.string() }).nullable(),
  /** The same question, how often in a row, and when last. */
  repeated: z.object({ question: z.string(), times: z.int(), at: z.string() }).nullable(),
  /** The caller's last questions, oldest first, and how often each was asked. */
  asked: z.array(z.object({ question: z.string(), times: z.int() })).default([]),
  /** Questions that nothing answered. */
  unanswered: z.int(),
  toolFailures: z.int(),
  /** The last tool that failed. */
  failedTool: z.string().nullable(),
  vendorFailures: z.int(),
  /** What does not work at the moment. */
  vendorDown: z
    .object({ part: z.enum(["listening", "thinking", "speaking", "line"]), since: z.string() })
    .nullable()
    .default(null),
  interruptions: z.int(),
  silencePrompts: z.int(),
  /** Who spoke last and when they had finished; null while somebody speaks, and before anybody did. */
  quietSince: z.string().nullable(),
  lastSpeaker: z.enum(["caller", "agent", "person"]).nullable(),
  /** Compound sentiment of the caller's turns, -1 to 1, oldest first, at most the last 12. */
  sentiment: z.array(z.number()),
  /** The escalation under way. */
  escalation: z
    .object({ id: z.string(), state: z.enum(["waiting", "in_progress"]), reason: z.string(), since: z.string() })
    .nullable(),
  /** When nobody could be reached. */
  nobodyAt: z.string().nullable().default(null),
  /** Since when somebody has paused the agent or speaks in its place. */
  floorSince: z.string().nullable().default(null),
  /** The agent asks a colleague, since when. */
  questionSince: z.string().nullable(),
});
export type CallAttention = z.infer<typeof CallAttention>;

export const NO_ATTENTION: CallAttention = {
  askedForPersonAt: null,
  urgent: null,
  repeated: null,
  asked: [],
  unanswered: 0,
  toolFailures: 0,
  failedTool: null,
  vendorFailures: 0,
  vendorDown: null,
  interruptions: 0,
  silencePrompts: 0,
  quietSince: null,
  lastSpeaker: null,
  sentiment: [],
  escalation: null,
  nobodyAt: null,
  floorSince: null,
  questionSince: null,
};

/** As it is kept with the call's row, for those who do not hold the call. */
export type StoredAttention = { floor: CallFloor; attention: CallAttention };
export const CALM: StoredAttention = { floor: AGENT_FLOOR, attention: NO_ATTENTION };

/** What was stored, by an earlier version too: what it did not know of yet has not happened. */
export const fromStored = (stored: StoredAttention | null): StoredAttention =>
  stored ? { floor: stored.floor, attention: { ...NO_ATTENTION, ...stored.attention } } : CALM;
