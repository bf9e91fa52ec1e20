-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY['appointment_books', 'appointment_entries']) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "appointment_books" ADD CONSTRAINT "appointment_books_check" CHECK ("vendor" IN ('google_calendar', 'calendly'));
ALTER TABLE "appointment_entries" ADD CONSTRAINT "appointment_entries_check" CHECK (
  "state" IN ('writing', 'there', 'changed', 'removing'));
