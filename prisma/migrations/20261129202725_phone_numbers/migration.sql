-- CreateEnum
CREATE TYPE "phone_number_state" AS ENUM ('ordering', 'ready', 'releasing');

-- CreateEnum
CREATE TYPE "phone_number_source" AS ENUM ('bought', 'imported', 'placed');

-- CreateEnum
CREATE TYPE "webhook_state" AS ENUM ('unknown', 'ok', 'drifted', 'missing', 'unreachable');

-- CreateEnum
CREATE TYPE "rule_time" AS ENUM ('business_open', 'business_closed', 'special_day', 'weekly', 'always');

-- CreateEnum
CREATE TYPE "rule_target" AS ENUM ('agent', 'forward', 'message');

-- CreateEnum
CREATE TYPE "outage_scope" AS ENUM ('organization', 'business', 'number');

-- CreateEnum
CREATE TYPE "caller_id_state" AS ENUM ('waiting', 'verified', 'failed');

-- DropIndex
DROP INDEX "calls_organization_id_to_number_idx";

-- AlterTable
ALTER TABLE "phone_numbers" ADD COLUMN     "fallback_message" TEXT,
ADD COLUMN     "fallback_number" TEXT,
ADD COLUMN     "kind" TEXT,
ADD COLUMN     "monthly_price" DECIMAL(10,4),
ADD COLUMN     "price_unit" TEXT,
ADD COLUMN     "source" "phone_number_source" NOT NULL DEFAULT 'placed',
ADD COLUMN     "state" "phone_number_state" NOT NULL DEFAULT 'ready',
ADD COLUMN     "webhook_checked_at" TIMESTAMPTZ(3),
ADD COLUMN     "webhook_problems" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "webhook_state" "webhook_state" NOT NULL DEFAULT 'unknown';

-- CreateTable
CREATE TABLE "number_rules" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "phone_number_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "time" "rule_time" NOT NULL,
    "weekly_hours" JSONB,
    "target" "rule_target" NOT NULL,
    "agent_id" UUID,
    "forward_to" TEXT,
    "message" TEXT,

    CONSTRAINT "number_rules_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "outages" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "scope" "outage_scope" NOT NULL,
    "business_id" UUID,
    "phone_number_id" UUID,
    "message" TEXT NOT NULL,
    "forward_to" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_by_name" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "outages_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "caller_ids" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "e164" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "state" "caller_id_state" NOT NULL DEFAULT 'waiting',
    "provider_sid" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),

    CONSTRAINT "caller_ids_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "diverted_calls" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "provider_call_sid" TEXT NOT NULL,
    "from_number" TEXT NOT NULL,
    "to_number" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "forwarded_to" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,

    CONSTRAINT "diverted_calls_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "dial_policies" (
    "organization_id" UUID NOT NULL,
    "allowed_countries" TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dial_policies_pkey" PRIMARY KEY ("organization_id")
);

-- CreateIndex
CREATE INDEX "number_rules_organization_id_agent_id_idx" ON "number_rules"("organization_id", "agent_id");

-- CreateIndex
CREATE UNIQUE INDEX "number_rules_organization_id_phone_number_id_position_key" ON "number_rules"("organization_id", "phone_number_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "caller_ids_organization_id_e164_key" ON "caller_ids"("organization_id", "e164");

-- CreateIndex
CREATE UNIQUE INDEX "diverted_calls_provider_call_sid_key" ON "diverted_calls"("provider_call_sid");

-- CreateIndex
CREATE INDEX "diverted_calls_organization_id_to_number_at_idx" ON "diverted_calls"("organization_id", "to_number", "at" DESC);

-- CreateIndex
CREATE INDEX "calls_organization_id_to_number_started_at_idx" ON "calls"("organization_id", "to_number", "started_at" DESC);

-- CreateIndex
CREATE INDEX "phone_numbers_webhook_checked_at_idx" ON "phone_numbers"("webhook_checked_at");

-- AddForeignKey
ALTER TABLE "number_rules" ADD CONSTRAINT "number_rules_organization_id_phone_number_id_fkey" FOREIGN KEY ("organization_id", "phone_number_id") REFERENCES "phone_numbers"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_rules" ADD CONSTRAINT "number_rules_organization_id_agent_id_fkey" FOREIGN KEY ("organization_id", "agent_id") REFERENCES "agents"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outages" ADD CONSTRAINT "outages_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outages" ADD CONSTRAINT "outages_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outages" ADD CONSTRAINT "outages_organization_id_phone_number_id_fkey" FOREIGN KEY ("organization_id", "phone_number_id") REFERENCES "phone_numbers"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caller_ids" ADD CONSTRAINT "caller_ids_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "diverted_calls" ADD CONSTRAINT "diverted_calls_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "diverted_calls" ADD CONSTRAINT "diverted_calls_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dial_policies" ADD CONSTRAINT "dial_policies_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
