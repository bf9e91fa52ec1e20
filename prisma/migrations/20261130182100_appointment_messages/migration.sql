-- CreateEnum
CREATE TYPE "appointment_message_kind" AS ENUM ('confirmed', 'moved', 'canceled', 'reminder');

-- CreateEnum
CREATE TYPE "appointment_message_channel" AS ENUM ('sms', 'email');

-- CreateEnum
CREATE TYPE "appointment_message_state" AS ENUM ('waiting', 'sending', 'sent', 'dropped', 'failed');



























-- CreateTable
CREATE TABLE "appointment_notices" (
    "organization_id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "sms" BOOLEAN NOT NULL DEFAULT true,
    "email" BOOLEAN NOT NULL DEFAULT true,
    "reminder_minutes" INTEGER DEFAULT 1440,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointment_notices_pkey" PRIMARY KEY ("organization_id","business_id")
);

-- CreateTable
CREATE TABLE "appointment_messages" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "kind" "appointment_message_kind" NOT NULL,
    "channel" "appointment_message_channel" NOT NULL,
    "revision" INTEGER NOT NULL,
    "state" "appointment_message_state" NOT NULL DEFAULT 'waiting',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "problem" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointment_messages_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "appointment_feeds" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "resource_id" UUID,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "last_read_at" TIMESTAMPTZ(3),

    CONSTRAINT "appointment_feeds_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "appointment_messages_organization_id_appointment_id_revisio_key" ON "appointment_messages"("organization_id", "appointment_id", "revision", "kind", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_feeds_token_hash_key" ON "appointment_feeds"("token_hash");

-- CreateIndex
CREATE INDEX "appointment_feeds_organization_id_business_id_idx" ON "appointment_feeds"("organization_id", "business_id");

-- AddForeignKey
ALTER TABLE "appointment_notices" ADD CONSTRAINT "appointment_notices_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_notices" ADD CONSTRAINT "appointment_notices_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_messages" ADD CONSTRAINT "appointment_messages_organization_id_appointment_id_fkey" FOREIGN KEY ("organization_id", "appointment_id") REFERENCES "appointments"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_feeds" ADD CONSTRAINT "appointment_feeds_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_feeds" ADD CONSTRAINT "appointment_feeds_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_feeds" ADD CONSTRAINT "appointment_feeds_organization_id_resource_id_fkey" FOREIGN KEY ("organization_id", "resource_id") REFERENCES "appointment_resources"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "appointments" ADD COLUMN "customer_time_zone" TEXT;
