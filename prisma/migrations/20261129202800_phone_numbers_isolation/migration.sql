SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'number_rules', 'outages', 'caller_ids', 'diverted_calls', 'dial_policies'
]) AS name;
-- What became of a call stays; erasure is the system's.
REVOKE UPDATE, DELETE ON "diverted_calls" FROM aybiza_app;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "phone_numbers" ADD CONSTRAINT "phone_numbers_state_check" CHECK ("state" = 'ready' OR NOT "active");
ALTER TABLE "phone_numbers" ADD CONSTRAINT "phone_numbers_fallback_check" CHECK ("fallback_number" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "number_rules" ADD CONSTRAINT "number_rules_time_check" CHECK (("weekly_hours" IS NOT NULL) = ("time" = 'weekly'));
ALTER TABLE "number_rules" ADD CONSTRAINT "number_rules_target_check" CHECK (
  ("agent_id" IS NOT NULL) = ("target" = 'agent') AND ("forward_to" IS NOT NULL) = ("target" = 'forward')
  AND ("message" IS NOT NULL) = ("target" = 'message'));
ALTER TABLE "number_rules" ADD CONSTRAINT "number_rules_forward_check" CHECK ("forward_to" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "outages" ADD CONSTRAINT "outages_scope_check" CHECK (
  ("business_id" IS NOT NULL) = ("scope" = 'business') AND ("phone_number_id" IS NOT NULL) = ("scope" = 'number'));
ALTER TABLE "outages" ADD CONSTRAINT "outages_forward_check" CHECK ("forward_to" ~ '^\+[1-9][0-9]{6,14}$');
-- One at a time of each thing.
CREATE UNIQUE INDEX "outages_active_key" ON "outages" ("organization_id", "scope", "business_id", "phone_number_id")
  NULLS NOT DISTINCT WHERE "ended_at" IS NULL;
ALTER TABLE "caller_ids" ADD CONSTRAINT "caller_ids_e164_check" CHECK ("e164" ~ '^\+[1-9][0-9]{6,14}$');
