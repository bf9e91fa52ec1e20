-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY['integrations', 'integration_attempts']) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_check" CHECK (
  "state" IN ('connected', 'needs_reconnecting', 'disconnected') AND ("state" = 'disconnected') = ("sealed_tokens" IS NULL));
ALTER TABLE "tools" ADD CONSTRAINT "tools_kind_check" CHECK (
  "kind" IN ('http', 'integration') AND ("kind" = 'integration') = ("vendor" IS NOT NULL AND "action" IS NOT NULL));
