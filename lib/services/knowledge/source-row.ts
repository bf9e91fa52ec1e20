import {
  KnowledgeProgress,
  KnowledgeSchedule,
  type KnowledgeSourceResource,
  KnowledgeStage,
  MAX_KNOWLEDGE_SOURCES,
  NO_PROGRESS,
} from "@/lib/contracts/knowledge";
import type { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

export const SOURCE_SELECT = {
  id: true,
  businessId: true,
  kind: true,
  name: true,
  url: true,
  mediaType: true,
  sizeBytes: true,
  vendor: true,
  vendorVersion: true,
  tags: true,
  state: true,
  stage: true,
  progress: true,
  problem: true,
  syncEvery: true,
  nextSyncAt: true,
  lastSyncedAt: true,
  createdAt: true,
} satisfies Prisma.KnowledgeSourceSelect;

type Row = Prisma.KnowledgeSourceGetPayload<{ select: typeof SOURCE_SELECT }>;

export const toSource = ({ syncEvery, ...row }: Row): KnowledgeSourceResource => ({
  ...row,
  sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes),
  stage: KnowledgeStage.nullable().catch(null).parse(row.stage),
  progress: KnowledgeProgress.catch(NO_PROGRESS).parse(row.progress),
  schedule: KnowledgeSchedule.parse(syncEvery),
  nextSyncAt: row.nextSyncAt?.toISOString() ?? null,
  lastSyncedAt: row.lastSyncedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

/**
 * Holds the business, so that it is not deleted meanwhile and what is counted stays true. Throws NOT_FOUND, and CONFLICT when it has as many
 * sources as one may have.
 */
export async function holdBusiness(tx: Transaction, organizationId: string, businessId: string): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from businesses where organization_id = ${organizationId}::uuid and id = ${businessId}::uuid for no key update`;
  if (held.length === 0) throw new ServiceError("NOT_FOUND", "There is no such business.");
  const count = await tx.knowledgeSource.count({ where: { organizationId, businessId } });
  if (count >= MAX_KNOWLEDGE_SOURCES)
    throw new ServiceError(
      "CONFLICT",
      `A business can have ${MAX_KNOWLEDGE_SOURCES} sources at most. Remove one that is no longer needed.`,
    );
}

/** The purpose that a file's key is sealed for. */
export const fileKeyPurpose = (sourceId: string): string => `knowledge file ${sourceId}`;
