-- Roles -------------------------------------------------------------------------------------------------------------
-- Roles belong to the cluster, so they may be there already. Nobody logs in as them: the application's login switches to
-- aybiza_app when it connects, and to aybiza_system for the named purposes that cross tenants.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['aybiza_app', 'aybiza_system'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT', wanted);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- another database's migration made it this moment
    END;
    IF NOT pg_has_role(current_user, wanted, 'SET') THEN
      EXECUTE format('GRANT %I TO %I WITH SET TRUE, INHERIT FALSE', wanted, current_user);
    END IF;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA "public" TO aybiza_app, aybiza_system;

-- Row-level security ------------------------------------------------------------------------------------------------
-- Every migration that adds a tenant table calls this for it.
CREATE FUNCTION "protect_tenant_table"(target regclass, tenant_column name DEFAULT 'organization_id') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant ON %s TO aybiza_app USING (%I = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) '
    'WITH CHECK (%I = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', target, tenant_column, tenant_column);
  EXECUTE format('CREATE POLICY system ON %s TO aybiza_system USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO aybiza_app, aybiza_system', target);
END $$;
REVOKE EXECUTE ON FUNCTION "protect_tenant_table"(regclass, name) FROM PUBLIC;

SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'memberships', 'businesses', 'agents', 'agent_versions', 'phone_numbers', 'calls', 'call_epochs', 'call_events', 'segments', 'turns',
  'carrier_events', 'messages', 'audit_log', 'audit_heads', 'api_keys', 'idempotency_keys', 'kill_switches'
]) AS name;
SELECT protect_tenant_table('organizations', 'id');

-- An organization is made and removed by the system alone.
REVOKE INSERT, DELETE ON "organizations" FROM aybiza_app;
-- What happened stays; erasure and retention are the system's.
REVOKE UPDATE, DELETE ON "call_events" FROM aybiza_app;
REVOKE UPDATE ON "call_events" FROM aybiza_system;
REVOKE UPDATE, DELETE ON "audit_log" FROM aybiza_app, aybiza_system;
REVOKE DELETE ON "audit_heads" FROM aybiza_app, aybiza_system;

-- The platform's switches stop a tenant's agents too, so it may see them; it changes its own alone.
CREATE POLICY platform ON "kill_switches" FOR SELECT TO aybiza_app USING (scope = 'platform');

-- A tenant sees the people who are its members, never their password hashes.
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
CREATE POLICY members ON "users" FOR SELECT TO aybiza_app USING (EXISTS (
  SELECT FROM "memberships" m
  WHERE m.organization_id = nullif(current_setting('app.tenant_id', true), '')::uuid AND m.user_id = "users".id));
CREATE POLICY system ON "users" TO aybiza_system USING (true) WITH CHECK (true);
GRANT SELECT ("id", "public_id", "email", "name", "disabled_at", "last_sign_in_at", "created_at", "updated_at") ON "users" TO aybiza_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "users" TO aybiza_system;

-- System tables: no tenant may see them at all.
ALTER TABLE "workers" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "workers" FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON "workers" TO aybiza_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "workers" TO aybiza_system;
ALTER TABLE "sign_in_throttles" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sign_in_throttles" FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON "sign_in_throttles" TO aybiza_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "sign_in_throttles" TO aybiza_system;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_account_id_check"
  CHECK ("account_id" ~ '^AYB(-[A-HJ-NP-Z2-9]{4}){3}$');
ALTER TABLE "users" ADD CONSTRAINT "users_public_id_check" CHECK ("public_id" ~ '^USR-[A-HJ-NP-Z2-9]{10}$');
ALTER TABLE "users" ADD CONSTRAINT "users_email_check" CHECK ("email" = lower("email") AND "email" LIKE '%_@_%');
ALTER TABLE "phone_numbers" ADD CONSTRAINT "phone_numbers_e164_check" CHECK ("e164" ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE "workers" ADD CONSTRAINT "workers_slots_check" CHECK ("slots" >= 0 AND "load" >= 0);
ALTER TABLE "kill_switches" ADD CONSTRAINT "kill_switches_scope_check" CHECK (
  ("organization_id" IS NULL) = ("scope" = 'platform') AND ("target_id" IS NULL) = ("scope" IN ('platform', 'organization')));
CREATE UNIQUE INDEX "kill_switches_active_key" ON "kill_switches" ("scope", "organization_id", "target_id")
  NULLS NOT DISTINCT WHERE "active";
CREATE UNIQUE INDEX "agent_versions_published_key" ON "agent_versions" ("organization_id", "agent_id") WHERE "state" = 'published';
-- Calls in progress are few among all that ever were.
CREATE INDEX "calls_open_idx" ON "calls" ("organization_id", "started_at" DESC, "id" DESC)
  WHERE "status" IN ('initiated', 'ringing', 'in_progress', 'escalated') AND "ended_at" IS NULL;
CREATE INDEX "calls_lease_idx" ON "calls" ("lease_until") WHERE "ended_at" IS NULL;

CREATE FUNCTION "refuse_version_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" <> 'draft' AND (NEW."config", NEW."number", NEW."agent_id", NEW."organization_id")
     IS DISTINCT FROM (OLD."config", OLD."number", OLD."agent_id", OLD."organization_id") THEN
    RAISE EXCEPTION 'version % of agent % is %, and only drafts can change', OLD."number", OLD."agent_id", OLD."state"
      USING ERRCODE = 'restrict_violation', HINT = 'Make a new version.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "agent_versions_immutable" BEFORE UPDATE ON "agent_versions"
  FOR EACH ROW EXECUTE FUNCTION "refuse_version_change"();

CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE ON "audit_log"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "audit_log_no_truncate" BEFORE TRUNCATE ON "audit_log"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();

-- Partitions --------------------------------------------------------------------------------------------------------
-- In a schema of their own, which no application role may enter: rows are reached through the parents and their policies alone.
CREATE SCHEMA "parts";
CREATE TABLE "parts"."call_events_default" PARTITION OF "call_events" DEFAULT;
CREATE TABLE "parts"."segments_default" PARTITION OF "segments" DEFAULT;
CREATE TABLE "parts"."turns_default" PARTITION OF "turns" DEFAULT;

-- Makes the monthly partitions that hold `day`, and moves there what the default partitions had caught meanwhile.
CREATE FUNCTION "ensure_partitions"(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent text;
  first date := date_trunc('month', day)::date;
  until date := (date_trunc('month', day) + interval '1 month')::date;
  part text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('aybiza.ensure_partitions'));
  FOREACH parent IN ARRAY ARRAY['call_events', 'segments', 'turns'] LOOP
    part := parent || to_char(first, '_YYYY_MM');
    CONTINUE WHEN to_regclass(format('parts.%I', part)) IS NOT NULL;
    EXECUTE format('LOCK TABLE parts.%I IN ACCESS EXCLUSIVE MODE', parent || '_default');
    EXECUTE format('CREATE TABLE parts.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, parent);
    EXECUTE format(
      'WITH moved AS (DELETE FROM parts.%I WHERE call_day >= %L AND call_day < %L RETURNING *) INSERT INTO parts.%I SELECT * FROM moved',
      parent || '_default', first, until, part);
    EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION parts.%I FOR VALUES FROM (%L) TO (%L)', parent, part, first, until);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION "ensure_partitions"(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "ensure_partitions"(date) TO aybiza_system;
