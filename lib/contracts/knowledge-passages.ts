import { z } from "zod";

/** What an agent is given out of the knowledge of its business, and what it made of it. */

/** Default of how many passages a question gets, and of how well one must fit (0–1) to be given. */
export const DEFAULT_PASSAGES = 5;
export const DEFAULT_THRESHOLD = 0.7;

/** What a document is, for filters and for people. */
export const KnowledgeDocumentKind = z.enum([
  "file",
  "page",
  "api_reference",
  "guide",
  "tutorial",
  "question",
  "price",
  "policy",
  "service",
  "promotion",
]);
export type KnowledgeDocumentKind = z.infer<typeof KnowledgeDocumentKind>;

/** A piece of a document as it was when it was given: stays readable when the document changes or goes. */
export const KnowledgePassage = z.object({
  chunkId: z.string(),
  documentId: z.string(),
  sourceId: z.string(),
  /** Of the document. */
  version: z.number().int(),
  kind: KnowledgeDocumentKind,
  title: z.string(),
  /** The headings above it, "Prices › Crowns"; empty: none. */
  heading: z.string(),
  url: z.string().nullable(),
  /** As it was given: cut to what the question needs, and put so that it can be said. */
  text: z.string(),
  /** How well it fits the question, 0–1. */
  score: z.number(),
});
export type KnowledgePassage = z.infer<typeof KnowledgePassage>;

/** What a caller's words ask for; only `question` is looked up. */
export const KnowledgeIntent = z.enum(["question", "small_talk", "answer", "action"]);
export type KnowledgeIntent = z.infer<typeof KnowledgeIntent>;
