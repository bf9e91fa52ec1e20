-- What few calls have is looked for among those few, in the list's own order.
CREATE INDEX "calls_tagged_idx" ON "calls" ("organization_id", "started_at" DESC, "id" DESC)
  INCLUDE ("call_day", "status", "direction", "channel", "kind", "business_id", "agent_id", "agent_version_id", "disposition", "outcome", "resolved",
    "findings", "tags", "qa_score", "sentiment_mean", "duration_ms", "from_number", "to_number")
  WHERE "tags" <> '{}'::text[];
CREATE INDEX "calls_with_findings_idx" ON "calls" ("organization_id", "started_at" DESC, "id" DESC)
  INCLUDE ("call_day", "status", "direction", "channel", "kind", "business_id", "agent_id", "agent_version_id", "disposition", "outcome", "resolved",
    "findings", "tags", "qa_score", "sentiment_mean", "duration_ms", "from_number", "to_number")
  WHERE "findings" > 0;

-- An index answers alone only for pages that the vacuum has seen since they changed: of a million calls the default lets 200,000 change first.
ALTER TABLE "calls" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01,
  autovacuum_analyze_scale_factor = 0.02);
