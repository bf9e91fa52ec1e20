-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY['tools', 'tool_versions', 'tool_runs']) AS name;
-- A version stays as it was.
REVOKE UPDATE ON "tool_versions" FROM aybiza_app;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "tools" ADD CONSTRAINT "tools_check" CHECK ("name" ~ '^[a-z][a-z0-9_]{0,49}$' AND "version" > 0);
ALTER TABLE "tool_runs" ADD CONSTRAINT "tool_runs_check" CHECK (
  "outcome" IN ('running', 'done', 'refused', 'not_sent', 'unknown', 'failed') AND ("ms" IS NULL OR "ms" >= 0));
