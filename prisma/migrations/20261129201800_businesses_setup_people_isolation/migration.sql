-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'knowledge_sources', 'human_agents', 'setup_steps', 'setup_progress'
]) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "human_agents" ADD CONSTRAINT "human_agents_check" CHECK (
  "email" = lower("email") AND "phone" ~ '^\+[1-9][0-9]{6,14}$' AND ("extension" IS NULL OR "extension" ~ '^[0-9*#w]{1,20}$'));
-- A website has an address, a file its place, a text its words.
ALTER TABLE "knowledge_sources" ADD CONSTRAINT "knowledge_sources_kind_check" CHECK (
  ("kind" = 'website') = ("url" IS NOT NULL) AND ("kind" = 'file') = ("object_key" IS NOT NULL) AND ("kind" = 'text') = ("text" IS NOT NULL));
