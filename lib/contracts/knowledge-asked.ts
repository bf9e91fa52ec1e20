import { z } from "zod";
import { type KnowledgeDocumentKind, KnowledgeIntent, KnowledgePassage } from "./knowledge-passages";

export const AskedPassage = KnowledgePassage.extend({
  sourceName: z.string().meta({ description: "What people call its source: the file's name, the website's host." }),
  byMeaning: z
    .int()
    .nullable()
    .meta({ description: "Its place among what is alike in meaning; null: not among them." }),
  byWords: z
    .int()
    .nullable()
    .meta({ description: "Its place among what has the question's words; null: not among them." }),
  relevance: z.number().nullable().meta({ description: "0 to 1, by the reranker; null: not reranked." }),
}).meta({ id: "AskedPassage" });
export type AskedPassage = z.infer<typeof AskedPassage>;

/** What a question to a business's knowledge finds, as people and programs see it. */
export const AskedKnowledge = z
  .strictObject({
    query: z.string().meta({ description: "What was looked for." }),
    intent: KnowledgeIntent,
    passages: z
      .array(AskedPassage)
      .meta({ description: "What an agent would be given, best first; none: it would say that it does not know." }),
    near: z
      .array(AskedPassage)
      .meta({ description: "What came nearest and does not fit well enough to be given, best first, at most three." }),
    timings: z.strictObject({
      totalMs: z.number(),
      embedMs: z.number().meta({ description: "Until the question's vector was there." }),
      vectorMs: z.number().nullable(),
      wordsMs: z.number().nullable(),
      rerankMs: z.number().nullable(),
    }),
  })
  .meta({ id: "AskedKnowledge" });
export type AskedKnowledge = z.infer<typeof AskedKnowledge>;

/** What a question to a business's knowledge can be narrowed to: what its documents in use are. */
export type KnowledgeFilterChoices = {
  kinds: KnowledgeDocumentKind[];
  sources: { id: string; name: string }[];
  /** As documents have it: "twilio". */
  vendors: string[];
  tags: string[];
  /** ISO 639-1. */
  languages: string[];
};
