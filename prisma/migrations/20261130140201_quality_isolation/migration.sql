-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'call_analyses', 'compliance_rules', 'compliance_findings', 'scorecards', 'qa_scores', 'qa_disputes', 'quality_changes', 'qa_reviews'
]) AS name;
-- What people changed stays.
REVOKE UPDATE, DELETE ON "quality_changes" FROM aybiza_app;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
-- What jobs look for every two seconds.
CREATE INDEX "call_analyses_due" ON "call_analyses" ("due_at") WHERE "state" IN ('pending', 'running');
ALTER TABLE "call_analyses" ADD CONSTRAINT "call_analyses_check" CHECK (
  "state" IN ('pending', 'running', 'done', 'missing', 'skipped') AND ("state" = 'done') = ("result" IS NOT NULL));
ALTER TABLE "compliance_findings" ADD CONSTRAINT "compliance_findings_check" CHECK (
  "severity" IN ('critical', 'major', 'minor') AND "origin" IN ('live', 'report')
  AND "state" IN ('open', 'accepted', 'dismissed') AND ("state" = 'open' OR "reason" IS NOT NULL));
ALTER TABLE "qa_scores" ADD CONSTRAINT "qa_scores_check" CHECK (
  ("ai_score" IS NULL OR "ai_score" BETWEEN 0 AND 1) AND ("person_score" IS NULL OR "person_score" BETWEEN 0 AND 1)
  AND ("person_score" IS NULL) = ("person_reason" IS NULL)
  AND "component" IN ('sentiment', 'compliance', 'accuracy', 'professionalism') AND "weight" >= 0);
ALTER TABLE "qa_disputes" ADD CONSTRAINT "qa_disputes_check" CHECK (
  "state" IN ('open', 'upheld', 'rejected') AND ("state" = 'open') = ("answered_at" IS NULL));
-- A score is disputed once at a time.
CREATE UNIQUE INDEX "qa_disputes_open" ON "qa_disputes" ("organization_id", "score_id") WHERE "state" = 'open';
ALTER TABLE "qa_reviews" ADD CONSTRAINT "qa_reviews_check" CHECK (
  "state" IN ('waiting', 'done') AND ("state" = 'done') = ("reviewed_at" IS NOT NULL));
