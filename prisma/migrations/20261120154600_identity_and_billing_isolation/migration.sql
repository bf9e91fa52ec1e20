-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'invitations', 'caller_verifications', 'tenant_keys', 'subscriptions', 'usage_entries', 'usage_alerts'
]) AS name;

-- What was used stays used; the plan is what Stripe says, which the system writes.
REVOKE UPDATE, DELETE ON "usage_entries" FROM aybiza_app;
REVOKE INSERT, UPDATE, DELETE ON "subscriptions" FROM aybiza_app;
REVOKE DELETE ON "tenant_keys" FROM aybiza_app;

-- A tenant sees of its members whether their address is known to be theirs and whether they have a second factor, never its secret.
GRANT SELECT ("email_verified_at", "totp_confirmed_at") ON "users" TO aybiza_app;

-- System tables: no tenant may see them at all.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['user_sessions', 'recovery_codes', 'mail_links', 'outgoing_mail', 'stripe_events'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY system ON %I TO aybiza_system USING (true) WITH CHECK (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO aybiza_system', name);
  END LOOP;
END $$;

-- A tenant's change may have a mail sent, and that is all it can do with mail.
CREATE POLICY tenant_sends ON "outgoing_mail" FOR INSERT TO aybiza_app WITH CHECK (true);
GRANT INSERT ON "outgoing_mail" TO aybiza_app;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_email_check" CHECK ("email" = lower("email") AND "email" LIKE '%_@_%');
CREATE UNIQUE INDEX "invitations_open_key" ON "invitations" ("organization_id", "email")
  WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL;
ALTER TABLE "usage_entries" ADD CONSTRAINT "usage_entries_check" CHECK ("quantity" >= 0 AND "kind" IN ('call', 'minutes'));
CREATE INDEX "usage_entries_unmetered_idx" ON "usage_entries" ("at") WHERE "metered_at" IS NULL;
CREATE INDEX "outgoing_mail_unsent_idx" ON "outgoing_mail" ("created_at") WHERE "sent_at" IS NULL;

-- Whoever could sign in before addresses were checked goes on.
UPDATE "users" SET "email_verified_at" = "created_at";
