import { z } from "zod";
import { environmentOf } from "./parse-environment";

/** How knowledge is searched. */
export const KnowledgeEnvironment = z.object({
  KNOWLEDGE_INDEX: z
    .enum(["auto", "exact", "pgvector"])
    .default("auto")
    .describe("exact: vectors in this process's memory; pgvector: in PostgreSQL; auto: there where it has pgvector."),
  KNOWLEDGE_INDEX_MB: z.coerce
    .number()
    .int()
    .min(16)
    .max(65_536)
    .default(600)
    .describe("How much memory the vectors of a process may take, in megabytes."),
  BEDROCK_RERANK_MODEL: z
    .string()
    .optional()
    .describe(
      "A Bedrock reranking model, cohere.rerank-v3-5:0 or amazon.rerank-v1:0, in AWS_REGION. None when missing.",
    ),
});

export const knowledgeEnv = environmentOf(KnowledgeEnvironment);
