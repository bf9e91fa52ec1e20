-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass)
FROM unnest(ARRAY['webhook_endpoints', 'webhook_events', 'webhook_deliveries', 'webhook_attempts']) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_check" CHECK (
  ("off_because" IS NULL OR NOT "enabled" AND "off_because" IN ('gone', 'failing'))
  AND ("sealed_old_secret" IS NULL) = ("old_secret_until" IS NULL));
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_check" CHECK (
  "state" IN ('waiting', 'sending', 'paused', 'delivered', 'failed') AND ("settled_at" IS NOT NULL) = ("state" IN ('delivered', 'failed')));
-- What is still to be sent, endpoint by endpoint: each has its turn, however much another has waiting.
CREATE INDEX "webhook_deliveries_open" ON "webhook_deliveries" ("organization_id", "endpoint_id", "due_at", "id")
  WHERE "state" IN ('waiting', 'sending');
