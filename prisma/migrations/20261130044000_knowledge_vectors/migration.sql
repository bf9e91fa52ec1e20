-- Vectors in PostgreSQL ---------------------------------------------------------------------------------------------
-- Only where the server has pgvector; elsewhere each process holds them in memory. In a schema of its own, as whether it is there depends on the
-- server. An owner who installs the extension later calls this once more: SELECT make_knowledge_vectors().
CREATE SCHEMA "vectors";
GRANT USAGE ON SCHEMA "vectors" TO aybiza_app, aybiza_system;

CREATE FUNCTION "make_knowledge_vectors"() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') THEN
    IF NOT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') THEN
      RETURN false;
    END IF;
    BEGIN
      CREATE EXTENSION vector;
    EXCEPTION WHEN insufficient_privilege THEN
      RETURN false;
    END;
  END IF;
  IF to_regclass('vectors.knowledge') IS NULL THEN
    CREATE TABLE vectors.knowledge (
      organization_id uuid NOT NULL,
      chunk_id uuid NOT NULL,
      embedded_by text NOT NULL,
      business_id uuid NOT NULL,
      -- The transaction that wrote the chunk last: another one, another vector.
      stamp text NOT NULL,
      vector vector(256) NOT NULL,
      PRIMARY KEY (organization_id, chunk_id, embedded_by),
      -- A vector goes with its chunk, whatever removes that.
      FOREIGN KEY (organization_id, chunk_id) REFERENCES public.knowledge_chunks (organization_id, id) ON DELETE CASCADE
    );
    CREATE INDEX knowledge_business ON vectors.knowledge (organization_id, business_id);
    CREATE INDEX knowledge_nearest ON vectors.knowledge USING hnsw (vector vector_cosine_ops);
    PERFORM protect_tenant_table('vectors.knowledge');
  END IF;
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION "make_knowledge_vectors"() FROM PUBLIC;
SELECT make_knowledge_vectors();
