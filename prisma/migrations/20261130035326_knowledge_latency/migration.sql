-- AlterTable
ALTER TABLE "turns" ADD COLUMN     "knowledge_ms" DOUBLE PRECISION;
