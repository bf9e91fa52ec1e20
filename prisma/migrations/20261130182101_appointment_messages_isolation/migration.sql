-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'appointment_notices', 'appointment_messages', 'appointment_feeds'
]) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "appointment_notices" ADD CONSTRAINT "appointment_notices_check" CHECK ("reminder_minutes" IS NULL OR "reminder_minutes" > 0);
ALTER TABLE "appointment_messages" ADD CONSTRAINT "appointment_messages_check" CHECK (("state" = 'sent') = ("sent_at" IS NOT NULL));
-- What the job looks for every few seconds.
CREATE INDEX "appointment_messages_due_idx" ON "appointment_messages" ("due_at") WHERE "state" IN ('waiting', 'sending');
