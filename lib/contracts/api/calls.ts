import { z } from "zod";
import { CallRecord, FoundWords } from "../calls";
import { CallSummary } from "../live/call-summary";
import { CallEvent, Speaker, TurnSource } from "../live/events";

export const CallResource = CallSummary.strict().meta({ id: "Call" });

export const CallRecordResource = CallRecord.strict().meta({ id: "CallRecord" });

export const ListedCallResource = CallRecord.extend({
  found: FoundWords.strict()
    .nullable()
    .meta({ id: "FoundWords", description: "Where the words of `text` were said; null when none were asked for." }),
})
  .strict()
  .meta({ id: "ListedCall" });

export const ApiCallPage = z.strictObject({ calls: z.array(ListedCallResource), nextCursor: z.string().nullable() });

export const ApiCallDetail = z.strictObject({
  call: CallRecordResource,
  events: z.array(CallEvent.meta({ id: "CallEvent" })).meta({ description: "All that happened, ordered by seq." }),
});

/** One thing that somebody said or keyed in. Times count from the start of the call's sound. */
export const Interaction = z
  .strictObject({
    id: z.string(),
    seq: z.int(),
    turnId: z.string(),
    speaker: Speaker,
    text: z.string(),
    heardText: z
      .string()
      .nullable()
      .meta({ description: "What of an agent's text was really played; null for people." }),
    interrupted: z.boolean(),
    startMs: z.number(),
    endMs: z.number(),
    confidence: z.number().nullable(),
    source: TurnSource,
    at: z.string(),
  })
  .meta({ id: "Interaction" });
export type Interaction = z.infer<typeof Interaction>;

export const InteractionPage = z.strictObject({
  interactions: z.array(Interaction),
  nextCursor: z.string().nullable(),
});
export type InteractionPage = z.infer<typeof InteractionPage>;
