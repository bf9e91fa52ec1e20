SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY['call_words', 'call_notes', 'call_views', 'call_shares']) AS name;

-- Partitions --------------------------------------------------------------------------------------------------------
-- The words are out of line: an ordered look through a month's calls reads their narrow rows alone.
CREATE TABLE "parts"."call_words_default" PARTITION OF "call_words" DEFAULT WITH (toast_tuple_target = 128);
-- Prisma has no word for this index unless it is partial. Nothing of it is null.
CREATE INDEX "call_words_words" ON "call_words" USING gin ("words")
  -- What is not yet merged into it would be looked through one by one by every search.
  WITH (fastupdate = off) WHERE "words" IS NOT NULL;

CREATE OR REPLACE FUNCTION "ensure_partitions"(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent text;
  first date := date_trunc('month', day)::date;
  until date := (date_trunc('month', day) + interval '1 month')::date;
  part text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('aybiza.ensure_partitions'));
  FOREACH parent IN ARRAY ARRAY['call_events', 'segments', 'turns', 'call_words'] LOOP
    part := parent || to_char(first, '_YYYY_MM');
    CONTINUE WHEN to_regclass(format('parts.%I', part)) IS NOT NULL;
    EXECUTE format('LOCK TABLE parts.%I IN ACCESS EXCLUSIVE MODE', parent || '_default');
    EXECUTE format('CREATE TABLE parts.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part, parent);
    IF parent = 'call_words' THEN EXECUTE format('ALTER TABLE parts.%I SET (toast_tuple_target = 128)', part); END IF;
    EXECUTE format(
      'WITH moved AS (DELETE FROM parts.%I WHERE call_day >= %L AND call_day < %L RETURNING *) INSERT INTO parts.%I SELECT * FROM moved',
      parent || '_default', first, until, part);
    EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION parts.%I FOR VALUES FROM (%L) TO (%L)', parent, part, first, until);
  END LOOP;
END $$;

-- Words -------------------------------------------------------------------------------------------------------------
-- As lib/domain/call/find-words.ts folds them: without case, accents and signs, so that "Señor" is found by "senor".
CREATE FUNCTION "fold_spoken"(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(replace(lower(normalize(said, NFKD)), 'ß', 'ss'), '[\u0300-\u036f]', '', 'g'),
    '[\u0001-/:-@\u005b-`{-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g')
$$;

-- Whose words they are is one of them: the index finds one organization's calls among all without another condition.
CREATE FUNCTION "call_owner_word"(organization uuid) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'zz' || replace(organization::text, '-', '')
$$;

-- Writes the words of calls anew, from what is stored of them; of an agent's answers what was heard.
CREATE FUNCTION "keep_call_words"(organization uuid, calls uuid[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO call_words (organization_id, call_id, call_day, started_at, words)
  SELECT c.organization_id, c.id, c.call_day, c.started_at,
    to_tsvector('simple', left(fold_spoken(concat_ws(' . ', s.said, c.end_reason)), 700000))
      || array_to_tsvector(ARRAY[call_owner_word(c.organization_id)])
  FROM calls c LEFT JOIN LATERAL (
    SELECT string_agg(coalesce(s.heard_text, s.text), ' . ' ORDER BY s.seq) AS said FROM segments s
    WHERE s.organization_id = c.organization_id AND s.call_id = c.id AND s.call_day = c.call_day) s ON true
  WHERE c.organization_id = organization AND c.id = ANY (calls)
  ON CONFLICT (organization_id, call_id, call_day) DO UPDATE SET words = excluded.words, started_at = excluded.started_at
$$;

CREATE FUNCTION "keep_ended_call_words"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM keep_call_words(NEW.organization_id, ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE TRIGGER "calls_ended_words" AFTER UPDATE OF "ended_at" ON "calls" FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION keep_ended_call_words();

-- What a call was before it could be found by its words.
SELECT ensure_partitions(month::date) FROM (SELECT DISTINCT date_trunc('month', call_day) AS month FROM calls) m;
SELECT keep_call_words(organization_id, array_agg(id)) FROM calls WHERE ended_at IS NOT NULL GROUP BY organization_id;

-- Searching ---------------------------------------------------------------------------------------------------------
-- `@@` is not leakproof, so under a policy the planner never asks the index for it: the policy is checked first, on every row. This function
-- runs as the role to which the policy shows all rows, and holds to the tenant of the transaction by its own condition.
-- Goes back month by month from the newest and stops when it has `most`: a frequent word costs a month, a rare one a look into each month's index.
CREATE FUNCTION "search_call_words"(wanted tsquery, before_at timestamptz, before_id uuid, since timestamptz, most integer)
RETURNS TABLE (call_id uuid, started_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  owned tsquery := quote_literal(public.call_owner_word(tenant))::tsquery && wanted;
  upto timestamptz := coalesce(before_at, 'infinity');
  remaining integer := most;
  found_now integer;
  newest timestamptz;
  month date;
BEGIN
  LOOP
    SELECT max(c.started_at) INTO newest FROM public.calls c
      WHERE c.organization_id = tenant AND c.started_at <= upto AND (since IS NULL OR c.started_at >= since);
    EXIT WHEN newest IS NULL;
    month := date_trunc('month', newest AT TIME ZONE 'UTC')::date;
    RETURN QUERY SELECT w.call_id, w.started_at FROM public.call_words w
      WHERE w.organization_id = tenant AND w.call_day >= month AND w.call_day < (month + interval '1 month')::date
        AND w.words @@ owned AND w.words IS NOT NULL
        AND (since IS NULL OR w.started_at >= since)
        AND (before_at IS NULL OR (w.started_at, w.call_id) < (before_at, before_id))
      ORDER BY w.started_at DESC, w.call_id DESC LIMIT remaining;
    GET DIAGNOSTICS found_now = ROW_COUNT;
    remaining := remaining - found_now;
    EXIT WHEN remaining <= 0;
    upto := (month::timestamp AT TIME ZONE 'UTC') - interval '1 millisecond';
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION "search_call_words"(tsquery, timestamptz, uuid, timestamptz, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "search_call_words"(tsquery, timestamptz, uuid, timestamptz, integer) TO aybiza_app, aybiza_system;
-- A new owner must be allowed to make things where the function is, for this moment.
GRANT CREATE ON SCHEMA "public" TO aybiza_system;
ALTER FUNCTION "search_call_words"(tsquery, timestamptz, uuid, timestamptz, integer) OWNER TO aybiza_system;
REVOKE CREATE ON SCHEMA "public" FROM aybiza_system;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "call_notes" ADD CONSTRAINT "call_notes_category_check"
  CHECK ("category" IN ('general', 'follow_up', 'complaint', 'praise', 'training', 'technical'));
