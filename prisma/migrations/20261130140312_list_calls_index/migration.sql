-- All that lists filter by stands in one narrow index: what fits is found without reading the calls' own wide rows.
CREATE INDEX "calls_list_idx" ON "calls" ("organization_id", "started_at" DESC, "id" DESC)
  INCLUDE ("call_day", "status", "direction", "channel", "kind", "business_id", "agent_id", "agent_version_id", "disposition", "outcome", "resolved",
    "findings", "tags", "qa_score", "sentiment_mean", "duration_ms", "from_number", "to_number")
  WHERE "started_at" IS NOT NULL;

DROP INDEX "calls_organization_id_duration_ms_id_idx";
CREATE INDEX "calls_by_duration_idx" ON "calls" ("organization_id", "duration_ms" DESC, "id" DESC)
  INCLUDE ("call_day", "started_at", "status", "direction", "channel", "kind", "business_id", "agent_id", "agent_version_id", "disposition", "outcome",
    "resolved", "findings", "tags", "qa_score", "sentiment_mean", "from_number", "to_number")
  WHERE "duration_ms" IS NOT NULL;

DROP INDEX "calls_organization_id_qa_score_id_idx";
CREATE INDEX "calls_by_score_idx" ON "calls" ("organization_id", "qa_score" DESC, "id" DESC)
  INCLUDE ("call_day", "started_at", "status", "direction", "channel", "kind", "business_id", "agent_id", "agent_version_id", "disposition", "outcome",
    "resolved", "findings", "tags", "duration_ms", "sentiment_mean", "from_number", "to_number")
  WHERE "qa_score" IS NOT NULL;
