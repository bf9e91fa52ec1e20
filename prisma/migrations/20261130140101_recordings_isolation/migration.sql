SELECT protect_tenant_table('recordings'::regclass);
SELECT protect_tenant_table('recording_parts'::regclass);
SELECT protect_tenant_table('recording_listens'::regclass);

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_check" CHECK (
  "state" IN ('kept', 'refused', 'deleted', 'expired') AND "tier" IN ('hot', 'infrequent', 'archive')
  AND "end_ms" >= "start_ms" AND ("held_at" IS NULL) = ("held_by" IS NULL) AND ("state" = 'kept') = ("gone_at" IS NULL));
ALTER TABLE "recording_parts" ADD CONSTRAINT "recording_parts_check" CHECK (
  "duration_ms" >= 0 AND "bytes" >= 0 AND "peak_every_ms" > 0);
