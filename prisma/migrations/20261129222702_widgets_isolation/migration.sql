SELECT protect_tenant_table('widgets'::regclass);

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "widgets" ADD CONSTRAINT "widgets_check" CHECK (
  "public_key" ~ '^wgt_[A-Za-z0-9_-]{24}$' AND cardinality("allowed_origins") BETWEEN 1 AND 50 AND "calls_per_hour" BETWEEN 1 AND 10000);
