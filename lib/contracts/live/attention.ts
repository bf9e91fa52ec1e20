import { z } from "zod";
import type { CallFloor } from "./steering";

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
  /** Questions that nothing answered. */
  unanswered: z.int(),
  toolFailures: z.int(),
  /** The last tool that failed. */
  failedTool: z.string().nullable(),
  vendorFailures: z.int(),
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
  /** The agent asks a colleague, since when. */
  questionSince: z.string().nullable(),
});
export type CallAttention = z.infer<typeof CallAttention>;

export const NO_ATTENTION: CallAttention = {
  askedForPersonAt: null,
  urgent: null,
  repeated: null,
  unanswered: 0,
  toolFailures: 0,
  failedTool: null,
  vendorFailures: 0,
  interruptions: 0,
  silencePrompts: 0,
  quietSince: null,
  lastSpeaker: null,
  sentiment: [],
  escalation: null,
  questionSince: null,
};

/** As it is kept with the call's row, for those who do not hold the call. */
export type StoredAttention = { floor: CallFloor; attention: CallAttention };
