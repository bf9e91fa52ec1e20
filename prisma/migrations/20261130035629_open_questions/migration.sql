-- The few events that a task looks for among very many.
CREATE INDEX "call_events_unanswered_idx" ON "call_events" ("at") WHERE "type" = 'question.unanswered';
