-- Which calls have no duration or score: a list of unanswered ones by their duration would else be looked for among all that were answered.
CREATE STATISTICS "calls_without_duration" (mcv) ON "status", "duration_ms" FROM "calls";
CREATE STATISTICS "calls_without_score" (mcv) ON "status", "qa_score" FROM "calls";
ANALYZE "calls";
