-- CreateTable
CREATE TABLE "call_outcomes" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "tool_call_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "reference" JSONB NOT NULL,
    "read" JSONB NOT NULL,
    "verdict" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "checks_after" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "told_at" TIMESTAMPTZ(3),
    "text_state" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "call_outcomes_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "call_outcomes_due_at_idx" ON "call_outcomes"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "call_outcomes_organization_id_call_id_tool_call_id_key" ON "call_outcomes"("organization_id", "call_id", "tool_call_id");

-- AddForeignKey
ALTER TABLE "call_outcomes" ADD CONSTRAINT "call_outcomes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_outcomes" ADD CONSTRAINT "call_outcomes_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table('call_outcomes'::regclass);

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "call_outcomes" ADD CONSTRAINT "call_outcomes_check" CHECK (
  "verdict" IN ('same', 'different', 'absent', 'twice', 'changed_since', 'unreadable') AND "checks_after" >= 0
  AND "text_state" IN ('sending', 'sent', 'failed'));
