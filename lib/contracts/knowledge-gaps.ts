import { z } from "zod";
import { Cursor, Limit } from "./calls";

export const KnowledgeGapState = z.enum(["open", "answered", "dismissed"]).meta({
  description: "`open`: nothing answers it yet, or it was asked again since it was answered.",
});
export type KnowledgeGapState = z.infer<typeof KnowledgeGapState>;

/** Of a caller's question, in the words they said it in. */
export const MAX_GAP_QUESTION_CHARACTERS = 500;

/** Questions of callers that nothing in the knowledge answered, and that ask the same. */
export const KnowledgeGapGroup = z
  .strictObject({
    id: z.uuid(),
    businessId: z.uuid(),
    question: z.string().meta({ description: "As it was asked last." }),
    state: KnowledgeGapState,
    count: z.int().meta({ description: "How often it was asked." }),
    firstAskedAt: z.string(),
    lastAskedAt: z.string(),
    /** The newest, at most five, each wording once. */
    examples: z.array(z.strictObject({ question: z.string(), callId: z.uuid(), askedAt: z.string() })),
    /** What answers it since; null: nothing, or it was removed. */
    answer: z.strictObject({ documentId: z.uuid(), title: z.string() }).nullable(),
  })
  .meta({ id: "KnowledgeGapGroup" });
export type KnowledgeGapGroup = z.infer<typeof KnowledgeGapGroup>;

export const ListGapsQuery = z.object({
  businessId: z.uuid(),
  state: KnowledgeGapState.default("open"),
  limit: Limit,
  cursor: Cursor,
});
export type ListGapsQuery = z.input<typeof ListGapsQuery>;

/** Those asked last first. */
export type KnowledgeGapPage = { groups: KnowledgeGapGroup[]; nextCursor: string | null };

/** What a call leaves of the questions that nothing answered. */
export type NotedGaps = {
  callId: string;
  businessId: string;
  questions: readonly { turnId: string; text: string; askedAt: Date }[];
};
