-- CreateEnum
CREATE TYPE "knowledge_source_kind" AS ENUM ('website', 'file', 'text');

-- CreateEnum
CREATE TYPE "knowledge_source_state" AS ENUM ('queued', 'reading', 'ready', 'failed');

-- CreateEnum
CREATE TYPE "human_agent_status" AS ENUM ('available', 'busy', 'offline');








-- AlterTable
ALTER TABLE "businesses" ADD COLUMN     "active" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "contact" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "knowledge_sources" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "kind" "knowledge_source_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT,
    "text" TEXT,
    "object_key" TEXT,
    "sealed_key" TEXT,
    "media_type" TEXT,
    "size_bytes" BIGINT,
    "sha256" TEXT,
    "state" "knowledge_source_state" NOT NULL DEFAULT 'queued',
    "problem" TEXT,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "knowledge_sources_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "human_agents" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "extension" TEXT,
    "skills" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "departments" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "languages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "time_zone" TEXT NOT NULL,
    "duty_hours" JSONB NOT NULL DEFAULT '{}',
    "status" "human_agent_status" NOT NULL DEFAULT 'available',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "human_agents_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "setup_steps" (
    "organization_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "skipped" BOOLEAN NOT NULL DEFAULT false,
    "made" JSONB NOT NULL DEFAULT '{}',
    "by_user_id" UUID,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_steps_pkey" PRIMARY KEY ("organization_id","step")
);

-- CreateTable
CREATE TABLE "setup_progress" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_progress_pkey" PRIMARY KEY ("organization_id","user_id","step")
);

-- CreateIndex
CREATE INDEX "knowledge_sources_organization_id_business_id_created_at_idx" ON "knowledge_sources"("organization_id", "business_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "human_agents_organization_id_email_key" ON "human_agents"("organization_id", "email");

-- AddForeignKey
ALTER TABLE "knowledge_sources" ADD CONSTRAINT "knowledge_sources_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "knowledge_sources" ADD CONSTRAINT "knowledge_sources_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "human_agents" ADD CONSTRAINT "human_agents_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "setup_steps" ADD CONSTRAINT "setup_steps_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "setup_progress" ADD CONSTRAINT "setup_progress_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "setup_progress" ADD CONSTRAINT "setup_progress_organization_id_user_id_fkey" FOREIGN KEY ("organization_id", "user_id") REFERENCES "memberships"("organization_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;
