-- CreateTable
CREATE TABLE "after_call_steps" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "active_since" TIMESTAMPTZ(3) NOT NULL,
    "tool_id" UUID NOT NULL,
    "rule" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "after_call_steps_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "after_call_runs" (
    "organization_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "step_id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "action" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "problem" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "input" JSONB,
    "tool_run_id" UUID,
    "reference" JSONB,
    "read" JSONB,
    "verdict" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "after_call_runs_pkey" PRIMARY KEY ("organization_id","call_id","step_id")
);

-- CreateIndex
CREATE INDEX "after_call_steps_organization_id_business_id_idx" ON "after_call_steps"("organization_id", "business_id");

-- CreateIndex
CREATE INDEX "after_call_runs_due_at_idx" ON "after_call_runs"("due_at");

-- CreateIndex
CREATE INDEX "after_call_runs_organization_id_step_id_created_at_idx" ON "after_call_runs"("organization_id", "step_id", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "after_call_steps" ADD CONSTRAINT "after_call_steps_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "after_call_steps" ADD CONSTRAINT "after_call_steps_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "after_call_runs" ADD CONSTRAINT "after_call_runs_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "after_call_runs" ADD CONSTRAINT "after_call_runs_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "after_call_runs" ADD CONSTRAINT "after_call_runs_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY['after_call_steps', 'after_call_runs']) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "after_call_runs" ADD CONSTRAINT "after_call_runs_check" CHECK (
  "state" IN ('waiting', 'running', 'done', 'skipped', 'failed', 'unknown') AND "attempts" >= 0
  AND ("state" NOT IN ('waiting', 'running') OR "due_at" IS NOT NULL)
  AND "verdict" IN ('same', 'different', 'absent', 'twice', 'changed_since', 'unreadable'));
