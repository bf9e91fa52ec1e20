-- CreateTable
CREATE TABLE "call_words" (
    "organization_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "call_day" DATE NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "call_words_pkey" PRIMARY KEY ("organization_id","call_id","call_day")
) PARTITION BY RANGE ("call_day");

-- CreateTable
CREATE TABLE "call_notes" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "author_name" TEXT NOT NULL,
    "category" TEXT NOT NULL DEFAULT 'general',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "text" TEXT NOT NULL,
    "edited_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_notes_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "call_views" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "owner_name" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "query" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_views_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "call_shares" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "opened" INTEGER NOT NULL DEFAULT 0,
    "last_opened_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_shares_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "call_notes_organization_id_call_id_created_at_idx" ON "call_notes"("organization_id", "call_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "call_notes_organization_id_created_at_id_idx" ON "call_notes"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "call_views_organization_id_owner_id_name_key" ON "call_views"("organization_id", "owner_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "call_shares_token_hash_key" ON "call_shares"("token_hash");

-- CreateIndex
CREATE INDEX "call_shares_organization_id_call_id_idx" ON "call_shares"("organization_id", "call_id");

-- CreateIndex
CREATE INDEX "calls_organization_id_duration_ms_id_idx" ON "calls"("organization_id", "duration_ms" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "calls_organization_id_qa_score_id_idx" ON "calls"("organization_id", "qa_score" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "call_notes" ADD CONSTRAINT "call_notes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_notes" ADD CONSTRAINT "call_notes_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_views" ADD CONSTRAINT "call_views_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_shares" ADD CONSTRAINT "call_shares_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_shares" ADD CONSTRAINT "call_shares_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
