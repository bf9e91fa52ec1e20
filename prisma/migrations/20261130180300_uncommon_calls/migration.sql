-- Most calls are completed. Lists of others by duration or score, which few of them have, would else be looked for among all.
DROP STATISTICS "calls_without_duration", "calls_without_score";
CREATE INDEX "calls_uncommon_by_duration_idx" ON "calls" ("organization_id", "duration_ms" DESC, "id" DESC)
  INCLUDE ("call_day", "started_at", "status", "direction", "channel", "kind", "business_id", "agent_id", "agent_version_id", "disposition", "outcome",
    "resolved", "findings", "tags", "qa_score", "sentiment_mean", "from_number", "to_number")
  WHERE "duration_ms" IS NOT NULL
    AND "status" IN ('initiated', 'ringing', 'in_progress', 'busy', 'no_answer', 'canceled', 'failed', 'escalated');
CREATE INDEX "calls_uncommon_by_score_idx" ON "calls" ("organization_id", "qa_score" DESC, "id" DESC)
  INCLUDE ("call_day", "started_at", "status", "direction", "channel", "kind", "business_id", "agent_id", "agent_version_id", "disposition", "outcome",
    "resolved", "findings", "tags", "duration_ms", "sentiment_mean", "from_number", "to_number")
  WHERE "qa_score" IS NOT NULL
    AND "status" IN ('initiated', 'ringing', 'in_progress', 'busy', 'no_answer', 'canceled', 'failed', 'escalated');
