-- AlterTable
ALTER TABLE "mcp_servers" ADD COLUMN "next_look_at" TIMESTAMPTZ(3),
ADD COLUMN "oauth" JSONB,
ADD COLUMN "expires_at" TIMESTAMPTZ(3),
ADD COLUMN "refreshing_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "mcp_servers_next_look_at_idx" ON "mcp_servers"("next_look_at");
