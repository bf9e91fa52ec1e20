-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN     "pending_plan" "plan";
