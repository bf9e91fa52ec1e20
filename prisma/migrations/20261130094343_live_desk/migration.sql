-- CreateEnum
CREATE TYPE "escalation_state" AS ENUM ('waiting', 'in_progress', 'callback', 'completed', 'abandoned');

-- CreateEnum
CREATE TYPE "notification_type" AS ENUM ('call_escalated', 'qa_alert', 'sentiment_alert', 'compliance_issue', 'system_update');















-- AlterTable
ALTER TABLE "calls" ADD COLUMN     "attention" JSONB;

-- AlterTable
ALTER TABLE "human_agents" ADD COLUMN     "last_offered_at" TIMESTAMPTZ(3),
ADD COLUMN     "ring_phone" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "user_id" UUID;

-- CreateTable
CREATE TABLE "escalations" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "priority" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "target" JSONB NOT NULL,
    "state" "escalation_state" NOT NULL DEFAULT 'waiting',
    "packet" JSONB,
    "human_agent_id" UUID,
    "accepted_via" TEXT,
    "requested_by" UUID,
    "resolution" TEXT,
    "callback_number" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "connected_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" UUID,
    "reopened_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "escalations_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "escalation_offers" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "escalation_id" UUID NOT NULL,
    "human_agent_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'ringing',
    "rings_phone" BOOLEAN NOT NULL DEFAULT false,
    "provider_call_sid" TEXT,
    "offered_at" TIMESTAMPTZ(3) NOT NULL,
    "rings_until" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "escalation_offers_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "colleague_questions" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "options" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'open',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "colleague_questions_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "notifications" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "type" "notification_type" NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "url" TEXT,
    "call_id" UUID,
    "dedupe_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "is_shown" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "notification_deliveries" (
    "organization_id" UUID NOT NULL,
    "notification_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "notification_deliveries_pkey" PRIMARY KEY ("organization_id","notification_id","channel")
);

-- CreateTable
CREATE TABLE "notification_preferences" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "preferences" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_preferences_pkey" PRIMARY KEY ("organization_id","user_id")
);

-- CreateTable
CREATE TABLE "push_subscriptions" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "endpoint_hash" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "push_subscriptions_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "escalations_organization_id_state_created_at_id_idx" ON "escalations"("organization_id", "state", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "escalations_organization_id_call_id_idx" ON "escalations"("organization_id", "call_id");

-- CreateIndex
CREATE INDEX "escalations_organization_id_human_agent_id_created_at_idx" ON "escalations"("organization_id", "human_agent_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "escalation_offers_organization_id_escalation_id_offered_at_idx" ON "escalation_offers"("organization_id", "escalation_id", "offered_at");

-- CreateIndex
CREATE INDEX "escalation_offers_organization_id_human_agent_id_offered_at_idx" ON "escalation_offers"("organization_id", "human_agent_id", "offered_at" DESC);

-- CreateIndex
CREATE INDEX "colleague_questions_organization_id_state_asked_at_idx" ON "colleague_questions"("organization_id", "state", "asked_at" DESC);

-- CreateIndex
CREATE INDEX "colleague_questions_organization_id_call_id_idx" ON "colleague_questions"("organization_id", "call_id");

-- CreateIndex
CREATE INDEX "notifications_organization_id_user_id_created_at_id_idx" ON "notifications"("organization_id", "user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_organization_id_user_id_dedupe_key_key" ON "notifications"("organization_id", "user_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "notification_deliveries_state_due_at_idx" ON "notification_deliveries"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "push_subscriptions_organization_id_user_id_endpoint_hash_key" ON "push_subscriptions"("organization_id", "user_id", "endpoint_hash");

-- CreateIndex
CREATE UNIQUE INDEX "human_agents_organization_id_user_id_key" ON "human_agents"("organization_id", "user_id");

-- AddForeignKey
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_offers" ADD CONSTRAINT "escalation_offers_organization_id_escalation_id_fkey" FOREIGN KEY ("organization_id", "escalation_id") REFERENCES "escalations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_offers" ADD CONSTRAINT "escalation_offers_organization_id_human_agent_id_fkey" FOREIGN KEY ("organization_id", "human_agent_id") REFERENCES "human_agents"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "colleague_questions" ADD CONSTRAINT "colleague_questions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "colleague_questions" ADD CONSTRAINT "colleague_questions_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "colleague_questions" ADD CONSTRAINT "colleague_questions_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_organization_id_notification_id_fkey" FOREIGN KEY ("organization_id", "notification_id") REFERENCES "notifications"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_subscriptions" ADD CONSTRAINT "push_subscriptions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table(name::regclass) FROM unnest(ARRAY[
  'escalations', 'escalation_offers', 'colleague_questions', 'notifications', 'notification_deliveries', 'notification_preferences',
  'push_subscriptions'
]) AS name;

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
-- Nobody is rung twice at once, and one escalation goes to one person.
CREATE UNIQUE INDEX "escalation_offers_one_rings" ON "escalation_offers" ("organization_id", "human_agent_id") WHERE "state" = 'ringing';
CREATE UNIQUE INDEX "escalation_offers_one_accepts" ON "escalation_offers" ("organization_id", "escalation_id") WHERE "state" = 'accepted';
-- A call is brought to one person at a time.
CREATE UNIQUE INDEX "escalations_one_open" ON "escalations" ("organization_id", "call_id") WHERE "state" IN ('waiting', 'in_progress');
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_check" CHECK (
  "mode" IN ('cold', 'warm') AND "priority" IN ('low', 'normal', 'high', 'urgent')
  AND ("accepted_via" IS NULL OR "accepted_via" IN ('browser', 'phone')));
ALTER TABLE "escalation_offers" ADD CONSTRAINT "escalation_offers_check" CHECK (
  "state" IN ('ringing', 'accepted', 'declined', 'no_answer', 'failed', 'withdrawn') AND ("state" = 'ringing') = ("ended_at" IS NULL));
ALTER TABLE "colleague_questions" ADD CONSTRAINT "colleague_questions_check" CHECK (
  "state" IN ('open', 'answered', 'expired') AND ("state" = 'answered') = ("answer" IS NOT NULL));
ALTER TABLE "notification_deliveries" ADD CONSTRAINT "notification_deliveries_check" CHECK (
  "channel" IN ('email', 'push') AND "state" IN ('waiting', 'sent', 'failed', 'dropped'));
