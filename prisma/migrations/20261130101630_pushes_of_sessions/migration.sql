-- AlterTable
-- No browser could subscribe before.
ALTER TABLE "push_subscriptions" ADD COLUMN     "session_id" UUID NOT NULL;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "notification_deliveries" DROP CONSTRAINT "notification_deliveries_check";
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_check" CHECK (
  "channel" IN ('email', 'push') AND "state" IN ('waiting', 'sending', 'sent', 'failed', 'dropped'));
-- What the bell counts, asked with every page.
CREATE INDEX "notifications_unread_idx" ON "notifications" ("organization_id", "user_id") WHERE "read_at" IS NULL AND "is_shown";
