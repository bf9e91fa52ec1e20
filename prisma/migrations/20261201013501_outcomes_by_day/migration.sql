-- CreateIndex
CREATE INDEX "call_outcomes_organization_id_created_at_id_idx" ON "call_outcomes"("organization_id", "created_at" DESC, "id" DESC);
