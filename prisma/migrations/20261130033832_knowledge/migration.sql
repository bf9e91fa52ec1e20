-- CreateEnum
CREATE TYPE "knowledge_gap_state" AS ENUM ('open', 'answered', 'dismissed');

-- AlterEnum
-- The rule about kinds names one that goes; nothing ever made a source of it.
ALTER TABLE "knowledge_sources" DROP CONSTRAINT "knowledge_sources_kind_check";
DELETE FROM "knowledge_sources" WHERE "kind" = 'text';
CREATE TYPE "knowledge_source_kind_new" AS ENUM ('website', 'page', 'documentation', 'file', 'questions', 'facts');
ALTER TABLE "knowledge_sources" ALTER COLUMN "kind" TYPE "knowledge_source_kind_new" USING ("kind"::text::"knowledge_source_kind_new");
ALTER TYPE "knowledge_source_kind" RENAME TO "knowledge_source_kind_old";
ALTER TYPE "knowledge_source_kind_new" RENAME TO "knowledge_source_kind";
DROP TYPE "knowledge_source_kind_old";

-- AlterEnum
ALTER TYPE "knowledge_source_state" ADD VALUE 'stopped';

-- AlterTable
ALTER TABLE "knowledge_sources" DROP COLUMN "text",
ADD COLUMN     "last_synced_at" TIMESTAMPTZ(3),
ADD COLUMN     "max_depth" INTEGER,
ADD COLUMN     "max_pages" INTEGER,
ADD COLUMN     "next_sync_at" TIMESTAMPTZ(3),
ADD COLUMN     "progress" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "run" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stage" TEXT,
ADD COLUMN     "sync_every" TEXT NOT NULL DEFAULT 'never',
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "vendor" TEXT,
ADD COLUMN     "vendor_version" TEXT;

-- CreateTable
CREATE TABLE "knowledge_pages" (
    "organization_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "url_hash" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "run" INTEGER NOT NULL,
    "depth" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "problem" TEXT,
    "etag" TEXT,
    "last_modified" TEXT,
    "document_id" UUID,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "knowledge_pages_pkey" PRIMARY KEY ("organization_id","source_id","url_hash")
);

-- CreateTable
CREATE TABLE "knowledge_documents" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT,
    "vendor" TEXT,
    "vendor_version" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "language" TEXT NOT NULL DEFAULT 'en',
    "content_hash" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "question" TEXT,
    "valid_from" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "dated_at" TIMESTAMPTZ(3),
    "excluded_at" TIMESTAMPTZ(3),
    "edited_at" TIMESTAMPTZ(3),
    "gone_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_documents_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "knowledge_versions" (
    "organization_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_versions_pkey" PRIMARY KEY ("organization_id","document_id","version")
);

-- CreateTable
CREATE TABLE "knowledge_chunks" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "heading" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "tokens" INTEGER NOT NULL,
    "embedding" BYTEA,
    "embedded_by" TEXT,
    "excluded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_chunks_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "knowledge_gaps" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "turn_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "state" "knowledge_gap_state" NOT NULL DEFAULT 'open',
    "document_id" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_by" UUID,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "knowledge_gaps_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "knowledge_pages_organization_id_source_id_run_state_idx" ON "knowledge_pages"("organization_id", "source_id", "run", "state");

-- CreateIndex
CREATE INDEX "knowledge_documents_organization_id_source_id_title_idx" ON "knowledge_documents"("organization_id", "source_id", "title");

-- CreateIndex
CREATE INDEX "knowledge_documents_organization_id_business_id_kind_idx" ON "knowledge_documents"("organization_id", "business_id", "kind");

-- CreateIndex
CREATE INDEX "knowledge_chunks_organization_id_business_id_idx" ON "knowledge_chunks"("organization_id", "business_id");

-- CreateIndex
CREATE UNIQUE INDEX "knowledge_chunks_organization_id_document_id_version_ordina_key" ON "knowledge_chunks"("organization_id", "document_id", "version", "ordinal");

-- CreateIndex
CREATE INDEX "knowledge_gaps_organization_id_business_id_state_asked_at_idx" ON "knowledge_gaps"("organization_id", "business_id", "state", "asked_at");

-- CreateIndex
CREATE INDEX "knowledge_gaps_organization_id_group_id_idx" ON "knowledge_gaps"("organization_id", "group_id");

-- CreateIndex
CREATE UNIQUE INDEX "knowledge_gaps_organization_id_call_id_turn_id_key" ON "knowledge_gaps"("organization_id", "call_id", "turn_id");

-- CreateIndex
CREATE INDEX "knowledge_sources_next_sync_at_idx" ON "knowledge_sources"("next_sync_at");

-- AddForeignKey
ALTER TABLE "knowledge_pages" ADD CONSTRAINT "knowledge_pages_organization_id_source_id_fkey" FOREIGN KEY ("organization_id", "source_id") REFERENCES "knowledge_sources"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "knowledge_documents" ADD CONSTRAINT "knowledge_documents_organization_id_source_id_fkey" FOREIGN KEY ("organization_id", "source_id") REFERENCES "knowledge_sources"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "knowledge_versions" ADD CONSTRAINT "knowledge_versions_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "knowledge_documents"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "knowledge_chunks" ADD CONSTRAINT "knowledge_chunks_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "knowledge_documents"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "knowledge_gaps" ADD CONSTRAINT "knowledge_gaps_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
