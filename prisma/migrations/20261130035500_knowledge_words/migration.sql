-- AlterTable
ALTER TABLE "knowledge_chunks" ADD COLUMN "words" tsvector;

-- Words are read for each candidate of a search: they stay in the row. Vectors are read when an index is filled, and go out of it, as they are.
ALTER TABLE "knowledge_chunks" ALTER COLUMN "words" SET STORAGE MAIN;
ALTER TABLE "knowledge_chunks" ALTER COLUMN "embedding" SET STORAGE EXTERNAL;

-- Words -------------------------------------------------------------------------------------------------------------
CREATE FUNCTION "knowledge_language"(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE left(language, 2) WHEN 'en' THEN 'pg_catalog.english'::regconfig WHEN 'es' THEN 'pg_catalog.spanish'::regconfig
    WHEN 'de' THEN 'pg_catalog.german'::regconfig WHEN 'fr' THEN 'pg_catalog.french'::regconfig
    WHEN 'it' THEN 'pg_catalog.italian'::regconfig WHEN 'pt' THEN 'pg_catalog.portuguese'::regconfig
    WHEN 'nl' THEN 'pg_catalog.dutch'::regconfig ELSE 'pg_catalog.simple'::regconfig END
$$;

-- Whose words they are is one of them: the index finds one business's chunks among all without another condition.
CREATE FUNCTION "knowledge_owner_word"(business uuid) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'zz' || replace(business::text, '-', '')
$$;

CREATE FUNCTION "set_knowledge_words"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  titled text;
  spoken text;
  config regconfig;
BEGIN
  SELECT d.title, d.language INTO titled, spoken FROM knowledge_documents d
    WHERE d.organization_id = NEW.organization_id AND d.id = NEW.document_id;
  config := knowledge_language(coalesce(spoken, ''));
  NEW.words := setweight(to_tsvector(config, coalesce(titled, '') || ' ' || NEW.heading), 'A')
    || setweight(to_tsvector(config, NEW.text), 'B') || array_to_tsvector(ARRAY[knowledge_owner_word(NEW.business_id)]);
  RETURN NEW;
END $$;
CREATE TRIGGER "knowledge_chunks_words" BEFORE INSERT OR UPDATE OF "text", "heading", "business_id", "document_id" ON "knowledge_chunks"
  FOR EACH ROW EXECUTE FUNCTION "set_knowledge_words"();

CREATE FUNCTION "renew_knowledge_words"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE knowledge_chunks SET heading = heading WHERE organization_id = NEW.organization_id AND document_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER "knowledge_documents_words" AFTER UPDATE OF "title", "language" ON "knowledge_documents"
  FOR EACH ROW WHEN ((OLD.title, OLD.language) IS DISTINCT FROM (NEW.title, NEW.language))
  EXECUTE FUNCTION "renew_knowledge_words"();

UPDATE "knowledge_chunks" SET "heading" = "heading";
-- Partial, though the trigger leaves none without: Prisma has no word for this index.
CREATE INDEX "knowledge_chunks_words" ON "knowledge_chunks" USING gin ("words")
  -- What is not yet merged into it would be looked through one by one by every search.
  WITH (fastupdate = off) WHERE "words" IS NOT NULL;

-- Searching by words ------------------------------------------------------------------------------------------------
-- `@@` is not leakproof, so under a policy the planner never asks the index for it: the policy is checked first, on every row. This function
-- runs as the role to which the policy shows all rows, and holds to the tenant of the transaction by its own condition.
-- `wanted`: what candidates must match, the strictest first: looked through until there are `most` of them, which are ranked by `terms` and what
-- each of these is worth.
-- `documents`: to which it is held; null: all. Gives the best `best`, those that may be used at `moment` alone.
CREATE FUNCTION "search_knowledge_words"(
  business uuid, wanted tsquery[], terms tsquery[], worths real[], documents uuid[], moment timestamptz, most integer, best integer
) RETURNS TABLE (chunk_id uuid, rank real)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
  WITH candidates AS MATERIALIZED (
    (SELECT c.id, c.document_id, c.words FROM public.knowledge_chunks c
    WHERE c.words @@ (quote_literal(public.knowledge_owner_word(business))::tsquery && wanted[1]) AND c.words IS NOT NULL
      AND c.organization_id = nullif(current_setting('app.tenant_id', true), '')::uuid AND c.business_id = business
      AND c.excluded_at IS NULL AND (documents IS NULL OR c.document_id = ANY (documents)) LIMIT most)
    UNION ALL
    (SELECT c.id, c.document_id, c.words FROM public.knowledge_chunks c
    WHERE c.words @@ (quote_literal(public.knowledge_owner_word(business))::tsquery && wanted[2]) AND c.words IS NOT NULL
      AND c.organization_id = nullif(current_setting('app.tenant_id', true), '')::uuid AND c.business_id = business
      AND c.excluded_at IS NULL AND (documents IS NULL OR c.document_id = ANY (documents)) LIMIT most)
    UNION ALL
    (SELECT c.id, c.document_id, c.words FROM public.knowledge_chunks c
    WHERE c.words @@ (quote_literal(public.knowledge_owner_word(business))::tsquery && wanted[3]) AND c.words IS NOT NULL
      AND c.organization_id = nullif(current_setting('app.tenant_id', true), '')::uuid AND c.business_id = business
      AND c.excluded_at IS NULL AND (documents IS NULL OR c.document_id = ANY (documents)) LIMIT most)
    LIMIT most * 2
  ), ranked AS (
    SELECT k.id, k.document_id,
      coalesce(ts_rank(k.words, terms[1]) * worths[1], 0) + coalesce(ts_rank(k.words, terms[2]) * worths[2], 0)
      + coalesce(ts_rank(k.words, terms[3]) * worths[3], 0) + coalesce(ts_rank(k.words, terms[4]) * worths[4], 0)
      + coalesce(ts_rank(k.words, terms[5]) * worths[5], 0) + coalesce(ts_rank(k.words, terms[6]) * worths[6], 0)
      + coalesce(ts_rank(k.words, terms[7]) * worths[7], 0) + coalesce(ts_rank(k.words, terms[8]) * worths[8], 0) AS rank
    FROM (SELECT DISTINCT ON (id) * FROM candidates) k ORDER BY rank DESC LIMIT best * 4
  )
  SELECT r.id, r.rank::real FROM ranked r
  JOIN public.knowledge_documents d
    ON d.organization_id = nullif(current_setting('app.tenant_id', true), '')::uuid AND d.id = r.document_id
  WHERE d.excluded_at IS NULL AND d.gone_at IS NULL
    AND (d.valid_from IS NULL OR d.valid_from <= moment) AND (d.valid_until IS NULL OR d.valid_until > moment)
  ORDER BY r.rank DESC, r.id LIMIT best
$$;
REVOKE EXECUTE ON FUNCTION "search_knowledge_words"(uuid, tsquery[], tsquery[], real[], uuid[], timestamptz, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "search_knowledge_words"(uuid, tsquery[], tsquery[], real[], uuid[], timestamptz, integer, integer)
  TO aybiza_app, aybiza_system;
-- A new owner must be allowed to make things where the function is, for this moment.
GRANT CREATE ON SCHEMA "public" TO aybiza_system;
ALTER FUNCTION "search_knowledge_words"(uuid, tsquery[], tsquery[], real[], uuid[], timestamptz, integer, integer) OWNER TO aybiza_system;
REVOKE CREATE ON SCHEMA "public" FROM aybiza_system;

-- Changes -----------------------------------------------------------------------------------------------------------
-- Whoever holds a business's vectors in memory hears that they changed, when the transaction is committed, once.
CREATE FUNCTION "tell_knowledge_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('knowledge_changed', c.business_id::text) FROM (SELECT DISTINCT business_id FROM changed) c;
  RETURN NULL;
END $$;
DO $$
DECLARE
  target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['knowledge_chunks', 'knowledge_documents'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_knowledge_changed()',
      target || '_added', target);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_knowledge_changed()',
      target || '_changed', target);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tell_knowledge_changed()',
      target || '_removed', target);
  END LOOP;
END $$;
