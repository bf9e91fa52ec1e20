-- AlterTable
ALTER TABLE "agents" ADD COLUMN     "training" JSONB;
