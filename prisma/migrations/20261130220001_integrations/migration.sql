-- AlterTable
ALTER TABLE "tool_runs" ADD COLUMN     "record" JSONB;

-- AlterTable
ALTER TABLE "tools" ADD COLUMN     "action" TEXT,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'http',
ADD COLUMN     "vendor" TEXT;

-- CreateTable
CREATE TABLE "integrations" (
    "organization_id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "api_url" TEXT,
    "account" JSONB NOT NULL DEFAULT '{}',
    "granted" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "sealed_tokens" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "refreshing_until" TIMESTAMPTZ(3),
    "problem" TEXT,
    "connected_by" TEXT NOT NULL,
    "connected_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "integrations_pkey" PRIMARY KEY ("organization_id","vendor")
);

-- CreateTable
CREATE TABLE "integration_attempts" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "state_hash" TEXT NOT NULL,
    "sealed_verifier" TEXT NOT NULL,
    "session_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "integration_attempts_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "tools_organization_id_vendor_action_key" ON "tools"("organization_id", "vendor", "action");

-- AddForeignKey
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_attempts" ADD CONSTRAINT "integration_attempts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
