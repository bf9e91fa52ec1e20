import { z } from "zod";
import { Cursor, Limit } from "./calls";

/** `refused`: the caller did not want it · `deleted`: somebody threw it away · `expired`: it was kept as long as things are. */
export const RecordingState = z.enum(["kept", "refused", "deleted", "expired"]);
export type RecordingState = z.infer<typeof RecordingState>;

/** `archive`: it takes hours to bring back. */
export const RecordingTier = z.enum(["hot", "infrequent", "archive"]);
export type RecordingTier = z.infer<typeof RecordingTier>;

export const RecordingSummary = z
  .strictObject({
    id: z.uuid(),
    callId: z.uuid(),
    state: RecordingState,
    startMs: z.int().meta({ description: "Where it begins in the call, as the call's events count." }),
    durationMs: z.int(),
    bytes: z.int().meta({ description: "As it is kept, encrypted." }),
    tier: RecordingTier,
    callStartedAt: z.string(),
    deletesAt: z
      .string()
      .nullable()
      .meta({ description: "When it will be deleted by age; null: not, while it is under hold." }),
    hold: z
      .strictObject({ since: z.string(), by: z.string(), reason: z.string() })
      .nullable()
      .meta({ description: "Under legal hold nothing deletes it." }),
    gone: z
      .strictObject({ at: z.string(), by: z.string() })
      .nullable()
      .meta({ description: "Its sound is gone since." }),
  })
  .meta({ id: "RecordingSummary" });
export type RecordingSummary = z.infer<typeof RecordingSummary>;

export const Peaks = z.strictObject({
  everyMs: z.int().positive(),
  caller: z.array(z.number().min(0).max(1)),
  agent: z.array(z.number().min(0).max(1)),
});
export type Peaks = z.infer<typeof Peaks>;

export const RecordingResource = z
  .strictObject({
    ...RecordingSummary.shape,
    peaks: Peaks.nullable().meta({
      description: "How loud each side is, one figure each `everyMs` from `startMs` on.",
    }),
  })
  .meta({ id: "Recording" });
export type RecordingResource = z.infer<typeof RecordingResource>;

export const ListRecordingsQuery = z.object({
  state: RecordingState.optional(),
  held: z.enum(["true", "false"]).optional().meta({ description: "Only those under legal hold, or only the others." }),
  businessId: z.uuid("it must be a business's id").optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListRecordingsQuery = z.input<typeof ListRecordingsQuery>;

export const RecordingPage = z.strictObject({
  recordings: z.array(RecordingSummary),
  nextCursor: z.string().nullable(),
});
export type RecordingPage = z.infer<typeof RecordingPage>;

export const HoldInput = z.strictObject({
  held: z.boolean(),
  reason: z
    .string()
    .trim()
    .max(500, "500 characters at most")
    .default("")
    .meta({ description: "Why it must be kept." }),
});
export type HoldInput = z.input<typeof HoldInput>;
