-- CreateTable
CREATE TABLE "call_analyses" (
    "organization_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,
    "result" JSONB,
    "model" TEXT,
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "cost_micros" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "call_analyses_pkey" PRIMARY KEY ("organization_id","call_id")
);

-- CreateTable
CREATE TABLE "compliance_rules" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "definition" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "compliance_rules_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "compliance_findings" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "rule_key" TEXT NOT NULL,
    "rule_name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "remedy" TEXT NOT NULL,
    "segment_id" TEXT,
    "quote" TEXT,
    "at_ms" DOUBLE PRECISION NOT NULL,
    "origin" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "compliance_findings_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "scorecards" (
    "organization_id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "sections" JSONB NOT NULL,
    "fields" JSONB NOT NULL DEFAULT '[]',
    "sampling" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scorecards_pkey" PRIMARY KEY ("organization_id","business_id")
);

-- CreateTable
CREATE TABLE "qa_scores" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "criterion" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "component" TEXT NOT NULL,
    "weight" INTEGER NOT NULL,
    "auto_fail" BOOLEAN NOT NULL DEFAULT false,
    "ai_score" DOUBLE PRECISION,
    "ai_reason" TEXT NOT NULL,
    "quotes" JSONB NOT NULL DEFAULT '[]',
    "person_score" DOUBLE PRECISION,
    "person_reason" TEXT,
    "person_id" UUID,
    "person_name" TEXT,
    "person_at" TIMESTAMPTZ(3),
    "scored_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "qa_scores_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "qa_disputes" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "score_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "raised_by" UUID NOT NULL,
    "raised_by_name" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT,
    "answered_by_name" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "qa_disputes_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "quality_changes" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quality_changes_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "qa_reviews" (
    "organization_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "reasons" TEXT[],
    "urgency" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_by" UUID,
    "reviewed_by_name" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "qa_reviews_pkey" PRIMARY KEY ("organization_id","call_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "compliance_rules_organization_id_business_id_key_key" ON "compliance_rules"("organization_id", "business_id", "key");

-- CreateIndex
CREATE INDEX "compliance_findings_organization_id_found_at_id_idx" ON "compliance_findings"("organization_id", "found_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "compliance_findings_organization_id_business_id_rule_key_idx" ON "compliance_findings"("organization_id", "business_id", "rule_key");

-- CreateIndex
CREATE UNIQUE INDEX "compliance_findings_organization_id_call_id_key_key" ON "compliance_findings"("organization_id", "call_id", "key");

-- CreateIndex
CREATE INDEX "qa_scores_organization_id_business_id_criterion_idx" ON "qa_scores"("organization_id", "business_id", "criterion");

-- CreateIndex
CREATE UNIQUE INDEX "qa_scores_organization_id_call_id_criterion_key" ON "qa_scores"("organization_id", "call_id", "criterion");

-- CreateIndex
CREATE INDEX "qa_disputes_organization_id_state_raised_at_idx" ON "qa_disputes"("organization_id", "state", "raised_at" DESC);

-- CreateIndex
CREATE INDEX "qa_disputes_organization_id_call_id_idx" ON "qa_disputes"("organization_id", "call_id");

-- CreateIndex
CREATE INDEX "quality_changes_organization_id_call_id_at_idx" ON "quality_changes"("organization_id", "call_id", "at");

-- CreateIndex
CREATE INDEX "qa_reviews_organization_id_state_urgency_queued_at_idx" ON "qa_reviews"("organization_id", "state", "urgency" DESC, "queued_at");

-- AddForeignKey
ALTER TABLE "call_analyses" ADD CONSTRAINT "call_analyses_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_analyses" ADD CONSTRAINT "call_analyses_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_analyses" ADD CONSTRAINT "call_analyses_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_rules" ADD CONSTRAINT "compliance_rules_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_rules" ADD CONSTRAINT "compliance_rules_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_findings" ADD CONSTRAINT "compliance_findings_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_findings" ADD CONSTRAINT "compliance_findings_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_findings" ADD CONSTRAINT "compliance_findings_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scorecards" ADD CONSTRAINT "scorecards_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scorecards" ADD CONSTRAINT "scorecards_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qa_scores" ADD CONSTRAINT "qa_scores_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qa_scores" ADD CONSTRAINT "qa_scores_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qa_scores" ADD CONSTRAINT "qa_scores_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qa_disputes" ADD CONSTRAINT "qa_disputes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qa_disputes" ADD CONSTRAINT "qa_disputes_organization_id_score_id_fkey" FOREIGN KEY ("organization_id", "score_id") REFERENCES "qa_scores"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qa_disputes" ADD CONSTRAINT "qa_disputes_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_changes" ADD CONSTRAINT "quality_changes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quality_changes" ADD CONSTRAINT "quality_changes_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qa_reviews" ADD CONSTRAINT "qa_reviews_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qa_reviews" ADD CONSTRAINT "qa_reviews_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "qa_reviews" ADD CONSTRAINT "qa_reviews_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
