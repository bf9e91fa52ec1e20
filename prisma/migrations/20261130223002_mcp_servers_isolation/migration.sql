-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY['mcp_servers', 'mcp_tools']) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "mcp_servers" ADD CONSTRAINT "mcp_servers_check" CHECK ("revision" > 0);
ALTER TABLE "mcp_tools" ADD CONSTRAINT "mcp_tools_check" CHECK (
  ("allowed" IS NULL OR "allowed_by" IS NOT NULL) AND ("allowed" IS NULL) = ("allowed_at" IS NULL));
-- A tool may be one of an MCP server too.
ALTER TABLE "tools" DROP CONSTRAINT "tools_kind_check";
ALTER TABLE "tools" ADD CONSTRAINT "tools_kind_check" CHECK (
  "kind" IN ('http', 'integration', 'mcp') AND ("kind" = 'integration') = ("vendor" IS NOT NULL AND "action" IS NOT NULL));
