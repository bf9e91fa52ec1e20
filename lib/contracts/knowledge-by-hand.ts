import { z } from "zod";
import { Cursor, Limit } from "./calls";

/** Questions with their answers, and facts, as people type them. */

export const MAX_QUESTION_CHARACTERS = 300;
export const MAX_ANSWER_CHARACTERS = 4_000;
export const MAX_SUBJECT_CHARACTERS = 120;
export const MAX_STATEMENT_CHARACTERS = 1_000;

export const SaveAnswerInput = z.strictObject({
  businessId: z.uuid(),
  question: z
    .string()
    .trim()
    .min(1, "write the question")
    .max(MAX_QUESTION_CHARACTERS, `${MAX_QUESTION_CHARACTERS} characters at most`),
  answer: z
    .string()
    .trim()
    .min(1, "write the answer")
    .max(MAX_ANSWER_CHARACTERS, `${MAX_ANSWER_CHARACTERS.toLocaleString("en-US")} characters at most`),
});
export type SaveAnswerInput = z.input<typeof SaveAnswerInput>;

export const KnowledgeFactKind = z.enum(["price", "policy", "service", "promotion"]);
export type KnowledgeFactKind = z.infer<typeof KnowledgeFactKind>;

const moment = z.iso.datetime({ offset: true, error: "give a day" }).nullable().default(null);

export const SaveFactInput = z
  .strictObject({
    businessId: z.uuid(),
    kind: KnowledgeFactKind,
    subject: z
      .string()
      .trim()
      .min(1, "say what it is about")
      .max(MAX_SUBJECT_CHARACTERS, `${MAX_SUBJECT_CHARACTERS} characters at most`),
    statement: z
      .string()
      .trim()
      .min(1, "write what agents may say")
      .max(MAX_STATEMENT_CHARACTERS, `${MAX_STATEMENT_CHARACTERS.toLocaleString("en-US")} characters at most`),
    /** From this moment on it holds; null: always did. */
    validFrom: moment,
    /** From this moment on it does not hold any more; null: for good. */
    validUntil: moment,
  })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || Date.parse(validFrom) < Date.parse(validUntil), {
    path: ["validUntil"],
    message: "it would be over before it begins: give a later day",
  });
export type SaveFactInput = z.input<typeof SaveFactInput>;

export const KnowledgeAnswerResource = z
  .strictObject({
    id: z.uuid(),
    businessId: z.uuid(),
    question: z.string(),
    answer: z.string(),
    isExcluded: z.boolean(),
    /** It can be found by meaning; by its words it always can. */
    isEmbedded: z.boolean(),
    updatedAt: z.string(),
  })
  .meta({ id: "KnowledgeAnswer" });
export type KnowledgeAnswerResource = z.infer<typeof KnowledgeAnswerResource>;

export const KnowledgeFactResource = z
  .strictObject({
    id: z.uuid(),
    businessId: z.uuid(),
    kind: KnowledgeFactKind,
    subject: z.string(),
    statement: z.string(),
    validFrom: z.string().nullable(),
    validUntil: z.string().nullable(),
    isExcluded: z.boolean(),
    isEmbedded: z.boolean(),
    updatedAt: z.string(),
  })
  .meta({ id: "KnowledgeFact" });
export type KnowledgeFactResource = z.infer<typeof KnowledgeFactResource>;

export const ListByHandQuery = z.object({
  businessId: z.uuid(),
  text: z.string().trim().max(200).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListByHandQuery = z.input<typeof ListByHandQuery>;
