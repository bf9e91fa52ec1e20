"use server";

import { revalidatePath } from "next/cache";
import type { AddressToAdd } from "@/components/knowledge/source-actions-type";
import type { KnowledgeSchedule, KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import type { Saved } from "@/lib/contracts/saved";
import { addDocumentation } from "@/lib/services/knowledge/add-documentation";
import { addPage } from "@/lib/services/knowledge/add-page";
import { addWebsite } from "@/lib/services/knowledge/add-website";
import { deleteKnowledgeSource } from "@/lib/services/knowledge/delete-knowledge-source";
import { getKnowledgeSource } from "@/lib/services/knowledge/get-knowledge-source";
import { listKnowledgeSources } from "@/lib/services/knowledge/list-knowledge-sources";
import { resumeReading } from "@/lib/services/knowledge/resume-reading";
import { setSchedule } from "@/lib/services/knowledge/set-schedule";
import { startReading } from "@/lib/services/knowledge/start-reading";
import { stopReading } from "@/lib/services/knowledge/stop-reading";
import { objectStore } from "@/lib/web/objects";
import { orNotFound } from "@/lib/web/or-not-found";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";
import { siteReader } from "@/lib/web/site-reader";

export async function addAddressAction(
  businessId: string,
  { as, url, vendor, maxPages, maxDepth }: AddressToAdd,
): Promise<Saved<KnowledgeSourceResource>> {
  const context = await requireContext("knowledge.write");
  const pages = maxPages === null ? {} : { maxPages };
  const depth = maxDepth === null ? {} : { maxDepth };
  return savedOf(() => {
    if (as === "page") return addPage(context, { businessId, url }, siteReader());
    if (as === "website") return addWebsite(context, { businessId, url, ...pages, ...depth }, siteReader());
    return addDocumentation(context, { businessId, ...(vendor ? { vendor } : { url }), ...pages }, siteReader());
  });
}

/** Null when it could not be told: whoever asks again and again has what it knew before. */
export async function findSourcesAction(businessId: string): Promise<KnowledgeSourceResource[] | null> {
  const context = await requireContext("knowledge.read");
  return listKnowledgeSources(context, businessId);
}

export async function findSourceAction(sourceId: string): Promise<KnowledgeSourceResource[] | null> {
  const context = await requireContext("knowledge.read");
  const source = await orNotFound(getKnowledgeSource(context, sourceId));
  return source && [source];
}

export async function startReadingAction(sourceId: string): Promise<Saved<KnowledgeSourceResource>> {
  const context = await requireContext("knowledge.write");
  return savedOf(() => startReading(context, sourceId));
}

export async function stopReadingAction(sourceId: string): Promise<Saved<KnowledgeSourceResource>> {
  const context = await requireContext("knowledge.write");
  return savedOf(() => stopReading(context, sourceId));
}

export async function resumeReadingAction(sourceId: string): Promise<Saved<KnowledgeSourceResource>> {
  const context = await requireContext("knowledge.write");
  return savedOf(() => resumeReading(context, sourceId));
}

export async function setScheduleAction(
  sourceId: string,
  schedule: KnowledgeSchedule,
): Promise<Saved<KnowledgeSourceResource>> {
  const context = await requireContext("knowledge.write");
  return savedOf(() => setSchedule(context, { sourceId, schedule }));
}

export async function deleteSourceAction(sourceId: string): Promise<Saved<{ id: string; deleted: true }>> {
  const context = await requireContext("knowledge.write");
  return savedOf(async () => {
    const deleted = await deleteKnowledgeSource(context, sourceId, objectStore());
    revalidatePath("/knowledge", "layout");
    return deleted;
  });
}
