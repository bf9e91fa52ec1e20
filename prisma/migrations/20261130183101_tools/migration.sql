-- CreateTable
CREATE TABLE "tools" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL,
    "sealed_secret" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tools_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "tool_versions" (
    "organization_id" UUID NOT NULL,
    "tool_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "spec" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tool_versions_pkey" PRIMARY KEY ("organization_id","tool_id","number")
);

-- CreateTable
CREATE TABLE "tool_runs" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "tool_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "call_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ms" INTEGER,
    "outcome" TEXT NOT NULL DEFAULT 'running',
    "problem" TEXT,
    "http_status" INTEGER,
    "request" JSONB,
    "answer" TEXT,
    "told" JSONB,

    CONSTRAINT "tool_runs_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tools_organization_id_name_key" ON "tools"("organization_id", "name");

-- CreateIndex
CREATE INDEX "tool_runs_organization_id_tool_id_started_at_idx" ON "tool_runs"("organization_id", "tool_id", "started_at");

-- CreateIndex
CREATE INDEX "tool_runs_organization_id_call_id_idx" ON "tool_runs"("organization_id", "call_id");

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_versions" ADD CONSTRAINT "tool_versions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_versions" ADD CONSTRAINT "tool_versions_organization_id_tool_id_fkey" FOREIGN KEY ("organization_id", "tool_id") REFERENCES "tools"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_runs" ADD CONSTRAINT "tool_runs_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_runs" ADD CONSTRAINT "tool_runs_organization_id_tool_id_fkey" FOREIGN KEY ("organization_id", "tool_id") REFERENCES "tools"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_runs" ADD CONSTRAINT "tool_runs_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
