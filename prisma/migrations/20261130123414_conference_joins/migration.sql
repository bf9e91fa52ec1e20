-- AlterTable
ALTER TABLE "escalation_offers" ADD COLUMN     "caller_joined_at" TIMESTAMPTZ(3),
ADD COLUMN     "person_joined_at" TIMESTAMPTZ(3);
