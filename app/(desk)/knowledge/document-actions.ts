"use server";

import type { EditDocumentInput } from "@/lib/contracts/knowledge-documents";
import type { Saved } from "@/lib/contracts/saved";
import { editDocument, revertDocument } from "@/lib/services/knowledge/edit-document";
import { type Excluded, setChunkExcluded, setDocumentExcluded } from "@/lib/services/knowledge/set-excluded";
import { knowledgeDeps } from "@/lib/web/knowledge-deps";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

export async function editDocumentAction(documentId: string, input: EditDocumentInput): Promise<Saved<null>> {
  const context = await requireContext("knowledge.write");
  return savedOf(async () => {
    await editDocument(context, documentId, input, knowledgeDeps());
    return null;
  });
}

export async function revertDocumentAction(documentId: string): Promise<Saved<null>> {
  const context = await requireContext("knowledge.write");
  return savedOf(async () => {
    await revertDocument(context, documentId, knowledgeDeps());
    return null;
  });
}

export async function setDocumentExcludedAction(documentId: string, isExcluded: boolean): Promise<Saved<Excluded>> {
  const context = await requireContext("knowledge.write");
  return savedOf(() => setDocumentExcluded(context, documentId, isExcluded));
}

export async function setChunkExcludedAction(chunkId: string, isExcluded: boolean): Promise<Saved<Excluded>> {
  const context = await requireContext("knowledge.write");
  return savedOf(() => setChunkExcluded(context, chunkId, isExcluded));
}
