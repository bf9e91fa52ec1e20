-- AlterTable
ALTER TABLE "knowledge_sources" ADD COLUMN     "lease_until" TIMESTAMPTZ(3),
ADD COLUMN     "leased_by" TEXT,
ADD COLUMN     "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
-- What jobs look for every second.
CREATE INDEX "knowledge_sources_to_read" ON "knowledge_sources" ("queued_at") WHERE "state" IN ('queued', 'reading');
CREATE INDEX "knowledge_chunks_to_embed" ON "knowledge_chunks" ("organization_id", "document_id") WHERE "embedding" IS NULL;
