-- AlterTable
ALTER TABLE "calls" ADD COLUMN     "findings" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "qa_score" DOUBLE PRECISION,
ADD COLUMN     "resolved" BOOLEAN,
ADD COLUMN     "sentiment_low" DOUBLE PRECISION,
ADD COLUMN     "sentiment_mean" DOUBLE PRECISION,
ADD COLUMN     "tags" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "calls" ADD CONSTRAINT "calls_quality_check" CHECK (
  ("qa_score" IS NULL OR "qa_score" BETWEEN 0 AND 1)
  AND ("sentiment_mean" IS NULL OR "sentiment_mean" BETWEEN -1 AND 1)
  AND ("sentiment_low" IS NULL OR "sentiment_low" BETWEEN -1 AND 1)
  AND "findings" >= 0);
