import { z } from "zod";
import { type KnowledgeAnswerResource, SaveAnswerInput } from "@/lib/contracts/knowledge-by-hand";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { estimateTokens } from "@/lib/domain/prompt/estimate-tokens";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { embedSoon, handSource, writerOf } from "./by-hand";
import { noDocument } from "./document-row";
import type { EmbedderFor } from "./embedder-for";
import { findAnswer } from "./list-by-hand";
import { setGapState } from "./settle-gap";
import { writeDocument } from "./write-document";

export type HandDeps = { embedderFor: EmbedderFor; now?: Date };

/**
 * Keeps a question with its answer: a new one, or `documentId`'s new words. It can be found at once. Needs `knowledge.write`. Throws INVALID,
 * NOT_FOUND, and CONFLICT when the question is there already. Audited.
 */
export async function saveAnswer(
  context: ServiceContext,
  rawInput: SaveAnswerInput,
  documentId: string | null,
  { embedderFor, now = new Date() }: HandDeps,
): Promise<KnowledgeAnswerResource> {
  requirePermission(context, "knowledge.write");
  const input = parseInput(SaveAnswerInput, rawInput);
  const { organizationId } = context;
  const id = await withTenant(organizationId, (tx) => writeAnswer(tx, context, input, documentId, now));
  await embedSoon(organizationId, id, embedderFor);
  return findAnswer(context, id);
}

/**
 * Answers a question of callers that nothing answered: the answer is kept as of `saveAnswer`, and its group is settled. Needs `knowledge.write`. Throws
 * INVALID, NOT_FOUND, CONFLICT. Audited.
 */
export async function answerGap(
  context: ServiceContext,
  groupId: string,
  rawInput: SaveAnswerInput,
  { embedderFor, now = new Date() }: HandDeps,
): Promise<KnowledgeAnswerResource> {
  requirePermission(context, "knowledge.write");
  const input = parseInput(SaveAnswerInput, rawInput);
  const { organizationId } = context;
  const id = await withTenant(organizationId, async (tx) => {
    const { businessId } = input;
    const isOfBusiness = z.uuid().safeParse(groupId).success
      ? await tx.knowledgeGap.count({ where: { organizationId, businessId, groupId } })
      : 0;
    if (isOfBusiness === 0) throw new ServiceError("NOT_FOUND", "There is no such question.");
    const written = await writeAnswer(tx, context, input, null, now);
    await setGapState(tx, context, groupId, { state: "answered", documentId: written }, now);
    return written;
  });
  await embedSoon(organizationId, id, embedderFor);
  return findAnswer(context, id);
}

async function writeAnswer(
  tx: Transaction,
  context: ServiceContext,
  { businessId, question, answer }: z.output<typeof SaveAnswerInput>,
  documentId: string | null,
  now: Date,
): Promise<string> {
  const { organizationId } = context;
  const sourceId = await handSource(tx, organizationId, businessId, "questions", now);
  const ofSource = { organizationId, sourceId };
  if (documentId !== null) {
    const isThere = z.uuid().safeParse(documentId).success
      ? await tx.knowledgeDocument.count({ where: { ...ofSource, id: documentId } })
      : 0;
    if (isThere === 0) throw noDocument();
  }
  const same = await tx.knowledgeDocument.findFirst({
    where: { ...ofSource, title: { equals: question, mode: "insensitive" }, NOT: { id: documentId ?? undefined } },
    select: { id: true },
  });
  if (same && documentId !== same.id) {
    const problem = "This question is in the list already. Change its answer there.";
    throw new ServiceError("CONFLICT", problem, { fields: { question: problem } });
  }
  const written = await writeDocument(
    tx,
    {
      organizationId,
      businessId,
      sourceId,
      documentId,
      kind: "question",
      title: question,
      question,
      text: answer,
      pieces: [{ heading: "", text: answer, tokens: estimateTokens(answer) }],
      origin: "person",
      writtenBy: writerOf(context),
    },
    now,
  );
  const action = `knowledge_document.${documentId === null ? "added" : "changed"}`;
  const record = { action, targetType: "knowledge_document", targetId: written.documentId };
  await recordAudit(tx, context, { ...record, details: { kind: "question", businessId } }, now);
  return written.documentId;
}
