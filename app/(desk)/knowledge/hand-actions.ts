"use server";

import { revalidatePath } from "next/cache";
import type {
  KnowledgeAnswerResource,
  KnowledgeFactResource,
  SaveAnswerInput,
} from "@/lib/contracts/knowledge-by-hand";
import type { Saved } from "@/lib/contracts/saved";
import { getBusiness } from "@/lib/services/businesses/get-business";
import { deleteDocument } from "@/lib/services/knowledge/delete-document";
import { findFact } from "@/lib/services/knowledge/list-by-hand";
import { answerGap, saveAnswer } from "@/lib/services/knowledge/save-answer";
import { saveFact } from "@/lib/services/knowledge/save-fact";
import { dismissGap, reopenGap, type SettledGap } from "@/lib/services/knowledge/settle-gap";
import { knowledgeDeps } from "@/lib/web/knowledge-deps";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";
import type { FactDraft } from "./fact-draft";
import { factOfDraft } from "./fact-of-draft";

export async function saveAnswerAction(
  input: SaveAnswerInput,
  documentId: string | null,
): Promise<Saved<KnowledgeAnswerResource>> {
  const context = await requireContext("knowledge.write");
  return savedOf(() => saveAnswer(context, input, documentId, knowledgeDeps()));
}

export async function saveFactAction(
  businessId: string,
  draft: FactDraft,
  documentId: string | null,
): Promise<Saved<KnowledgeFactResource>> {
  const context = await requireContext("knowledge.write");
  return savedOf(async () => {
    const { timeZone } = await getBusiness(context, businessId);
    const known = documentId === null ? null : await findFact(context, documentId);
    return saveFact(context, factOfDraft(draft, businessId, timeZone, known), documentId, knowledgeDeps());
  });
}

export async function deleteDocumentAction(documentId: string): Promise<Saved<{ id: string; deleted: true }>> {
  const context = await requireContext("knowledge.write");
  return settled(() => deleteDocument(context, documentId));
}

export async function answerGapAction(
  groupId: string,
  input: SaveAnswerInput,
): Promise<Saved<KnowledgeAnswerResource>> {
  const context = await requireContext("knowledge.write");
  return settled(() => answerGap(context, groupId, input, knowledgeDeps()));
}

export async function dismissGapAction(groupId: string): Promise<Saved<SettledGap>> {
  const context = await requireContext("knowledge.write");
  return settled(() => dismissGap(context, groupId));
}

export async function reopenGapAction(groupId: string): Promise<Saved<SettledGap>> {
  const context = await requireContext("knowledge.write");
  return settled(() => reopenGap(context, groupId));
}

/** How many questions are unanswered stands above every part of the area. */
function settled<T>(work: () => Promise<T>): Promise<Saved<T>> {
  return savedOf(async () => {
    const done = await work();
    revalidatePath("/knowledge", "layout");
    return done;
  });
}
