-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'appointment_services', 'appointment_resources', 'appointment_service_resources', 'appointments', 'appointment_claims'
]) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
-- Part of PostgreSQL, and trusted: the database's owner may make it.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Nobody and nothing is in two sessions at once; those of one session share it, each with a seat of its own (the unique key).
ALTER TABLE "appointment_claims" ADD CONSTRAINT "appointment_claims_exclusion" EXCLUDE USING gist (
  "organization_id" WITH =, "resource_id" WITH =, "lane" WITH =, "session" WITH <>,
  tstzrange("claimed_from", "claimed_until") WITH &&);
ALTER TABLE "appointment_claims" ADD CONSTRAINT "appointment_claims_check" CHECK (
  "claimed_from" < "claimed_until" AND "lane" >= 0 AND "seat" >= 0);
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_check" CHECK (
  "starts_at" < "ends_at" AND ("state" = 'held') = ("held_until" IS NOT NULL) AND ("state" = 'canceled') = ("canceled_at" IS NOT NULL)
  AND ("customer_phone" IS NULL OR "customer_phone" ~ '^\+[1-9][0-9]{6,14}$'));
ALTER TABLE "appointment_services" ADD CONSTRAINT "appointment_services_check" CHECK (
  "duration_minutes" > 0 AND "capacity" > 0 AND "step_minutes" > 0 AND "buffer_before_minutes" >= 0 AND "buffer_after_minutes" >= 0
  AND "notice_minutes" >= 0 AND "horizon_days" > 0 AND ("price_minor" IS NULL OR "price_minor" >= 0));
CREATE INDEX "appointments_holds_idx" ON "appointments" ("held_until") WHERE "state" = 'held';
