-- AlterTable
ALTER TABLE "agent_versions" ADD COLUMN     "published_by" TEXT,
ADD COLUMN     "restored_from" INTEGER;

-- AlterTable
ALTER TABLE "agents" ADD COLUMN     "draft_changes" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "draft_revision" INTEGER NOT NULL DEFAULT 0;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
-- Two people who begin a draft at once must not both succeed.
CREATE UNIQUE INDEX "agent_versions_draft_key" ON "agent_versions" ("organization_id", "agent_id") WHERE "state" = 'draft';

-- What calls were answered with stays: a version that was published can be neither changed nor thrown away, only retired.
CREATE FUNCTION "refuse_version_removal"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."state" <> 'draft' AND current_user = 'aybiza_app' THEN
    RAISE EXCEPTION 'version % of agent % is %, and only drafts can be removed', OLD."number", OLD."agent_id", OLD."state"
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER "agent_versions_kept" BEFORE DELETE ON "agent_versions"
  FOR EACH ROW EXECUTE FUNCTION "refuse_version_removal"();
