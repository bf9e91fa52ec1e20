-- AlterTable
ALTER TABLE "calls" ADD COLUMN "caller_refuted" BOOLEAN NOT NULL DEFAULT false;
