-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'knowledge_pages', 'knowledge_documents', 'knowledge_versions', 'knowledge_chunks', 'knowledge_gaps'
]) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
-- What is on the web has an address, a file its place.
ALTER TABLE "knowledge_sources" ADD CONSTRAINT "knowledge_sources_kind_check" CHECK (
  ("kind" IN ('website', 'page', 'documentation')) = ("url" IS NOT NULL) AND ("kind" = 'file') = ("object_key" IS NOT NULL)
  AND "sync_every" IN ('never', 'daily', 'weekly', 'monthly'));
-- What is typed by hand is one source of each kind.
CREATE UNIQUE INDEX "knowledge_sources_by_hand" ON "knowledge_sources" ("organization_id", "business_id", "kind")
  WHERE "kind" IN ('questions', 'facts');
ALTER TABLE "knowledge_documents" ADD CONSTRAINT "knowledge_documents_check" CHECK (
  "version" > 0 AND ("valid_from" IS NULL OR "valid_until" IS NULL OR "valid_from" < "valid_until"));
ALTER TABLE "knowledge_pages" ADD CONSTRAINT "knowledge_pages_check" CHECK (
  "state" IN ('waiting', 'read', 'unchanged', 'skipped', 'failed', 'gone'));
ALTER TABLE "knowledge_gaps" ADD CONSTRAINT "knowledge_gaps_check" CHECK (("state" = 'open') = ("settled_at" IS NULL));
